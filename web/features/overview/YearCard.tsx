import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { CumulativeChart, type CumulativePoint } from '../../components/charts/CumulativeChart.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFormat } from '../../lib/use-format.ts';
import { behindSince, bestForecast } from './find-gap.ts';
import type { Overview } from './queries.ts';

/** The year's points, then the forecast to its end along the plan's days. */
export function yearPoints(cumulative: Overview['cumulative']): CumulativePoint[] {
  const best = bestForecast(cumulative);
  const past = cumulative.points.map(
    (point): CumulativePoint => ({
      day: point.day,
      actualFen: point.achievedFen,
      planFen: point.planFen,
    }),
  );
  const opening = {
    day: `${cumulative.year}-01-01`,
    actualFen: 0,
    planFen: past[0]?.planFen == null ? null : 0,
  };
  const last = past.at(-1);
  if (last === undefined || best === undefined) return [opening, ...past];
  const now = last.actualFen ?? 0;
  last.forecastFen = now;
  last.lowFen = best.lowFen === null ? null : now;
  last.highFen = best.highFen === null ? null : now;
  const end = `${cumulative.year}-12-31`;
  const plans = new Map(cumulative.planAhead.map((point) => [point.day, point.planFen]));
  const days = [...new Set([...plans.keys(), end])].filter((day) => day > last.day).sort();
  const whole = Date.parse(end) - Date.parse(last.day);
  const ahead = days.map((day): CumulativePoint => {
    const part = whole === 0 ? 1 : (Date.parse(day) - Date.parse(last.day)) / whole;
    const on = (fen: number | null) => (fen === null ? null : Math.round(now + (fen - now) * part));
    return {
      day,
      actualFen: null,
      planFen: plans.get(day) ?? null,
      forecastFen: on(best.yearEndFen),
      lowFen: on(best.lowFen),
      highFen: on(best.highFen),
    };
  });
  return [opening, ...past, ...ahead];
}

/** The year as it grew against the plan line, and where it will end. */
export function YearCard({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { amountInText, monthName, unitName, percent } = useFormat();
  const { cumulative, progress } = overview;
  const { total } = progress;
  const best = bestForecast(cumulative);
  const since = behindSince(cumulative.points);
  const gap = amountInText(Math.abs(total.gapFen ?? 0));
  const title = (() => {
    if (total.targetFen === null) {
      const weekly = amountInText(total.recentWeeklyFen);
      return t('year.noPlan', { amount: amountInText(total.achievedFen), weekly });
    }
    if (since === undefined) return t('year.above', { gap });
    return since === 0
      ? t('year.always', { gap })
      : t('year.since', { month: monthName(since), gap });
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
  const points = yearPoints(cumulative);
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
