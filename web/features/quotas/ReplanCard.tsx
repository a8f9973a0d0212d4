import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { ChangeForm } from './ChangeForm.tsx';
import type { PlanBody } from './draft.ts';
import { HoldersSelect } from './HoldersSelect.tsx';
import classes from './Quotas.module.css';
import { planQuery, proposalsQuery } from './queries.ts';
import { ReplanDifference } from './ReplanDifference.tsx';
import { ReplanMoves } from './ReplanMoves.tsx';
import { compareRest } from './replan-difference.ts';
import { type Change, isUsed, type Wish } from './replan-draft.ts';
import { useReplanSay } from './use-replan-say.ts';

interface Props {
  plan: Plan;
  body: PlanBody;
  wish: Wish;
  /** Whether the changes can still be made: of a plan that is published they are only shown. */
  isOpen: boolean;
  onChange: (next: PlanBody) => void;
}

/** Suggestions listed: the largest handovers come first, many small ones would hide the people. */
const SHOWN = 12;

/** As many as a re-plan takes. */
const MOST = 500;

/** A re-plan: what happened, from when, what the book suggests, and what it changes for whom. */
export function ReplanCard({ plan, body, wish, isOpen, onChange }: Props) {
  const { t } = useTranslation('replan');
  const format = useFormat();
  const say = useReplanSay();
  const base = useQuery(planQuery(wish.basePlanId));
  const found = useQuery(
    proposalsQuery(
      isOpen ? wish.basePlanId : undefined,
      wish.effectiveOn,
      body.basisAsOf,
      body.holders,
    ),
  );
  const set = (patch: Partial<Wish>) => onChange({ ...body, replan: { ...wish, ...patch } });
  const add = (change: Change) => set({ changes: [...wish.changes, change] });
  const compared = base.data ? compareRest(base.data.plan, plan) : undefined;
  const moved = plan.replan?.moves.reduce((sum, own) => sum + own.amountFen, 0) ?? 0;
  const before = base.data?.plan.targetFen;
  const open = (found.data?.proposals ?? []).filter((own) => !isUsed(wish.changes, own.change));
  return (
    <>
      <Card
        title={
          compared && before !== undefined && wish.changes.length > 0
            ? t('title', {
                day: format.date(wish.effectiveOn),
                count: compared.rows.length,
                moved: format.amountInText(moved),
                before: format.amountInText(before),
                after: format.amountInText(plan.targetFen),
                delta: format.amountInText(plan.targetFen - before, { signed: true }),
              })
            : t('titleNone')
        }
        subtitle={t('sub', {
          version: String(base.data?.version ?? '—'),
          day: format.date(found.data?.basis.asOf ?? plan.basis.asOf),
          achieved: format.amountInText(found.data?.achievedFen ?? null),
        })}
      >
        {isOpen ? (
          <div className={`${classes.row} no-print`} style={{ alignItems: 'flex-end' }}>
            <TextInput
              type="date"
              size="xs"
              label={t('effective')}
              value={wish.effectiveOn}
              onChange={(event) => {
                if (event.currentTarget.value) set({ effectiveOn: event.currentTarget.value });
              }}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('part')}
              value={wish.partMonth}
              onChange={(value) => set({ partMonth: value === 'days' ? 'days' : 'next' })}
              data={[
                { value: 'next', label: `${t('part')}: ${t('parts.next')}` },
                { value: 'days', label: t('parts.days') },
              ]}
            />
            {found.data && found.data.assigned.loans > 0 ? (
              <HoldersSelect {...{ body, onChange }} loans={found.data.assigned.loans} />
            ) : null}
          </div>
        ) : null}
        {found.error ? <ErrorState error={found.error} /> : null}
        {isOpen ? <p className={`${classes.legend} ${classes.block}`}>{t('proposals')}</p> : null}
        {isOpen && found.data && open.length === 0 ? (
          <p className={classes.quiet}>{t('noProposals')}</p>
        ) : null}
        {isOpen ? (
          <ul className={classes.edits}>
            {open.slice(0, SHOWN).map((own) => (
              <li key={JSON.stringify(own.change)}>
                {say.proposal(own)}{' '}
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={`${t('use')}: ${say.proposal(own)}`}
                  onClick={() => add(own.change)}
                >
                  {t('use')}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        {isOpen && open.length > 1 ? (
          <div className={`${classes.row} no-print`}>
            {open.length > SHOWN ? (
              <span className={classes.quiet}>
                {t('moreProposals', { count: open.length - SHOWN })}
              </span>
            ) : null}
            <Button
              variant="default"
              size="compact-xs"
              onClick={() =>
                set({
                  changes: [...wish.changes, ...open.map(({ change }) => change)].slice(0, MOST),
                })
              }
            >
              {t('useAll', { count: open.length })}
            </Button>
          </div>
        ) : null}
        <p className={`${classes.legend} ${classes.block}`}>
          {t('changes', { count: wish.changes.length })}
        </p>
        <ol className={classes.edits}>
          {wish.changes.map((change) => (
            <li key={JSON.stringify(change)}>
              {say.change(change)}{' '}
              {isOpen ? (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={`${t('remove')}: ${say.change(change)}`}
                  onClick={() => set({ changes: wish.changes.filter((own) => own !== change) })}
                >
                  {t('remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
        {isOpen && found.data ? (
          <div className={`${classes.block} no-print`}>
            <ChangeForm
              key={wish.effectiveOn}
              people={found.data.people}
              branches={found.data.branches}
              effectiveOn={wish.effectiveOn}
              onAdd={add}
            />
          </div>
        ) : null}
      </Card>
      {compared ? <ReplanDifference plan={plan} compared={compared} /> : null}
      {plan.replan && plan.replan.moves.length > 0 ? (
        <ReplanMoves moves={plan.replan.moves} />
      ) : null}
    </>
  );
}
