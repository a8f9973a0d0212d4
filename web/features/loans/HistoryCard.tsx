import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { LoanDetail } from './queries.ts';
import { useLabels } from './use-labels.ts';

export type Week = LoanDetail['history'][number];

const View = lazy(() => import('./HistoryChartView.tsx'));
const HEIGHT = 220;

/** The loan over all loan books until the day: balance and days past due. */
export function HistoryCard({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const label = useLabels();
  const weeks = loan.history;
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const columns: DataColumn<Week>[] = [
    { id: 'asOf', header: t('loan.history.date'), kind: 'date', value: (week) => week.asOf },
    {
      id: 'balanceFen',
      header: t('loan.history.balance'),
      kind: 'money',
      digits: 2,
      value: (week) => week.balanceFen,
    },
    {
      id: 'daysPastDue',
      header: t('loan.history.days'),
      kind: 'count',
      value: (week) => week.daysPastDue,
    },
    {
      id: 'riskClass',
      header: t('loan.history.class'),
      value: (week) => label('riskClass', week.riskClass),
    },
    { id: 'officer', header: t('loan.history.officer'), value: (week) => week.officer },
  ];
  const words = {
    from: format.exactAmount(first.balanceFen),
    to: format.exactAmount(last.balanceFen),
  };
  const same = weeks.every(({ balanceFen }) => balanceFen === first.balanceFen);
  const finding = same ? t('loan.history.titleSame', words) : t('loan.history.title', words);
  const title = weeks.length === 1 ? t('loan.history.titleOne') : finding;
  return (
    <ChartFrame
      title={title}
      subtitle={t('loan.history.subtitle', {
        unit: format.unitName,
        first: format.date(first.asOf),
        last: format.date(last.asOf),
      })}
      name={t('loan.history.name', { id: loan.loanId })}
      columns={columns}
      rows={weeks}
      rowKey={(week) => week.asOf}
    >
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <View weeks={weeks} height={HEIGHT} label={t('loan.history.label')} />
      </Suspense>
    </ChartFrame>
  );
}
