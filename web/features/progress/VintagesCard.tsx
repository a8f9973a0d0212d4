import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { HeatTable } from '../../components/HeatTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Outcomes, Vintage } from './movement-queries.ts';

const SHOWN_MONTHS = 12;

/** Recovery by quarter of default and months since; a month not all have lived through is open. */
export function VintagesCard({ data }: { data: Outcomes }) {
  const { t } = useTranslation('movement');
  const { amount, count, exactAmount, percent, unitName } = useFormat();
  const href = useHref();
  const idOf = ({ quarter }: Vintage) => quarter ?? 'before';
  const nameOf = useQuarterName();
  const open = (vintage: Vintage) =>
    href('/progress', {}, { view: 'recovery', by: data.by, end: data.end, quarter: idOf(vintage) });
  const months = Math.min(
    SHOWN_MONTHS,
    Math.max(0, ...data.vintages.map(({ monthsBp }) => monthsBp.length)),
  );
  const numbers = Array.from({ length: months }, (_, place) => place + 1);
  const columns: DataColumn<Vintage>[] = [
    { id: 'quarter', header: t('vintages.quarter'), value: nameOf },
    { id: 'loans', header: t('outcomes.cases'), kind: 'count', value: (one) => one.loans },
    { id: 'base', header: t('outcomes.base'), kind: 'money', value: (one) => one.baseFen },
    {
      id: 'recovered',
      header: t('outcomes.recovered'),
      kind: 'money',
      value: (one) => one.recoveredFen,
    },
    ...numbers.map(
      (month): DataColumn<Vintage> => ({
        id: `m${month}`,
        header: t('outcomes.month', { month }),
        kind: 'percent',
        digits: 2,
        value: ({ monthsBp }) => {
          const points = monthsBp[month - 1];
          return points == null ? null : points / 10_000;
        },
      }),
    ),
  ];
  const plain = (text: string, tip: string | undefined, vintage: Vintage) => ({
    ...{ value: null, text, tip, href: open(vintage) },
  });
  return (
    <Card
      title={t('vintages.title')}
      subtitle={t('vintages.sub')}
      actions={
        <ExportButton name={`vintages-${data.asOf}`} columns={columns} rows={data.vintages} />
      }
    >
      <HeatTable
        label={t('vintages.label')}
        corner={t('vintages.quarter')}
        columns={numbers.map((month) => ({
          id: String(month),
          label: t('vintages.month', { month }),
        }))}
        rows={data.vintages.map((vintage) => ({
          id: idOf(vintage),
          label: nameOf(vintage),
          tail: [
            plain(count(vintage.loans), undefined, vintage),
            plain(amount(vintage.baseFen), exactAmount(vintage.baseFen), vintage),
            plain(
              percent(vintage.recoveredFen, vintage.baseFen),
              exactAmount(vintage.recoveredFen),
              vintage,
            ),
          ],
        }))}
        cell={(id, month) => {
          const vintage = data.vintages.find((one) => idOf(one) === id);
          const points = vintage?.monthsBp[Number(month) - 1];
          if (vintage === undefined || points == null) return { value: null, text: '·' };
          return { value: points, text: percent(points, 10_000), href: open(vintage) };
        }}
        tail={[t('outcomes.cases'), `${t('outcomes.base')} (${unitName})`, t('vintages.today')]}
      />
    </Card>
  );
}

/** A quarter of default as people say it. */
export function useQuarterName(): (vintage: Pick<Vintage, 'quarter'>) => string {
  const { t } = useTranslation('movement');
  return ({ quarter }) =>
    quarter === null
      ? t('vintages.before')
      : t('villages.quarter', {
          year: quarter.slice(0, 4),
          quarter: Math.floor((Number(quarter.slice(5, 7)) - 1) / 3) + 1,
        });
}
