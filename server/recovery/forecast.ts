import { daysBetween, daysInMonth, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { yearEnd, yearOpening } from './pace.ts';
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
 * - 'seasonal_recent': the rest is to the last eight weeks as the month profile says.
 */
export const FORECAST_METHODS = ['run_rate', 'seasonal', 'seasonal_recent'] as const;
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

const WINDOW_DAYS = 56;
const MIN_REPLAYS = 8;
const WARM_UP = 8;

/** Share of the year, in 1/1,000,000, that a month profile has asked by the end of `day`. */
export function profileShare(months: readonly number[], day: IsoDate): number {
  const total = months.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return 0;
  const month = Number(day.slice(5, 7));
  const gone = months.slice(0, month - 1).reduce((sum, part) => sum + part, 0);
  const days = daysInMonth(Number(day.slice(0, 4)), month);
  const parts = gone * days + (months[month - 1] ?? 0) * Number(day.slice(8, 10));
  return shareOf(1_000_000, parts, total * days);
}

/** What `method`, knowing only `history`, expects between its last day and `to`. */
export function expectAhead(
  method: ForecastMethod,
  history: readonly CumulativePoint[],
  to: IsoDate,
  months: readonly number[],
): Fen {
  const last = history.at(-1);
  if (last === undefined) return 0;
  const days = daysBetween(last.day, to);
  if (days <= 0) return 0;
  const opening = { day: yearOpening(last.day), fen: 0 };
  const recent = history.findLast((p) => daysBetween(p.day, last.day) >= WINDOW_DAYS);
  const first = method === 'seasonal' ? opening : (recent ?? opening);
  const came = last.fen - first.fen;
  if (method === 'run_rate') {
    const span = daysBetween(first.day, last.day);
    return span <= 0 ? 0 : Math.max(0, shareOf(came, days, span));
  }
  const shareOn = (day: IsoDate) => (day === opening.day ? 0 : profileShare(months, day));
  const asked = shareOn(last.day) - shareOn(first.day);
  if (asked <= 0) return 0;
  return Math.max(0, shareOf(came, shareOn(to) - shareOn(last.day), asked));
}

/**
 * The year end by `method` with its own track record. `points` are this year's, oldest first;
 * nothing after the last of them is used, and each replay sees only what its own day saw.
 */
export function forecast(
  method: ForecastMethod,
  points: readonly CumulativePoint[],
  months: readonly number[],
): Forecast {
  const last = points.at(-1);
  if (last === undefined) throw new RangeError('a forecast needs at least one point');
  const ahead = expectAhead(method, points, yearEnd(last.day), months);
  const left = Math.ceil(daysBetween(last.day, yearEnd(last.day)) / 7);
  const steps = Math.min(left, points.length - WARM_UP - MIN_REPLAYS);
  const replays = steps < 1 ? [] : replay(method, points, steps, months);
  const ratios = replays.map((each) => each.ratioBp);
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

function replay(
  method: ForecastMethod,
  points: readonly CumulativePoint[],
  steps: number,
  months: readonly number[],
): Replay[] {
  const replays: Replay[] = [];
  for (let at = WARM_UP - 1; at + steps < points.length; at++) {
    const then = points[at];
    const later = points[at + steps];
    if (then === undefined || later === undefined) continue;
    const expectedFen = expectAhead(method, points.slice(0, at + 1), later.day, months);
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
  for (const each of replays) {
    // Only replays whose outcome was known by then may make the interval.
    const known = replays.filter((other) => other.at + steps <= each.at);
    if (known.length < 5) continue;
    const ratios = known.map((other) => other.ratioBp);
    const [low, high] = interval(ratios, each.expectedFen);
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
    medianErrorBp: quantile(errors, 50),
    biasBp:
      replays.length === 0
        ? null
        : (quantile(
            replays.map((r) => r.ratioBp),
            50,
          ) ?? 0) - 10_000,
    covered,
    tested,
  };
}

/** The stretch ahead between the 10th and the 90th percentile of the errors, and the figure itself. */
function interval(ratiosBp: readonly number[], ahead: Fen): [Fen, Fen] {
  const at = (percent: number) =>
    Math.max(0, shareOf(ahead, quantile(ratiosBp, percent) ?? 10_000, 10_000));
  return [Math.min(ahead, at(10)), Math.max(ahead, at(90))];
}

/** Nearest-rank percentile; NULL of nothing. */
function quantile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;
}

/** The one with the smallest median error where both have a record; the first otherwise. */
export function bestForecast(forecasts: readonly Forecast[]): ForecastMethod | null {
  const rated = forecasts.filter((each) => each.record.medianErrorBp !== null);
  const sorted = [...rated].sort(
    (a, b) => (a.record.medianErrorBp ?? 0) - (b.record.medianErrorBp ?? 0),
  );
  return (sorted[0] ?? forecasts[0])?.method ?? null;
}
