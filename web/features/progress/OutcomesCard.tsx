import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Outcome, Outcomes } from './movement-queries.ts';

const MONTHS = [3, 6, 12, 24] as const;

/** Groups side by side: rate, and the estimated part that is done after so many months. */
export function OutcomesCard({ data }: { data: Outcomes }) {
  const { t } = useTranslation('movement');
  const { count, percent } = useFormat();
  const href = useHref();
  const nameOf = useGroupName(data);
  const at = (row: Outcome, month: number) => row.points.find((point) => point.month === month);
  const done = (row: Outcome, month: number) => {
    const point = at(row, month);
    return point === undefined ? null : point.doneBp / 10_000;
  };
  const range = ({ atYear }: Outcome) =>
    atYear?.lowBp == null
      ? null
      : `${percent(atYear.lowBp, 10_000)}–${percent(atYear.highBp, 10_000)}`;
  const columns: DataColumn<Outcome>[] = [
    { id: 'group', header: t(`by.${data.by}`), value: nameOf, width: 128 },
    {
      id: 'cases',
      header: t('outcomes.cases'),
      kind: 'count',
      value: (row) => row.cases,
      width: 72,
    },
    { id: 'base', header: t('outcomes.base'), kind: 'money', value: (row) => row.baseFen },
    {
      id: 'recovered',
      header: t('outcomes.recovered'),
      kind: 'money',
      value: (row) => row.recoveredFen,
    },
    {
      id: 'rate',
      header: t('outcomes.rate'),
      kind: 'percent',
      value: (row) => (row.rateBp === null ? null : row.rateBp / 10_000),
    },
    {
      id: 'ended',
      header: t('outcomes.ended'),
      kind: 'count',
      value: (row) => row.ended,
      width: 72,
    },
    { id: 'open', header: t('outcomes.open'), kind: 'count', value: (row) => row.open, width: 72 },
    ...MONTHS.map(
      (month): DataColumn<Outcome> => ({
        id: `m${month}`,
        header: t('outcomes.month', { month }),
        kind: 'percent',
        value: (row) => done(row, month),
        width: 76,
      }),
    ),
    { id: 'range', header: t('outcomes.range'), value: range, width: 124, sortable: false },
    {
      id: 'median',
      header: t('outcomes.median'),
      kind: 'count',
      value: (row) => row.medianMonths,
      cell: (row) =>
        row.medianMonths === null ? t('outcomes.notReached') : count(row.medianMonths),
      width: 84,
    },
  ];
  const ranked = [...data.groups].sort((a, b) => (b.rateBp ?? 0) - (a.rateBp ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const title =
    best && worst && best !== worst
      ? t('outcomes.title', {
          best: nameOf(best),
          most: percent(best.rateBp, 10_000),
          worst: nameOf(worst),
          least: percent(worst.rateBp, 10_000),
        })
      : t('outcomes.titleOne', { share: percent(data.total.rateBp, 10_000) });
  return (
    <Card title={title} subtitle={t('outcomes.cardSub')} flush>
      <DataTable
        label={t('outcomes.label')}
        columns={columns}
        rows={data.groups}
        rowKey={(row) => row.group ?? 'unknown'}
        rowHref={(row) =>
          href(
            '/progress',
            {},
            { view: 'recovery', by: data.by, end: data.end, group: row.group ?? 'unknown' },
          )
        }
        totals={{
          cases: count(data.total.cases),
          base: <Money fen={data.total.baseFen} />,
          recovered: <Money fen={data.total.recoveredFen} />,
          rate: percent(data.total.rateBp, 10_000),
          ended: count(data.total.ended),
          open: count(data.total.open),
          ...Object.fromEntries(
            MONTHS.map((month) => [`m${month}`, percent(at(data.total, month)?.doneBp, 10_000)]),
          ),
          range: range(data.total),
          median:
            data.total.medianMonths === null
              ? t('outcomes.notReached')
              : count(data.total.medianMonths),
        }}
        maxHeight="420px"
      />
    </Card>
  );
}

/** A group's name: its code's label, its own text, 'others', or that nobody said. */
export function useGroupName(data: Pick<Outcomes, 'groups'>) {
  const { t } = useTranslation('movement');
  const say = useSentence();
  return ({ group }: { group: string | null }): string => {
    if (group === null || group === 'unknown') return t('outcomes.notGiven');
    if (group === 'small') return t('outcomes.other');
    const label = data.groups.find((one) => one.group === group)?.label;
    return label ? say(label) : group;
  };
}
