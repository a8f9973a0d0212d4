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
import type { CaseBy, CaseLoan, Outcomes } from './movement-queries.ts';
import { useGroupName } from './OutcomesCard.tsx';

/** The cases of a group or a quarter, or all, with the same sums. */
export function CasesCard({
  filters,
  by,
  group,
  quarter,
  data,
}: {
  filters: Filters;
  by: CaseBy;
  group: string | undefined;
  quarter: string | undefined;
  data: Outcomes;
}) {
  const { t } = useTranslation('movement');
  const { t: column } = useTranslation('progress');
  const { amountInText, count } = useFormat();
  const href = useHref();
  const nameOf = useGroupName(data);
  const wanted = { by, ...(group ? { group } : {}), ...(quarter ? { quarter } : {}) };
  const fetchPage = ({ offset, limit }: { offset: number; limit: number }, signal: AbortSignal) => {
    const query = { ...filters, ...wanted, offset: String(offset), limit: String(limit) };
    return ask(api.recovery.outcomes.loans.$get({ query }, { init: { signal } }));
  };
  const queryKey = ['recovery', 'cases', filters, wanted];
  const sums = useQuery({
    queryKey: [...queryKey, 'sums'],
    queryFn: ({ signal }) => fetchPage({ offset: 0, limit: 1 }, signal),
  });
  const rows = usePagedRows<CaseLoan>({
    queryKey,
    fetchPage: ({ offset, limit, signal }) => fetchPage({ offset, limit }, signal),
  });
  const columns: DataColumn<CaseLoan>[] = [
    { id: 'loan', header: column('column.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'branch', header: column('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: column('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'defaultedOn',
      header: t('villages.defaultedOn'),
      kind: 'date',
      value: (row) => row.defaultedOn,
    },
    { id: 'seenOn', header: t('cases.seenOn'), kind: 'date', value: (row) => row.seenOn },
    {
      id: 'base',
      header: t('outcomes.base'),
      kind: 'money',
      value: (row) => row.baseFen,
      digits: 2,
    },
    {
      id: 'recovered',
      header: t('outcomes.recovered'),
      kind: 'money',
      value: (row) => row.recoveredFen,
      digits: 2,
    },
    {
      id: 'firstPaidOn',
      header: t('cases.firstPaidOn'),
      kind: 'date',
      value: (row) => row.firstPaidOn,
    },
    { id: 'settledOn', header: t('cases.settledOn'), kind: 'date', value: (row) => row.settledOn },
  ];
  const total = sums.data;
  const what = group
    ? nameOf({ group })
    : quarter === 'before'
      ? t('vintages.before')
      : (quarter ?? t('dormancy.all'));
  return (
    <Card
      title={t('loans.title', {
        what,
        loans: total ? count(total.total) : '…',
        amount: total ? amountInText(total.baseFen) : '…',
      })}
      subtitle={t('cases.sub')}
      flush
    >
      <DataTable
        label={t('cases.label')}
        columns={columns.map((one) => ({ ...one, sortable: false }))}
        rows={rows}
        rowKey={(row) => row.loanId}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totalsLabel={t('loans.total', { loans: total ? count(total.total) : '…' })}
        totals={{
          base: <Money fen={total?.baseFen} digits={2} />,
          recovered: <Money fen={total?.recoveredFen} digits={2} />,
        }}
        maxHeight="480px"
      />
    </Card>
  );
}
