import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import type { api } from '../../lib/api.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { alertLoansQuery, type Progress } from './queries.ts';

const LISTS = ['silent-exit', 'days-reset'] as const;
const ownSearch = z.object({ alert: z.catch(z.enum(LISTS), 'silent-exit') });

type AlertLoan = InferResponseType<(typeof api.recovery.alerts)[':kind']['loans']['$get']>[number];

/** The loans behind the alerts that no filter of the loan list can ask for. */
export function AlertLoansView({ progress }: { progress: Progress }) {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const [{ alert }, set] = usePageSearch(ownSearch);
  const loans = useQuery(alertLoansQuery(filters, alert));
  if (progress.sources.length === 0) return <OnlyBookCard view="alerts" />;
  return (
    <>
      <div className="no-print">
        <SegmentedControl
          aria-label={t('alerts.label')}
          value={alert}
          onChange={(chosen) => set({ alert: chosen })}
          data={[
            { value: 'silent-exit', label: t('alerts.exits') },
            { value: 'days-reset', label: t('alerts.resets') },
          ]}
        />
      </div>
      <Loaded query={loans}>{(rows) => <LoansCard rows={rows} kind={alert} />}</Loaded>
    </>
  );
}

function LoansCard({ rows, kind }: { rows: readonly AlertLoan[]; kind: (typeof LISTS)[number] }) {
  const { t } = useTranslation('progress');
  const { amountInText, count, monthDay } = useFormat();
  const href = useHref();
  const total = rows.reduce((sum, row) => sum + row.balanceFen, 0);
  const columns: DataColumn<AlertLoan>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 184 },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: t('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'between',
      header: t('column.between'),
      value: (row) => row.toOn,
      cell: (row) => `${monthDay(row.fromOn)} → ${monthDay(row.toOn)}`,
      width: 168,
    },
    {
      id: 'days',
      header: t('column.days'),
      kind: 'count',
      value: (row) => row.beforeDays,
      cell: (row) => {
        const after = row.afterDays === null ? t('column.gone') : count(row.afterDays);
        return `${count(row.beforeDays)} → ${row.isRejected ? t('column.rejected') : after}`;
      },
      width: 168,
    },
    {
      id: 'balance',
      header: t('column.balance'),
      kind: 'money',
      value: (row) => row.balanceFen,
      digits: 2,
    },
  ];
  return (
    <Card
      title={t(`alerts.${kind}`, { count: rows.length, amount: amountInText(total) })}
      subtitle={kind === 'silent-exit' ? t('alerts.exitSub') : t('alerts.resetSub')}
      actions={<CsvButton name={kind} columns={columns} rows={rows} />}
      flush
    >
      <DataTable
        label={t('alerts.label')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.loanId} ${row.toOn}`}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totals={{ balance: <Money fen={total} digits={2} /> }}
        empty={<EmptyState title={t('alerts.none')} />}
      />
    </Card>
  );
}
