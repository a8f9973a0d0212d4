import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { api, ask } from '../../lib/api.ts';
import { type Filters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Kind, TransitionLoan, Transitions } from './movement-queries.ts';
import { inSpan } from './queries.ts';
import { useStateName } from './state-name.ts';

export interface TransitionCell {
  row?: string | undefined;
  col?: string | undefined;
  way?: 'worse' | 'better' | 'same' | 'rolled' | undefined;
}

/** The loans behind a cell of the matrix, with the same total. */
export function TransitionLoansCard({
  filters,
  data,
  kind,
  cell,
}: {
  filters: Filters;
  data: Pick<Transitions, 'states'> & { from: { asOf: string }; to: { asOf: string } };
  kind: Kind;
  cell: TransitionCell;
}) {
  const { t } = useTranslation('movement');
  const { t: column } = useTranslation('progress');
  const { amountInText, count } = useFormat();
  const href = useHref();
  const nameOf = useStateName(data.states);
  const wanted = Object.fromEntries(Object.entries(cell).filter(([, value]) => value));
  const span = { from: data.from.asOf, to: data.to.asOf };
  const fetchPage = ({ offset, limit }: { offset: number; limit: number }, signal: AbortSignal) => {
    const page = { offset: String(offset), limit: String(limit) };
    const query = { ...inSpan(filters, span), ...page, kind, ...wanted };
    return ask(api.recovery.transitions.loans.$get({ query }, { init: { signal } }));
  };
  const queryKey = ['recovery', 'transition-loans', filters, span, kind, wanted];
  const sums = useQuery({
    queryKey: [...queryKey, 'sums'],
    queryFn: ({ signal }) => fetchPage({ offset: 0, limit: 1 }, signal),
  });
  const rows = usePagedRows<TransitionLoan>({
    queryKey,
    fetchPage: ({ offset, limit, signal }) => fetchPage({ offset, limit }, signal),
  });
  const isEntered = cell.row === 'entered';
  const columns: DataColumn<TransitionLoan>[] = [
    { id: 'loan', header: column('column.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'branch', header: column('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: column('column.officer'), value: (row) => row.officer, width: 88 },
    { id: 'from', header: t('loans.from'), value: (row) => nameOf(row.fromState), width: 136 },
    { id: 'to', header: t('loans.to'), value: (row) => nameOf(row.toState), width: 136 },
    {
      id: 'before',
      header: t('loans.before'),
      kind: 'money',
      value: (row) => row.beforeFen,
      digits: 2,
    },
    {
      id: 'after',
      header: t('loans.after'),
      kind: 'money',
      value: (row) => row.afterFen,
      digits: 2,
    },
    {
      id: 'daysBefore',
      header: t('loans.daysBefore'),
      kind: 'count',
      value: (row) => row.beforeDays,
      width: 112,
    },
    {
      id: 'daysAfter',
      header: t('loans.daysAfter'),
      kind: 'count',
      value: (row) => row.afterDays,
      width: 112,
    },
  ];
  const parts = [cell.row, cell.col].map((id) => (id === undefined ? undefined : nameOf(id)));
  const way = cell.way === undefined ? undefined : t(`way.${cell.way}`);
  const ends = [parts[0], parts[1] ?? way].filter((part) => part !== undefined);
  const what = ends.length === 0 ? t('loans.all') : ends.join(' → ');
  const total = sums.data;
  const money = isEntered ? total?.afterFen : total?.beforeFen;
  return (
    <Card
      title={t('loans.title', {
        what,
        loans: total ? count(total.total) : '…',
        amount: total ? amountInText(money) : '…',
      })}
      subtitle={t('loans.sub')}
      flush
    >
      <DataTable
        label={t('loans.label')}
        columns={columns.map((each) => ({ ...each, sortable: false }))}
        rows={rows}
        rowKey={(row) => row.loanId}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('loans.total', { loans: total ? count(total.total) : '…' })}
        totals={{
          before: <Money fen={total?.beforeFen} digits={2} />,
          after: <Money fen={total?.afterFen} digits={2} />,
        }}
        maxHeight="480px"
      />
    </Card>
  );
}
