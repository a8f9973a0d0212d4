import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { useFilterOptions } from '../../components/filter-options.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { type Filters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type VillageLoan, villageLoansQuery } from './movement-queries.ts';

/** The bad loans of one village, the latest default first. */
export function VillageLoansCard({ filters, village }: { filters: Filters; village: string }) {
  const { t } = useTranslation('movement');
  const { t: column } = useTranslation('progress');
  const { amountInText, count } = useFormat();
  const href = useHref();
  const say = useSentence();
  const { defaultTypes } = useFilterOptions(filters.asOf);
  const found = useQuery(villageLoansQuery(filters, village));
  const columns: DataColumn<VillageLoan>[] = [
    { id: 'loan', header: column('column.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'branch', header: column('column.branch'), value: (row) => row.branch, width: 96 },
    { id: 'officer', header: column('column.officer'), value: (row) => row.officer, width: 88 },
    {
      id: 'defaultedOn',
      header: t('villages.defaultedOn'),
      kind: 'date',
      value: (row) => row.defaultedOn,
    },
    {
      id: 'state',
      header: t('dormancy.state'),
      value: (row) => t(row.state === 'off_book' ? 'dormancy.off_book' : 'dormancy.on_book'),
      width: 112,
    },
    {
      id: 'type',
      header: t('by.default_type'),
      value: (row) => say(defaultTypes.find(({ code }) => code === row.defaultType)?.label),
      width: 136,
    },
    {
      id: 'balance',
      header: t('dormancy.balance'),
      kind: 'money',
      value: (row) => row.balanceFen,
      digits: 2,
    },
  ];
  return (
    <Loaded query={found}>
      {(data) => (
        <Card
          title={t('villages.listTitle', {
            village,
            count: data.rows.length,
            amount: amountInText(data.sumFen),
          })}
          flush
        >
          <DataTable
            label={t('villages.listLabel')}
            columns={columns}
            rows={data.rows}
            rowKey={(row) => row.loanId}
            rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
            totalsLabel={t('loans.total', { loans: count(data.rows.length) })}
            totals={{ balance: <Money fen={data.sumFen} digits={2} /> }}
            maxHeight="480px"
          />
        </Card>
      )}
    </Loaded>
  );
}
