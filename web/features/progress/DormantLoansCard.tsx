import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { api, ask } from '../../lib/api.ts';
import { type Filters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Dormancy, DormantLoan } from './movement-queries.ts';

/** The claims that stand still, of one band of cover or of all. */
export function DormantLoansCard({
  filters,
  data,
  cover,
}: {
  filters: Filters;
  data: Dormancy;
  cover: string | undefined;
}) {
  const { t } = useTranslation('movement');
  const { t: column } = useTranslation('progress');
  const { amountInText, count } = useFormat();
  const href = useHref();
  const say = useSentence();
  const nameOf = (id: string) => say(data.covers.find((one) => one.id === id)?.label);
  const mine = data.rows.filter((row) => cover === undefined || row.cover === cover);
  const loans = mine.reduce((sum, row) => sum + row.dormantLoans, 0);
  const fen = mine.reduce((sum, row) => sum + row.dormantFen, 0);
  const { weeks } = data;
  const rows = usePagedRows<DormantLoan>({
    queryKey: ['recovery', 'dormant-loans', filters, weeks, cover ?? null],
    fetchPage: ({ offset, limit, signal }) => {
      const page = { offset: String(offset), limit: String(limit), weeks: String(weeks) };
      const query = { ...filters, ...page, ...(cover === undefined ? {} : { cover }) };
      return ask(api.recovery.dormancy.loans.$get({ query }, { init: { signal } }));
    },
  });
  const columns: DataColumn<DormantLoan>[] = [
    { id: 'loan', header: column('column.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'branch', header: column('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: column('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'state',
      header: t('dormancy.state'),
      value: (row) => t(row.state === 'off_book' ? 'dormancy.off_book' : 'dormancy.on_book'),
      width: 112,
    },
    { id: 'cover', header: t('dormancy.cover'), value: (row) => nameOf(row.cover), width: 136 },
    {
      id: 'balance',
      header: t('dormancy.balance'),
      kind: 'money',
      value: (row) => row.balanceFen,
      digits: 2,
    },
    {
      id: 'collateral',
      header: t('dormancy.collateral'),
      kind: 'money',
      value: (row) => row.collateralFen,
      digits: 2,
    },
    {
      id: 'lastPaid',
      header: t('dormancy.lastPaid'),
      kind: 'date',
      value: (row) => row.lastPaidOn,
    },
  ];
  return (
    <Card
      title={t('dormancy.listTitle', {
        cover: cover === undefined ? t('dormancy.all') : nameOf(cover),
        loans: count(loans),
        amount: amountInText(fen),
      })}
      subtitle={t('loans.sub')}
      flush
    >
      <DataTable
        label={t('dormancy.label')}
        columns={columns.map((one) => ({ ...one, sortable: false }))}
        rows={rows}
        rowKey={(row) => row.loanId}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('loans.total', { loans: count(loans) })}
        totals={{ balance: <Money fen={fen} digits={2} /> }}
        maxHeight="480px"
      />
    </Card>
  );
}
