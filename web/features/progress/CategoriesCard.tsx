import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Categories, categoriesQuery } from './queries.ts';

type Row = Categories['rows'][number];

const TERMS = {
  'tg-writeoff': 'writeoff',
  'tg-foreclosure': 'foreclosure',
  'tg-transfer': 'transfer',
} as const;

/** The year by category: what is recovery, what only shrinks the stock, and what each counts as. */
export function CategoriesCard() {
  const { filters } = useFilters();
  const found = useQuery(categoriesQuery(filters));
  return <Loaded query={found}>{(data) => <CategoriesTable data={data} />}</Loaded>;
}

function CategoriesTable({ data }: { data: Categories }) {
  const { t } = useTranslation('progress');
  const { amountInText, date, exactAmount, unitName } = useFormat();
  const say = useSentence();
  const href = useHref();
  const reducedFen = data.rows
    .filter(({ kind }) => kind === 'reduction')
    .reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const open = ({ category }: Row) => {
    if (category === 'tg-upgrade') return href('/progress', {}, { view: 'migration' });
    if (category in TERMS) {
      const term = TERMS[category as keyof typeof TERMS];
      const span = { from: data.opening.asOf, to: data.snapshot.asOf };
      return href('/progress', {}, { view: 'bridge', ...span, term });
    }
    return href('/progress', {}, { view: 'ranking', category });
  };
  const note = ({ category, pendingFen }: Row) => {
    if (category !== 'tg-upgrade') return t(`categories.notes.${category}`);
    if (pendingFen === null || pendingFen === 0) return t('categories.notes.tg-upgradeNone');
    return t('categories.notes.tg-upgrade', { amount: amountInText(pendingFen) });
  };
  const columns: DataColumn<Row>[] = [
    {
      id: 'category',
      header: t('categories.category'),
      value: (row) => t(`categories.name.${row.category}`),
      width: 208,
    },
    {
      id: 'kind',
      header: t('categories.kind'),
      value: (row) => t(`categories.kinds.${row.kind}`),
      width: 112,
    },
    { id: 'amount', header: t('categories.amount'), kind: 'money', value: (row) => row.amountFen },
    {
      id: 'coefficient',
      header: t('categories.coefficient'),
      kind: 'count',
      value: (row) => (row.perMille === null ? null : row.perMille / 1000),
      cell: (row) => (
        <span data-tip={row.range ? say(row.range) : undefined}>
          {row.perMille === null ? '—' : (row.perMille / 1000).toFixed(1)}
        </span>
      ),
      width: 76,
    },
    {
      id: 'counted',
      header: t('categories.counted'),
      kind: 'money',
      value: (row) => row.creditFen,
    },
    {
      id: 'note',
      header: t('categories.note'),
      value: note,
      cell: (row) => <span data-tip={note(row)}>{note(row)}</span>,
      width: 380,
    },
  ];
  const reduced = amountInText(reducedFen);
  const amount = amountInText(data.recoveredFen);
  const title =
    data.recoveredFen === null
      ? reducedFen === 0
        ? t('categories.titleNothing')
        : t('categories.titleUnknown', { reduced })
      : reducedFen === 0
        ? t('categories.titleNoFall', { amount })
        : t('categories.title', { amount, reduced });
  return (
    <Card
      title={title}
      subtitle={t('categories.sub', {
        from: date(data.opening.asOf),
        to: date(data.snapshot.asOf),
        unit: unitName,
      })}
      flush
    >
      <DataTable
        label={t('categories.label')}
        columns={columns.map((column) => ({ ...column, sortable: false }))}
        rows={data.rows}
        rowKey={(row) => row.category}
        rowHref={open}
        totalsLabel={<span data-tip={exactAmount(data.recoveredFen)}>{t('categories.total')}</span>}
        totals={{
          amount: <Money fen={data.recoveredFen} />,
          counted: <Money fen={data.creditFen} />,
        }}
      />
    </Card>
  );
}
