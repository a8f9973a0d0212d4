import type { Cumulative } from '../../../server/recovery/get-cumulative.ts';
import type { CumulativePoint } from './CumulativeChart.tsx';

type Year = Pick<Cumulative, 'year' | 'points' | 'planAhead' | 'knownSince' | 'isYearKnown'>;
type Ending = Pick<Cumulative['forecasts'][number], 'yearEndFen' | 'lowFen' | 'highFen'>;

/**
 * The year's points from its first day, then the plan and the forecast to its end, month by month.
 * Of a year that is known in part, that part alone, from nothing: no plan or forecast of the whole
 * year can stand beside it.
 */
export function yearPoints(cumulative: Year, ending: Ending | undefined): CumulativePoint[] {
  const { year, points, planAhead, knownSince, isYearKnown } = cumulative;
  if (!isYearKnown) return knownPoints(points, knownSince);
  const past = points.map(
    (point): CumulativePoint => ({
      day: point.day,
      actualFen: point.achievedFen,
      planFen: point.planFen,
    }),
  );
  const planned = points[0]?.planFen != null;
  const opening = { day: `${year}-01-01`, actualFen: 0, planFen: planned ? 0 : null };
  const last = past.at(-1);
  if (last === undefined || ending === undefined) return [opening, ...past];
  const now = last.actualFen ?? 0;
  const here = {
    ...last,
    forecastFen: now,
    lowFen: ending.lowFen === null ? null : now,
    highFen: ending.highFen === null ? null : now,
  };
  const end = `${year}-12-31`;
  const plans = new Map(planAhead.map((point) => [point.day, point.planFen]));
  const days = [...new Set([...plans.keys(), end])].filter((day) => day > last.day).sort();
  const whole = Date.parse(end) - Date.parse(last.day);
  const ahead = days.map((day): CumulativePoint => {
    const part = whole === 0 ? 1 : (Date.parse(day) - Date.parse(last.day)) / whole;
    const on = (fen: number | null) => (fen === null ? null : Math.round(now + (fen - now) * part));
    return {
      day,
      actualFen: null,
      planFen: plans.get(day) ?? null,
      forecastFen: on(ending.yearEndFen),
      lowFen: on(ending.lowFen),
      highFen: on(ending.highFen),
    };
  });
  return [opening, ...past.slice(0, -1), here, ...ahead];
}

function knownPoints(points: Year['points'], knownSince: string | null): CumulativePoint[] {
  if (knownSince === null) return [];
  const known = points
    .filter(({ day, achievedFen }) => achievedFen !== null && day > knownSince)
    .map(({ day, achievedFen }) => ({ day, actualFen: achievedFen, planFen: null }));
  return [{ day: knownSince, actualFen: 0, planFen: null }, ...known];
}
