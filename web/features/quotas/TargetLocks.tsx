import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import type { PlanBody } from './draft.ts';
import classes from './PlanForm.module.css';
import { previewQuery, targetLocksQuery } from './queries.ts';
import { findInLocks, type LockKind, putAs, unitOfLocks, withLocks } from './target-locks.ts';

interface Props {
  body: PlanBody;
  plan: Plan;
  onChange: (next: PlanBody) => void;
}

const KINDS: readonly LockKind[] = ['lock', 'floor'];
const NAMES_SHOWN = 6;

/**
 * What a loaded file gives branches and officers, and what of it does not fit, before it is put
 * into the plan. It is tried first: what the plan refuses leaves the draft as it was.
 */
export function TargetLocks({ body, plan, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const client = useQueryClient();
  const [kind, setKind] = useState<LockKind>('lock');
  const locks = useQuery(targetLocksQuery(body.year, body.category)).data ?? [];
  const put = useMutation({
    mutationFn: async (next: PlanBody) => {
      await client.fetchQuery(previewQuery(next));
      return next;
    },
    onSuccess: onChange,
  });
  if (locks.length === 0) return null;
  const found = findInLocks(locks, plan);
  const money = (fen: number) => format.amountInText(fen, { digits: 2 });
  const names = (of: readonly { branch: string; officer?: string | undefined }[]) => {
    const shown = of.slice(0, NAMES_SHOWN).map((own) => own.officer ?? own.branch);
    const rest = of.length - shown.length;
    return shown.join(format.language === 'zh' ? '、' : ', ') + (rest > 0 ? ` +${rest}` : '');
  };
  const gap =
    found.gapFen === 0
      ? t('form.locks.even')
      : t(found.gapFen > 0 ? 'form.locks.above' : 'form.locks.below', {
          gap: money(Math.abs(found.gapFen)),
        });
  const unit = unitOfLocks(found.fitting, body.unit);
  const notes = [
    ...(found.unknown.length > 0 ? [t('form.locks.unknown', { names: names(found.unknown) })] : []),
    ...(found.withoutLoans.length > 0
      ? [t('form.locks.withoutLoans', { names: names(found.withoutLoans) })]
      : []),
    ...found.uneven.slice(0, NAMES_SHOWN).map(({ branch, officersFen, branchFen }) =>
      t('form.locks.uneven', {
        branch,
        officers: money(officersFen),
        own: money(branchFen),
      }),
    ),
    ...(kind === 'lock' && unit !== body.unit
      ? [t('form.locks.finer', { unit: t(`unit.${unit}`) })]
      : []),
  ];
  const isIn = putAs(body, found.fitting);
  return (
    <section className={classes.locks} aria-label={t('form.locks.name')}>
      <p>
        {t('form.locks.found', {
          branches: format.count(found.branches),
          officers: format.count(found.officers),
          total: money(found.totalFen),
          gap,
        })}
      </p>
      <SegmentedControl
        size="xs"
        aria-label={t('form.locks.as')}
        value={kind}
        onChange={(value) => setKind(value === 'floor' ? 'floor' : 'lock')}
        data={KINDS.map((value) => ({ value, label: t(`form.locks.kind.${value}`) }))}
      />
      <Button
        variant="default"
        size="compact-xs"
        loading={put.isPending}
        disabled={found.fitting.length === 0 || isIn === kind}
        onClick={() => put.mutate(withLocks(body, found.fitting, kind))}
      >
        {t('form.locks.put', { count: found.fitting.length })}
      </Button>
      {isIn ? (
        <output>{t('form.locks.isIn', { kind: t(`form.locks.kind.${isIn}`) })}</output>
      ) : null}
      {notes.length > 0 ? (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {put.error ? <ErrorState error={put.error} /> : null}
    </section>
  );
}
