import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { useFilterOptions } from '../../components/filter-options.ts';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { ClassLag } from './queries.ts';

/** Recorded classes that days past due contradict: an alert, never a reclassification. */
export function ClassLagCard({ lag }: { lag: ClassLag }) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const { riskClasses } = useFilterOptions(filters.asOf);
  const name = (code: string | null) =>
    code === null ? '—' : say(riskClasses.find((known) => known.code === code)?.label);
  const { loans, balanceFen } = lag.total;
  const plain = (text: string, tip?: string, to?: string): HeatCell => ({
    value: null,
    text,
    tip,
    href: to,
  });
  const rows = lag.rows.map((row) => ({
    id: `${row.riskClass}-${row.classFloor}`,
    label: `${name(row.riskClass)} → ${name(row.classFloor)}`,
    row,
  }));
  return (
    <Card
      title={
        loans > 0
          ? t('lag.title', { loans: format.count(loans), amount: format.amountInText(balanceFen) })
          : t('lag.titleNone')
      }
      subtitle={t('lag.subtitle', { unknown: format.count(lag.unknown) })}
    >
      {loans > 0 ? (
        <HeatTable
          label={t('lag.label')}
          corner={t('lag.recorded')}
          columns={[
            { id: 'loans', label: t('lag.loans') },
            { id: 'balance', label: `${t('lag.balance')} ${format.unitName}` },
            { id: 'days', label: t('lag.days') },
          ]}
          rows={rows}
          cell={(id, column) => {
            const row = rows.find((one) => one.id === id)?.row;
            if (row === undefined) return undefined;
            if (column === 'days') return plain(format.count(row.largestDaysPastDue));
            const to = href('/loans', {
              flag: ['class_lag'],
              ...(row.riskClass === null ? {} : { riskClass: [row.riskClass] }),
            });
            return column === 'loans'
              ? plain(format.count(row.loans), undefined, to)
              : plain(format.amount(row.balanceFen), format.exactAmount(row.balanceFen), to);
          }}
          totals={[
            plain(format.count(loans), undefined, href('/loans', { flag: ['class_lag'] })),
            plain(format.amount(balanceFen), format.exactAmount(balanceFen)),
            undefined,
          ]}
        />
      ) : null}
    </Card>
  );
}
