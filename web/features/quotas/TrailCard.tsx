import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlanHead } from '../../../server/quotas/get-plan.ts';
import type { PlanAct, PlanEvent } from '../../../server/quotas/plan-events.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { NameNote } from './NameNote.tsx';
import classes from './Quotas.module.css';
import { actOnPlan, eventsQuery, type Who } from './queries.ts';
import { useNameNote } from './use-name-note.ts';
import { usePlaceName } from './use-place-name.ts';

interface Props {
  head: PlanHead;
  /** Whose sheet can be signed. */
  chosen: Who | undefined;
}

/** The last step of a plan on its way. A sample or scripted plan was published without the others. */
function lastStep(head: PlanHead, events: readonly PlanEvent[]): PlanEvent['act'] {
  if (head.status !== 'draft') return 'publish';
  const steps = ['submit', 'approve', 'return'];
  return events.findLast(({ act }) => steps.includes(act))?.act ?? 'save';
}

/** What may be done next with a plan, by what was done last. */
function actsOf(head: PlanHead, events: readonly PlanEvent[]): PlanAct[] {
  if (head.status === 'published') return ['sign', 'comment'];
  if (head.status === 'superseded') return ['comment'];
  const last = lastStep(head, events);
  if (last === 'submit') return ['approve', 'return', 'comment'];
  if (last === 'approve') return ['return', 'comment'];
  return ['submit', 'comment'];
}

/** Who did what with the plan, when and why; and the next step, under a typed name. */
export function TrailCard({ head, chosen }: Props) {
  const { t } = useTranslation('quotas');
  const placeName = usePlaceName();
  const client = useQueryClient();
  const named = useNameNote();
  const { who, note } = named;
  const found = useQuery(eventsQuery(head.id));
  const events = found.data ?? [];
  const act = useMutation({
    mutationFn: (wanted: PlanAct) =>
      actOnPlan(head.id, { act: wanted, who, note, ...(wanted === 'sign' ? chosen : {}) }),
    onSuccess: async () => {
      named.onNote('');
      await client.invalidateQueries();
    },
  });
  const signed = events.filter((own) => own.act === 'sign').length;
  return (
    <Card
      title={t('trail.title', {
        state: t(`trail.acts.${lastStep(head, events)}`),
        signed: String(signed),
        officers: String(head.officers),
      })}
      subtitle={t('trail.sub')}
    >
      <div className={`${classes.row} no-print`}>
        <NameNote {...named} labels={{ who: t('trail.who'), note: t('trail.note') }} />
        {actsOf(head, events).map((own) => (
          <Button
            key={own}
            variant="default"
            size="compact-xs"
            disabled={act.isPending || (own === 'sign' && chosen === undefined)}
            onClick={() => act.mutate(own)}
          >
            {own === 'sign'
              ? t('trail.sign', { officer: chosen?.officer ?? '' })
              : t(`trail.do.${own}`)}
          </Button>
        ))}
      </div>
      {act.error ? <ErrorState error={act.error} /> : null}
      {found.error ? <ErrorState error={found.error} /> : null}
      <ol className={classes.edits}>
        {events.map((own) => (
          <li key={own.id}>
            {own.at.slice(0, 16).replace('T', ' ')} · {own.who || t('trail.nobody')} ·{' '}
            {t(`trail.acts.${own.act}`)}
            {own.branch ? ` · ${placeName(own)}` : ''}
            {own.note ? ` · ${own.note}` : ''}
          </li>
        ))}
      </ol>
    </Card>
  );
}
