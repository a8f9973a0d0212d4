import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AlertsCard } from '../../components/AlertsCard.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import type { api } from '../../lib/api.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { alertLoansQuery, alertsQuery, type Progress } from './queries.ts';
import { SlippedFrom } from './SlippedFrom.tsx';

const LISTS = ['silent-exit', 'days-reset', 'slipped-plan'] as const;
const SUBTITLES = {
  'silent-exit': 'alerts.exitSub',
  'days-reset': 'alerts.resetSub',
  'slipped-plan': 'alerts.slippedSub',
} as const;
const ownSearch = z.object({ alert: z.catch(z.enum(LISTS), 'silent-exit') });

type AlertLoan = InferResponseType<(typeof api.recovery.alerts)[':kind']['loans']['$get']>[number];

/** The loans behind the alerts that no filter of the loan list can ask for. */
export function AlertLoansView({ progress }: { progress: Progress }) {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const [{ alert }, set] = usePageSearch(ownSearch);
  const alerts = useQuery(alertsQuery(filters));
  const loans = useQuery(alertLoansQuery(filters, alert));
  const isOnlyBook = progress.sources.length === 0;
  const list = (
    <Loaded query={alerts}>
      {(found) => <AlertsCard alerts={found} isOnlyBook={isOnlyBook} />}
    </Loaded>
  );
  if (isOnlyBook) {
    return (
      <>
        {list}
        <OnlyBookCard view="alerts" />
      </>
    );
  }
  return (
    <>
      {list}
      <div className="no-print">
        <SegmentedControl
          aria-label={t('alerts.label')}
          value={alert}
          onChange={(chosen) => set({ alert: chosen })}
          data={[
            { value: 'silent-exit', label: t('alerts.exits') },
            { value: 'days-reset', label: t('alerts.resets') },
            { value: 'slipped-plan', label: t('alerts.slipped') },
          ]}
        />
      </div>
      {alert === 'slipped-plan' ? <SlippedFrom /> : null}
      <Loaded query={loans}>{(rows) => <LoansCard rows={rows} kind={alert} />}</Loaded>
    </>
  );
}

function LoansCard({ rows, kind }: { rows: readonly AlertLoan[]; kind: (typeof LISTS)[number] }) {
  const { t } = useTranslation('progress');
  const { amountInText, count, monthDay } = useFormat();
  const href = useHref();
  const isPlan = kind === 'slipped-plan';
  const sumOf = (of: (row: AlertLoan) => number | null) =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const balance = sumOf((row) => row.balanceFen);
  const planned = sumOf((row) => row.plannedFen);
  const total = isPlan ? planned : balance;
  const days: DataColumn<AlertLoan> = {
    id: 'days',
    header: t('column.days'),
    kind: 'count',
    value: (row) => row.beforeDays,
    cell: (row) => {
      const after = row.afterDays === null ? t('column.gone') : count(row.afterDays);
      return `${count(row.beforeDays)} → ${row.isRejected ? t('column.rejected') : after}`;
    },
    width: 168,
  };
  const promise: DataColumn<AlertLoan>[] = [
    { id: 'planned', header: t('alerts.planned'), kind: 'money', value: (row) => row.plannedFen },
    { id: 'nowOn', header: t('alerts.nowOn'), kind: 'date', value: (row) => row.nowOn },
    { id: 'promises', header: t('alerts.promises'), kind: 'count', value: (row) => row.promises },
  ];
  const columns: DataColumn<AlertLoan>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 184 },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: t('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'between',
      header: t(isPlan ? 'alerts.promised' : 'column.between'),
      value: (row) => row.toOn,
      cell: (row) => `${monthDay(row.fromOn)} → ${monthDay(row.toOn)}`,
      width: 168,
    },
    ...(isPlan ? promise : [days]),
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
      subtitle={t(SUBTITLES[kind])}
      flush
    >
      <DataTable
        label={t('alerts.label')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.loanId} ${row.toOn}`}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totals={{
          balance: <Money fen={balance} digits={2} />,
          planned: <Money fen={planned} />,
        }}
        empty={<EmptyState title={t('alerts.none')} />}
      />
    </Card>
  );
}
