import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { api, ask } from '../../lib/api.ts';
import { type Filters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Bridge, inSpan, type Movement, type Span } from './queries.ts';

const REASONS = ['cash', 'written_off', 'transferred', 'foreclosed', 'upgraded'] as const;

/** The loans behind one bar of the bridge, largest first; they add up to the bar. */
export function MovementsCard({
  filters,
  span,
  bar,
}: {
  filters: Filters;
  span: Span;
  bar: Bridge['bars'][number];
}) {
  const { t } = useTranslation('progress');
  const { amountInText, count, monthDay } = useFormat();
  const href = useHref();
  const rows = usePagedRows<Movement>({
    queryKey: ['recovery', 'bridge-loans', filters, span, bar.term],
    fetchPage: ({ offset, limit, signal }) => {
      const page = { offset: String(offset), limit: String(limit) };
      const query = { ...inSpan(filters, span), ...page, term: bar.term };
      return ask(api.recovery.bridge.loans.$get({ query }, { init: { signal } }));
    },
  });
  const reason = (row: Movement) => {
    const known = REASONS.find((each) => each === row.reason);
    return known ? t(`reason.${known}`) : '—';
  };
  const gone = (row: Movement) => row.afterState === 'absent';
  const columns: DataColumn<Movement>[] = [
    {
      id: 'loan',
      header: t('column.loan'),
      value: (row) => row.loanId,
      width: 164,
      sortable: false,
    },
    {
      id: 'branch',
      header: t('column.branch'),
      value: (r) => r.branch,
      width: 96,
      sortable: false,
    },
    {
      id: 'officer',
      header: t('column.officer'),
      value: (r) => r.officer,
      width: 88,
      sortable: false,
    },
    {
      id: 'between',
      header: t('column.between'),
      value: (row) => row.toOn,
      cell: (row) => `${monthDay(row.fromOn)} → ${monthDay(row.toOn)}`,
      width: 140,
      sortable: false,
    },
    {
      id: 'before',
      header: t('column.before'),
      kind: 'money',
      value: (row) => row.beforeFen,
      digits: 2,
      sortable: false,
    },
    {
      id: 'after',
      header: t('column.after'),
      kind: 'money',
      value: (row) => (gone(row) ? null : row.afterFen),
      cell: (row) => (gone(row) ? t('column.gone') : <Money fen={row.afterFen} digits={2} />),
      sortable: false,
    },
    {
      id: 'posted',
      header: t('column.posted'),
      kind: 'money',
      value: (row) => row.postedFen,
      digits: 2,
      sortable: false,
    },
    { id: 'reason', header: t('column.reason'), value: reason, width: 104, sortable: false },
    {
      id: 'effect',
      header: t('column.effect'),
      kind: 'money',
      value: (row) => row.fen,
      cell: (row) => <Money fen={row.fen} digits={2} signed />,
      width: 112,
      sortable: false,
    },
  ];
  return (
    <Card
      title={t('bridge.loans', {
        term: t(`bridge.${bar.term}`),
        count: Number(bar.movements),
        amount: amountInText(bar.fen, { signed: true }),
      })}
      subtitle={t('bridge.loansSub')}
      flush
    >
      <DataTable
        label={t('bridge.label')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.loanId} ${row.toOn}`}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('bridge.total', { loans: count(bar.movements) })}
        totals={{ effect: <Money fen={bar.fen} digits={2} signed /> }}
        maxHeight="480px"
      />
    </Card>
  );
}
