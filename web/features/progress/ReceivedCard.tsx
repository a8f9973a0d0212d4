import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { fetchReceived, type Received, type ReceivedCategory } from './queries.ts';

/** The loans behind the money of a category, with the same sum. */
export function ReceivedCard({ category }: { category: ReceivedCategory }) {
  const { t } = useTranslation('progress');
  const { amountInText, count } = useFormat();
  const { filters } = useFilters();
  const href = useHref();
  const queryKey = ['recovery', 'received', filters, category];
  const sums = useQuery({
    queryKey: [...queryKey, 'sums'],
    queryFn: ({ signal }) => fetchReceived(filters, category, { offset: 0, limit: 1 }, signal),
  });
  const rows = usePagedRows<Received['rows'][number]>({
    queryKey,
    fetchPage: ({ offset, limit, signal }) =>
      fetchReceived(filters, category, { offset, limit }, signal),
  });
  const columns: DataColumn<Received['rows'][number]>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 184 },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 112 },
    {
      ...{ id: 'receipts', header: t('categories.receipts'), kind: 'count' },
      value: (row) => row.receipts,
    },
    { id: 'last', header: t('categories.lastOn'), kind: 'date', value: (row) => row.lastOn },
    {
      ...{ id: 'received', header: t('categories.received'), kind: 'money', digits: 2 },
      value: (row) => row.amountFen,
    },
  ];
  const loans = sums.data ? count(sums.data.total) : '…';
  return (
    <Card
      title={t('categories.loansTitle', {
        category: t(`categories.name.${category}`),
        loans,
        amount: sums.data ? amountInText(sums.data.sumFen) : '…',
      })}
      subtitle={t('categories.loansSub')}
      flush
    >
      <DataTable
        label={t('categories.loansLabel')}
        columns={columns.map((one) => ({ ...one, sortable: false }))}
        rows={rows}
        rowKey={(row) => row.loanId}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('categories.loansTotal', { loans })}
        totals={{ received: <Money fen={sums.data?.sumFen} digits={2} /> }}
        maxHeight="480px"
      />
    </Card>
  );
}
