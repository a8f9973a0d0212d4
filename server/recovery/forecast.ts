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

/** What is forecast from the point at `at`: what comes in after its day up to `to`. */
export interface Stretch {
  at: number;
  to: IsoDate;
}

/**
 * What the forecasts of every unit with points on the same days have in common: the stretch ahead,
 * and those of the past that are as long and are replayed.
 */
export interface Course {
  ahead: Stretch;
  /** How many points ahead. */
  steps: number;
  horizonDays: number;
  replays: readonly Stretch[];
}

/** The course of points on `days` (this year's, oldest first, at least one). */
export function courseOf(days: readonly IsoDate[]): Course {
  const last = days.at(-1);
  if (last === undefined) throw new RangeError('a forecast needs at least one point');
  const end = yearEnd(last);
  const left = Math.ceil(daysBetween(last, end) / 7);
  const steps = Math.max(0, Math.min(left, days.length - WARM_UP - MIN_REPLAYS));
  const replays: Stretch[] = [];
  for (let at = WARM_UP - 1; steps > 0 && at + steps < days.length; at++) {
    replays.push({ at, to: days[at + steps] ?? last });
  }
  const start = days.at(-1 - steps);
  const horizonDays = start && steps > 0 ? daysBetween(start, last) : 0;
  return { ahead: { at: days.length - 1, to: end }, steps, horizonDays, replays };
}

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
  const course = courseOf(points.map(({ day }) => day));
  const fens = points.map(({ fen }) => fen);
  const expected = course.replays.map(({ at, to }) => expect(at, to));
  return forecastOn(method, course, fens, expect(course.ahead.at, course.ahead.to), expected);
}

/**
 * The same from cumulative `fens` on the days of a course, with what the method expects ahead and
 * what it expected on each of the replays.
 */
export function forecastOn(
  method: ForecastMethod,
  course: Course,
  fens: readonly Fen[],
  ahead: Fen | null,
  expected: readonly (Fen | null)[],
): Forecast | null {
  if (ahead === null) return null;
  const now = fens[course.ahead.at] ?? 0;
  const replays = replay(course, fens, expected);
  const ratios = ascending(replays.map((each) => each.ratioBp));
  const wide = replays.length >= MIN_REPLAYS;
  return {
    method,
    yearEndFen: now + ahead,
    lowFen: wide ? now + lowOf(ratios, ahead) : null,
    highFen: wide ? now + highOf(ratios, ahead) : null,
    record: trackRecord(replays, course, ratios),
  };
}

interface Replay {
  at: number;
  expectedFen: Fen;
  actualFen: Fen;
  /** Actual over expected. */
  ratioBp: number;
}

function replay(
  { replays, steps }: Course,
  fens: readonly Fen[],
  expected: readonly (Fen | null)[],
): Replay[] {
  const found: Replay[] = [];
  for (const [place, { at }] of replays.entries()) {
    const expectedFen = expected[place] ?? null;
    if (expectedFen === null) continue;
    const actualFen = (fens[at + steps] ?? 0) - (fens[at] ?? 0);
    const ratioBp = basisPoints(actualFen, expectedFen);
    if (ratioBp !== null) found.push({ at, expectedFen, actualFen, ratioBp });
  }
  return found;
}

function trackRecord(
  replays: readonly Replay[],
  { steps, horizonDays }: Course,
  ratios: readonly number[],
): TrackRecord {
  let covered = 0;
  let tested = 0;
  // Only replays whose outcome was known by then may make the interval.
  const known: number[] = [];
  let count = 0;
  for (const each of replays) {
    for (; (replays[count]?.at ?? Number.POSITIVE_INFINITY) + steps <= each.at; count++) {
      insertSorted(known, replays[count]?.ratioBp ?? 0);
    }
    if (count < FEWEST_KNOWN) continue;
    tested++;
    const { actualFen, expectedFen } = each;
    if (actualFen >= lowOf(known, expectedFen) && actualFen <= highOf(known, expectedFen)) {
      covered++;
    }
  }
  const errors = replays
    .map((each) => basisPoints(Math.abs(each.expectedFen - each.actualFen), each.actualFen))
    .filter((error) => error !== null);
  return {
    replays: replays.length,
    horizonDays,
    medianErrorBp: quantile(ascending(errors), 50),
    biasBp: replays.length === 0 ? null : (quantile(ratios, 50) ?? 0) - 10_000,
    covered,
    tested,
  };
}

/** At most a year of weeks: put in place one by one, which is faster than a sort. */
function ascending(values: readonly number[]): number[] {
  const list: number[] = [];
  for (const value of values) insertSorted(list, value);
  return list;
}

/** The stretch ahead at a percentile of the errors (ascending). */
const stretchAt = (ratiosBp: readonly number[], ahead: Fen, percent: number): Fen =>
  Math.max(0, shareOf(ahead, quantile(ratiosBp, percent) ?? 10_000, 10_000));

/** The ends of an interval: the 10th and the 90th percentile, and the figure itself. */
const lowOf = (ratiosBp: readonly number[], ahead: Fen): Fen =>
  Math.min(ahead, stretchAt(ratiosBp, ahead, 10));
const highOf = (ratiosBp: readonly number[], ahead: Fen): Fen =>
  Math.max(ahead, stretchAt(ratiosBp, ahead, 90));

/** Puts `value` into `list`, which ascends. */
function insertSorted(list: number[], value: number): void {
  let place = list.length;
  for (; place > 0 && (list[place - 1] ?? 0) > value; place--) list[place] = list[place - 1] ?? 0;
  list[place] = value;
}

/** Nearest-rank percentile of ascending values; NULL of nothing. */
function quantile(values: readonly number[], percent: number): number | null {
  return values[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? null;
}

/** The one with the smallest median error where both have a record; the first otherwise. */
export function bestForecast(forecasts: readonly Forecast[]): ForecastMethod | null {
  const rated = forecasts.filter((each) => each.record.medianErrorBp !== null);
  const ranked = [...rated].sort(
    (a, b) => (a.record.medianErrorBp ?? 0) - (b.record.medianErrorBp ?? 0),
  );
  return (ranked[0] ?? forecasts[0])?.method ?? null;
}
