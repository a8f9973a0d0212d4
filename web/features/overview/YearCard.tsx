import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { CumulativeChart, type CumulativePoint } from '../../components/charts/CumulativeChart.tsx';
import { yearPoints } from '../../components/charts/year-points.ts';
import type { DataColumn } from '../../components/table-columns.ts';
import { findBreak } from '../../lib/find-break.ts';
import { useFormat } from '../../lib/use-format.ts';
import { bestForecast } from './find-gap.ts';
import type { Overview } from './queries.ts';

/** The year as it grew against the plan line, and where it will end. */
export function YearCard({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { amountInText, language, monthName, unitName, percent } = useFormat();
  const { cumulative, progress } = overview;
  const { total } = progress;
  const best = bestForecast(cumulative);
  const asOfMonth = Number(cumulative.snapshot.asOf.slice(5, 7));
  const since = findBreak(cumulative.months.slice(0, asOfMonth - 1));
  const gap = amountInText(Math.abs(total.gapFen ?? 0));
  const title = (() => {
    if (total.targetFen === null) {
      const weekly = amountInText(total.recentWeeklyFen);
      return t('year.noPlan', { amount: amountInText(total.achievedFen), weekly });
    }
    if ((total.gapFen ?? 0) <= 0) return t('year.above', { gap });
    if (since === undefined) return t('year.below', { gap });
    const month = language === 'zh' ? String(since.month) : monthName(since.month);
    return t('year.since', { month, share: percent(since.achievedFen, since.planFen, 0), gap });
  })();
  const method = t(`year.${best?.method ?? 'run_rate'}`);
  const error = best?.record.medianErrorBp ?? null;
  const subtitle =
    error === null
      ? t('year.subPlain', { unit: unitName, method })
      : t('year.sub', { unit: unitName, method, error: `±${percent(error, 10_000, 0)}` });
  const columns: DataColumn<CumulativePoint>[] = [
    { id: 'day', header: t('year.day'), kind: 'date', value: (point) => point.day },
    { id: 'actual', header: t('year.achieved'), kind: 'money', value: (point) => point.actualFen },
    { id: 'plan', header: t('year.plan'), kind: 'money', value: (point) => point.planFen },
    {
      id: 'forecast',
      header: t('year.forecast'),
      kind: 'money',
      value: (point) => point.forecastFen,
    },
  ];
  const points = yearPoints(cumulative, best);
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      name={`recovery-${cumulative.snapshot.asOf}`}
      columns={columns}
      rows={points}
      rowKey={(point) => point.day}
    >
      <CumulativeChart points={points} label={title} height={250} />
    </ChartFrame>
  );
}
