import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PlanHead } from '../../../server/quotas/get-plan.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { readPreference } from '../../lib/preference.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { PlanBody } from './draft.ts';
import classes from './Quotas.module.css';
import { publishPlan, saveDraft, todayQuery } from './queries.ts';

export type DialogKind = 'save' | 'publish';

interface Props {
  kind: DialogKind;
  body: PlanBody;
  plan: Plan;
  /** A draft that is already saved, when that is what is published. */
  saved: PlanHead | undefined;
  inForce: PlanHead | undefined;
  onClose: () => void;
  onDone: (id: number) => void;
}

/** Names and stores the plan; publishing says first what it does and what it replaces. */
export function PlanDialog({ kind, body, plan, saved, inForce, onClose, onDone }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const { t: replan } = useTranslation('replan');
  const format = useFormat();
  const say = useSentence();
  const client = useQueryClient();
  const words = { year: String(plan.year), category: t(`category.${plan.category}`) };
  const [name, setName] = useState(saved?.name || t('dialog.defaultName', words));
  const isPublish = kind === 'publish';
  const [first, last] = [`${plan.year}-01-01`, `${plan.year}-12-31`];
  const today = useQuery(todayQuery()).data?.today ?? first;
  const [picked, setPicked] = useState<string>();
  // Of three days the middle one: today, held within the year.
  const day = plan.replan?.effectiveOn ?? picked ?? [first, today, last].sort()[1] ?? first;
  const fixedDay = plan.replan?.effectiveOn;
  const isDayWrong = isPublish && (day < first || day > last);
  const act = useMutation({
    mutationFn: async () => {
      const id = saved?.id ?? (await saveDraft(body, name)).id;
      if (isPublish) await publishPlan(id, day, readPreference('quotas.who', z.string()) ?? '');
      return id;
    },
    onSuccess: async (id) => {
      await client.invalidateQueries();
      onDone(id);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={isPublish ? t('dialog.publishTitle', words) : t('dialog.saveTitle')}
      closeButtonProps={{ 'aria-label': parts('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isDayWrong) act.mutate();
        }}
      >
        {isPublish ? (
          <p>
            {t('dialog.publishNote', {
              target: format.amountInText(plan.targetFen),
              officers: String(plan.officers.length),
            })}{' '}
            {inForce
              ? t('dialog.replaces', {
                  version: String(inForce.version),
                  target: format.amountInText(inForce.targetFen),
                })
              : null}
          </p>
        ) : null}
        {isPublish && plan.warnings.length > 0 ? (
          <>
            <p className={classes.block}>{t('dialog.warnings')}</p>
            <ul>
              {plan.warnings.map((warning) => (
                <li key={warning.says.zh} className={classes.quiet}>
                  {say(warning.says)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {saved ? null : (
          <TextInput
            className={isPublish ? (classes.block ?? '') : ''}
            label={t('dialog.name')}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {isPublish && fixedDay !== undefined ? (
          <p className={classes.block}>{replan('publish', { day: format.date(fixedDay) })}</p>
        ) : null}
        {isPublish && fixedDay === undefined ? (
          <TextInput
            type="date"
            className={classes.block ?? ''}
            label={t('dialog.effective')}
            description={t('dialog.effectiveNote')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={day}
            error={isDayWrong ? t('dialog.effectiveWrong', words) : undefined}
            onChange={(event) => setPicked(event.currentTarget.value)}
          />
        ) : null}
        {act.error ? <ErrorState error={act.error} /> : null}
        <div className={`${classes.row} ${classes.block}`} style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={isDayWrong}>
            {isPublish ? t('dialog.publish') : t('dialog.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
