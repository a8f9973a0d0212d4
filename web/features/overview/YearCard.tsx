import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { CumulativeChart, type CumulativePoint } from '../../components/charts/CumulativeChart.tsx';
import { yearPoints } from '../../components/charts/year-points.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ToData } from '../../components/ToData.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { findBreak } from '../../lib/find-break.ts';
import { useFormat } from '../../lib/use-format.ts';
import { bestForecast } from './find-gap.ts';
import type { Overview } from './queries.ts';

/** The year as it grew against the plan line, and where it will end. */
export function YearCard({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { total, sources } = overview.progress;
  if (total.source !== 'none') return <YearChart overview={overview} />;
  const note = t(sources.length === 0 ? 'year.unknownNote' : 'year.unknownBooks');
  return (
    <Card title={t('year.unknown')}>
      <EmptyState title={note} action={<ToData />} />
    </Card>
  );
}

function YearChart({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { amountInText, language, monthDay, monthName, unitName, percent } = useFormat();
  const { cumulative, progress } = overview;
  const { total } = progress;
  const best = bestForecast(cumulative);
  const asOfMonth = Number(cumulative.snapshot.asOf.slice(5, 7));
  const since = findBreak(cumulative.months.slice(0, asOfMonth - 1));
  const gap = amountInText(Math.abs(total.gapFen ?? 0));
  const title = (() => {
    const amount = amountInText(total.achievedFen);
    if (!progress.isYearKnown) {
      const [from, until] = [monthDay(progress.knownSince), monthDay(progress.knownUntil)];
      return t('year.part', { from, until, amount });
    }
    if (total.targetFen === null) {
      if (total.recentWeeklyFen === null) return t('year.noWeekly', { amount });
      return t('year.noPlan', { amount, weekly: amountInText(total.recentWeeklyFen) });
    }
    if ((total.gapFen ?? 0) <= 0) return t('year.above', { gap });
    if (since === undefined) return t('year.below', { gap });
    const month = language === 'zh' ? String(since.month) : monthName(since.month);
    return t('year.since', { month, share: percent(since.achievedFen, since.planFen, 0), gap });
  })();
  const method = t(`year.${best?.method ?? 'run_rate'}`);
  const error = best?.record.medianErrorBp ?? null;
  const subtitle = (() => {
    if (!progress.isYearKnown) return t('year.subPart', { unit: unitName });
    if (error === null) return t('year.subPlain', { unit: unitName, method });
    return t('year.sub', { unit: unitName, method, error: `±${percent(error, 10_000, 0)}` });
  })();
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
