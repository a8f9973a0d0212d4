import { daysBetween, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { yearEnd } from './pace.ts';
import { basisPoints, shareOf } from './ratio.ts';

/**
 * Cumulative recovery of the year at the end of `day`. Points are about a week apart, further
 * where the books are.
 */
export interface CumulativePoint {
  day: IsoDate;
  fen: Fen;
}

/**
 * - 'run_rate': the last eight weeks go on as they were;
 * - 'seasonal': the rest of the year is to the part gone by as the month profile says;
 * - 'seasonal_recent': the rest is to the last eight weeks as the month profile says;
 * - 'cohort': the open claims pay as claims of their age since default have paid (cohort-curve.ts).
 */
export const FORECAST_METHODS = ['run_rate', 'seasonal', 'seasonal_recent', 'cohort'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** How the method did when it was replayed at earlier weeks over the same number of days ahead. */
export interface TrackRecord {
  replays: number;
  horizonDays: number;
  /** Median of |forecast − actual| / actual of the stretch ahead; NULL without replays. */
  medianErrorBp: number | null;
  /** Median of actual / forecast − 1: positive means that the method says too little. */
  biasBp: number | null;
  /** How often 80 % intervals made from earlier replays alone held the actual figure. */
  covered: number;
  tested: number;
}

export interface Forecast {
  method: ForecastMethod;
  yearEndFen: Fen;
  /** The 80 % interval from the replays' own errors; NULL with fewer than MIN_REPLAYS of them. */
  lowFen: Fen | null;
  highFen: Fen | null;
  record: TrackRecord;
}

const MIN_REPLAYS = 8;
const WARM_UP = 8;
const FEWEST_KNOWN = 5;

/**
 * What a method expects between the point at `at` and the day `to`, in fen: it may use nothing
 * after the day of that point. NULL where it has nothing to go by.
 */
export type Expect = (at: number, to: IsoDate) => Fen | null;

/**
 * The year end by `method` with its own track record; NULL when it has nothing to go by. `points`
 * are this year's, oldest first; nothing after the last of them is used, and each replay asks
 * `expect` at its own point.
 */
export function forecast(
  method: ForecastMethod,
  points: readonly CumulativePoint[],
  expect: Expect,
): Forecast | null {
  const last = points.at(-1);
  if (last === undefined) throw new RangeError('a forecast needs at least one point');
  const ahead = expect(points.length - 1, yearEnd(last.day));
  if (ahead === null) return null;
  const left = Math.ceil(daysBetween(last.day, yearEnd(last.day)) / 7);
  const steps = Math.min(left, points.length - WARM_UP - MIN_REPLAYS);
  const replays = steps < 1 ? [] : replay(points, steps, expect);
  const ratios = sorted(replays.map((each) => each.ratioBp));
  const wide = replays.length >= MIN_REPLAYS;
  const [low, high] = interval(ratios, ahead);
  return {
    method,
    yearEndFen: last.fen + ahead,
    lowFen: wide ? last.fen + low : null,
    highFen: wide ? last.fen + high : null,
    record: trackRecord(replays, steps, points),
  };
}

interface Replay {
  at: number;
  expectedFen: Fen;
  actualFen: Fen;
  /** Actual over expected. */
  ratioBp: number;
}

function replay(points: readonly CumulativePoint[], steps: number, expect: Expect): Replay[] {
  const replays: Replay[] = [];
  for (let at = WARM_UP - 1; at + steps < points.length; at++) {
    const then = points[at];
    const later = points[at + steps];
    if (then === undefined || later === undefined) continue;
    const expectedFen = expect(at, later.day);
    if (expectedFen === null) continue;
    const actualFen = later.fen - then.fen;
    const ratioBp = basisPoints(actualFen, expectedFen);
    if (ratioBp !== null) replays.push({ at, expectedFen, actualFen, ratioBp });
  }
  return replays;
}

function trackRecord(
  replays: readonly Replay[],
  steps: number,
  points: readonly CumulativePoint[],
): TrackRecord {
  let covered = 0;
  let tested = 0;
  // Only replays whose outcome was known by then may make the interval.
  const known: number[] = [];
  let next = 0;
  for (const each of replays) {
    for (; (replays[next]?.at ?? Number.POSITIVE_INFINITY) + steps <= each.at; next++) {
      insertSorted(known, replays[next]?.ratioBp ?? 0);
    }
    if (known.length < FEWEST_KNOWN) continue;
    const [low, high] = interval(known, each.expectedFen);
    tested++;
    if (each.actualFen >= low && each.actualFen <= high) covered++;
  }
  const errors = replays
    .map((each) => basisPoints(Math.abs(each.expectedFen - each.actualFen), each.actualFen))
    .filter((error) => error !== null);
  const end = points.at(-1);
  const start = points.at(-1 - Math.max(0, steps));
  return {
    replays: replays.length,
    horizonDays: end && start && steps > 0 ? daysBetween(start.day, end.day) : 0,
    medianErrorBp: quantile(sorted(errors), 50),
    biasBp:
      replays.length === 0
        ? null
        : (quantile(sorted(replays.map((r) => r.ratioBp)), 50) ?? 0) - 10_000,
    covered,
    tested,
  };
}

/**
 * The stretch ahead between the 10th and the 90th percentile of the errors (ascending), and the
 * figure itself.
 */
function interval(ratiosBp: readonly number[], ahead: Fen): [Fen, Fen] {
  const at = (percent: number) =>
    Math.max(0, shareOf(ahead, quantile(ratiosBp, percent) ?? 10_000, 10_000));
  return [Math.min(ahead, at(10)), Math.max(ahead, at(90))];
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

function insertSorted(list: number[], value: number): void {
  let place = list.length;
  while (place > 0 && (list[place - 1] ?? 0) > value) place--;
  list.splice(place, 0, value);
}

/** Nearest-rank percentile of ascending values; NULL of nothing. */
function quantile(ascending: readonly number[], percent: number): number | null {
  return ascending[Math.max(0, Math.ceil((ascending.length * percent) / 100) - 1)] ?? null;
}

/** The one with the smallest median error where both have a record; the first otherwise. */
export function bestForecast(forecasts: readonly Forecast[]): ForecastMethod | null {
  const rated = forecasts.filter((each) => each.record.medianErrorBp !== null);
  const ranked = [...rated].sort(
    (a, b) => (a.record.medianErrorBp ?? 0) - (b.record.medianErrorBp ?? 0),
  );
  return (ranked[0] ?? forecasts[0])?.method ?? null;
}
