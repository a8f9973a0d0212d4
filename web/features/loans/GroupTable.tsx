import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { type Filters, NOT_GIVEN, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type GroupKey, type Groups, groupsQuery } from './queries.ts';
import { isCoded, useLabels } from './use-labels.ts';

type Row = Groups['rows'][number];

interface Props {
  by: GroupKey;
  /** A second key: every pair of the two is a group. */
  and: GroupKey | undefined;
  filters: Filters;
  search: string | undefined;
  toolbar: ReactNode;
  empty: ReactNode;
}

const add = (
  rows: readonly Row[],
  key:
    | 'loans'
    | 'balanceFen'
    | 'onBookFen'
    | 'offBookFen'
    | 'undetermined'
    | 'paidThisYearFen'
    | 'paidOfFen',
) => rows.reduce((sum, row) => sum + row[key], 0);

/** The same loans by one key or by two; a group opens its loans. */
export function GroupTable({ by, and, filters, search, toolbar, empty }: Props) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const href = useHref();
  const label = useLabels();
  const query = useQuery(groupsQuery(filters, by, and, search));
  const rows = query.data?.rows;
  const whole = add(rows ?? [], 'balanceFen');
  const written = (field: GroupKey, key: string | null) => {
    if (key === null) return t('group.unknown');
    return isCoded(field) ? (label(field, key) ?? key) : key;
  };
  const nameOf = (row: Row) =>
    row.named ? written(by, row.key) : t('group.small', { count: row.groups });
  const hasWithin = rows?.some((row) => row.within !== null) ?? false;
  const hasAndWithin = rows?.some((row) => row.andWithin !== null) ?? false;
  const columns: DataColumn<Row>[] = [
    { id: 'key', header: t(`column.${by}`), value: nameOf, width: 180 },
    ...(hasWithin
      ? [{ id: 'within', header: t('group.within'), value: (row: Row) => row.within, width: 110 }]
      : []),
    ...(and
      ? [
          {
            id: 'andKey',
            header: t(`column.${and}`),
            value: (row: Row) => (row.named ? written(and, row.andKey) : null),
            width: 140,
          },
        ]
      : []),
    ...(hasAndWithin
      ? [
          {
            id: 'andWithin',
            header: t('group.within'),
            value: (row: Row) => row.andWithin,
            width: 110,
          },
        ]
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
    {
      id: 'paidRatio',
      header: t('group.paidRatio'),
      hint: t('group.paidHint'),
      kind: 'percent',
      value: (row) => (row.paidOfFen === 0 ? null : row.paidThisYearFen / row.paidOfFen),
    },
  ];
  const all = rows ?? [];
  const offBook = add(all, 'offBookFen');
  const patchOf = (
    field: GroupKey,
    key: string | null,
    within: string | null,
  ): Partial<Filters> => ({
    [field]: [key ?? NOT_GIVEN],
    ...(field === 'officer' ? { branch: [within ?? NOT_GIVEN] } : {}),
    ...(field === 'village' ? { township: [within ?? NOT_GIVEN] } : {}),
  });
  const rowHref = (row: Row) => {
    if (!row.named) return undefined;
    const second = and ? patchOf(and, row.andKey, row.andWithin) : {};
    return href('/loans', { ...patchOf(by, row.key, row.within), ...second }, { search });
  };
  if (query.error) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  return (
    <DataTable
      id={`loan-groups-${by}${and ? `-${and}` : ''}`}
      label={t('group.label', {
        by: and ? `${t(`column.${by}`)} × ${t(`column.${and}`)}` : t(`column.${by}`),
      })}
      columns={columns}
      rows={rows}
      rowKey={(row) => JSON.stringify([row.named, row.within, row.key, row.andWithin, row.andKey])}
      sort={{ id: 'balance', desc: true }}
      rowHref={rowHref}
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
        paidRatio: format.percent(add(all, 'paidThisYearFen'), add(all, 'paidOfFen')),
      }}
    />
  );
}
