import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { FILTER_KEYS, type Filters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type GroupKey, type Groups, groupsQuery } from './queries.ts';
import { isCoded, useLabels } from './use-labels.ts';

type Row = Groups['rows'][number];

interface Props {
  by: GroupKey;
  filters: Filters;
  search: string | undefined;
  toolbar: ReactNode;
  empty: ReactNode;
}

const add = (
  rows: readonly Row[],
  key: 'loans' | 'balanceFen' | 'onBookFen' | 'offBookFen' | 'undetermined' | 'paidThisYearFen',
) => rows.reduce((sum, row) => sum + row[key], 0);

/** The same loans by group; a group opens its loans where the filter bar knows the key. */
export function GroupTable({ by, filters, search, toolbar, empty }: Props) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const href = useHref();
  const label = useLabels();
  const query = useQuery(groupsQuery(filters, by, search));
  const rows = query.data?.rows;
  const whole = add(rows ?? [], 'balanceFen');
  const nameOf = (row: Row) => {
    if (!row.named) return t('group.small', { count: row.groups });
    if (row.key === null) return t('group.unknown');
    return isCoded(by) ? (label(by, row.key) ?? row.key) : row.key;
  };
  const withins = rows?.some((row) => row.within !== null) ?? false;
  const columns: DataColumn<Row>[] = [
    { id: 'key', header: t(`column.${by}`), value: nameOf, width: 180 },
    ...(withins
      ? [{ id: 'within', header: t('group.within'), value: (row: Row) => row.within, width: 110 }]
      : []),
    { id: 'loans', header: t('group.loans'), kind: 'count', value: (row) => row.loans },
    { id: 'balance', header: t('group.balance'), kind: 'money', value: (row) => row.balanceFen },
    {
      id: 'share',
      header: t('group.share'),
      kind: 'percent',
      value: (row) => (whole === 0 ? null : row.balanceFen / whole),
    },
    { id: 'npl', header: t('group.npl'), kind: 'money', value: (row) => row.onBookFen },
    {
      id: 'ratio',
      header: t('group.ratio'),
      hint: t('group.hint'),
      kind: 'percent',
      value: (row) => {
        const onBook = row.balanceFen - row.offBookFen;
        return onBook === 0 ? null : row.onBookFen / onBook;
      },
    },
    { id: 'offBook', header: t('group.offBook'), kind: 'money', value: (row) => row.offBookFen },
    {
      id: 'undetermined',
      header: t('group.undetermined'),
      kind: 'count',
      value: (row) => row.undetermined,
      width: 110,
    },
    { id: 'paid', header: t('group.paid'), kind: 'money', value: (row) => row.paidThisYearFen },
  ];
  const all = rows ?? [];
  const offBook = add(all, 'offBookFen');
  const filterKey = FILTER_KEYS.find((key) => key === by);
  const rowHref =
    filterKey === undefined || filterKey === 'asOf'
      ? undefined
      : (row: Row) =>
          row.key === null
            ? href('/loans', {}, { search })
            : href(
                '/loans',
                {
                  [filterKey]: [row.key],
                  ...(by === 'officer' && row.within !== null ? { branch: [row.within] } : {}),
                },
                { search },
              );
  if (query.error) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  return (
    <DataTable
      id={`loan-groups-${by}`}
      label={t('group.label', { by: t(`column.${by}`) })}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.named}/${row.within ?? ''}/${row.key ?? ''}`}
      sort={{ id: 'balance', desc: true }}
      {...(rowHref ? { rowHref } : {})}
      toolbar={toolbar}
      empty={empty}
      totals={{
        loans: format.count(add(all, 'loans')),
        balance: format.amount(whole),
        share: format.percent(whole, whole),
        npl: format.amount(add(all, 'onBookFen')),
        ratio: format.percent(add(all, 'onBookFen'), whole - offBook),
        offBook: format.amount(offBook),
        undetermined: format.count(add(all, 'undetermined')),
        paid: format.amount(add(all, 'paidThisYearFen')),
      }}
    />
  );
}
