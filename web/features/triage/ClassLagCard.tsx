import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { useFilterOptions } from '../../components/filter-options.ts';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { ClassLag } from './queries.ts';

type Row = ClassLag['rows'][number];

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
  const columns: DataColumn<Row>[] = [
    {
      id: 'riskClass',
      header: t('lag.recorded'),
      value: ({ riskClass, classFloor }) => `${name(riskClass)} → ${name(classFloor)}`,
      width: 184,
      sortable: false,
    },
    { id: 'loans', header: t('lag.loans'), kind: 'count', value: ({ loans }) => loans, width: 60 },
    {
      id: 'balanceFen',
      header: t('lag.balance'),
      kind: 'money',
      value: ({ balanceFen }) => balanceFen,
      width: 100,
    },
    {
      id: 'days',
      header: t('lag.days'),
      kind: 'count',
      value: ({ largestDaysPastDue }) => largestDaysPastDue,
      width: 84,
    },
  ];
  const { loans, balanceFen } = lag.total;
  return (
    <Card
      flush
      title={
        loans > 0
          ? t('lag.title', {
              loans: format.count(loans),
              amount: format.amountInText(balanceFen),
            })
          : t('lag.titleNone')
      }
      subtitle={t('lag.subtitle', { unknown: format.count(lag.unknown) })}
    >
      {loans > 0 ? (
        <DataTable
          label={t('lag.label')}
          columns={columns}
          rows={lag.rows}
          rowKey={({ riskClass, classFloor }) => `${riskClass}-${classFloor}`}
          rowHref={({ riskClass }) =>
            href('/loans', {
              flag: ['class_lag'],
              ...(riskClass === null ? {} : { riskClass: [riskClass] }),
            })
          }
          totals={{ loans: format.count(loans), balanceFen: format.amount(balanceFen) }}
        />
      ) : null}
    </Card>
  );
}
