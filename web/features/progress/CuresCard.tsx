import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Cure, Cures } from './movement-queries.ts';
import classes from './ProgressPage.module.css';

const LISTS = ['all', 'met', 'not-met', 'unknown', 'again'] as const;
const ownSearch = z.object({ cures: z.catch(z.enum(LISTS), 'all') });

const RELAPSE = { yes: 'again', no: 'kept', open: 'open' } as const;

/** The upgraded loans, whole or by how the upgrade is judged. */
export function CuresCard({ data }: { data: Cures }) {
  const { t } = useTranslation('movement');
  const { t: column } = useTranslation('progress');
  const { amountInText, count, date } = useFormat();
  const href = useHref();
  const [{ cures: chosen }, set] = usePageSearch(ownSearch);
  const isIn = (list: (typeof LISTS)[number]) => (row: Cure) =>
    list === 'all' || (list === 'again' ? row.relapse === 'yes' : row.observation === list);
  const rows = data.rows.filter(isIn(chosen));
  const total = rows.reduce((sum, row) => sum + row.balanceFen, 0);
  const columns: DataColumn<Cure>[] = [
    { id: 'loan', header: column('column.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'branch', header: column('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: column('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'upgradedOn',
      header: t('cures.upgradedOn'),
      kind: 'date',
      value: (row) => row.upgradedOn,
    },
    {
      id: 'balance',
      header: t('cures.balance'),
      kind: 'money',
      value: (row) => row.balanceFen,
      digits: 2,
    },
    {
      id: 'observation',
      header: t('cures.observation'),
      value: (row) => t(`cures.${row.observation}`),
      width: 120,
    },
    {
      id: 'extended',
      header: t('cures.extended'),
      value: (row) => (row.wasExtended ? t('cures.yes') : t('cures.no')),
      width: 80,
    },
    {
      id: 'relapse',
      header: t('cures.relapse'),
      value: (row) => t(`cures.${RELAPSE[row.relapse]}`),
      width: 120,
    },
    {
      id: 'relapsedOn',
      header: t('cures.relapsedOn'),
      kind: 'date',
      value: (row) => row.relapsedOn,
    },
  ];
  return (
    <Card
      title={t('cures.title', { count: rows.length, amount: amountInText(total) })}
      subtitle={t('cures.cardSub')}
      flush
    >
      <div className={`${classes.pills} no-print`}>
        {LISTS.map((list) => (
          <Button
            key={list}
            size="compact-sm"
            variant={chosen === list ? 'filled' : 'default'}
            aria-pressed={chosen === list}
            onClick={() => set({ cures: list }, { replace: true })}
          >
            {t(`cures.${list}`)} {data.rows.filter(isIn(list)).length}
          </Button>
        ))}
      </div>
      <DataTable
        label={t('cures.label')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.loanId} ${row.upgradedOn}`}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('cures.total', { loans: count(rows.length) })}
        totals={{ balance: <Money fen={total} digits={2} /> }}
        empty={
          <EmptyState
            title={t('cures.none', { from: date(data.from.asOf), to: date(data.to.asOf) })}
          />
        }
      />
    </Card>
  );
}
