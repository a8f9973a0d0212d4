import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanHead } from '../../../server/quotas/get-plan.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { comparePlans, type Pair } from './compare-plans.ts';
import classes from './Quotas.module.css';
import { planQuery } from './queries.ts';

interface Props {
  plan: Plan;
  /** The saved plans that it can be laid beside. */
  others: readonly PlanHead[];
}

const SHOWN = 100;

/** The plan on the page beside another of the year: totals, months, fairness, every officer. */
export function CompareCard({ plan, others }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const [id, setId] = useState<number>();
  const chosen = others.find((own) => own.id === id);
  const found = useQuery(planQuery(chosen?.id));
  const name = (own: PlanHead) =>
    `${own.name || t('versions.unnamed', { id: String(own.id) })} · #${own.id}`;
  const compared = chosen && found.data ? comparePlans(found.data.plan, plan) : undefined;
  const money = (value: number | null) => format.amount(value, { digits: 2 });
  const bp = (value: number | null) => format.percent(value, 10_000, 1);
  const row = (
    label: string,
    pair: Pair,
    show: (value: number | null) => string,
    branch?: string,
  ) => (
    <tr key={`${branch ?? ''} ${label}`} className={classes.officer}>
      <th scope="row">{label}</th>
      <td>{show(pair.one)}</td>
      <td>{show(pair.other)}</td>
      <td className={classes.strong}>
        {show === money
          ? format.amount((pair.other ?? 0) - (pair.one ?? 0), { digits: 2, signed: true })
          : ''}
      </td>
    </tr>
  );
  const gap = compared ? compared.total.other - compared.total.one : 0;
  const moved = compared?.officers.filter((own) => own.one !== own.other) ?? [];
  return (
    <Card
      flush={compared !== undefined}
      title={
        compared
          ? t('compare.title', {
              count: moved.length,
              total: format.amountInText(gap, { digits: 2, signed: true }),
            })
          : t('compare.empty')
      }
      subtitle={t('compare.sub', { unit: format.unitName })}
      actions={
        <Select
          size="xs"
          w={240}
          clearable
          aria-label={t('compare.choose')}
          placeholder={t('compare.choose')}
          data={others.map((own) => ({ value: String(own.id), label: name(own) }))}
          value={chosen ? String(chosen.id) : null}
          onChange={(value) => setId(value === null ? undefined : Number(value))}
        />
      }
    >
      {found.error ? <ErrorState error={found.error} /> : null}
      {compared && chosen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className={classes.scroll} aria-label={t('compare.choose')} tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('compare.what')}</th>
                <th scope="col">{name(chosen)}</th>
                <th scope="col">{t('compare.this')}</th>
                <th scope="col">{t('paste.difference')}</th>
              </tr>
            </thead>
            <tbody>
              {row(t('matrix.total'), compared.total, money)}
              {row(t('compare.middle'), compared.middle, bp)}
              {row(t('compare.spread'), compared.spread, (value) =>
                value === null ? '—' : format.number(value / 100, 2),
              )}
              {row(t('compare.gini'), compared.gini, (value) =>
                value === null ? '—' : format.number(value / 10_000, 3),
              )}
              {compared.months.map((pair, m) => row(format.monthName(m + 1), pair, money))}
              {moved.slice(0, SHOWN).map((own) => row(own.officer, own, money, own.branch))}
            </tbody>
          </table>
        </section>
      ) : null}
      {moved.length > SHOWN ? (
        <p className={classes.foot}>{t('paste.more', { count: moved.length - SHOWN })}</p>
      ) : null}
    </Card>
  );
}
