import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { groupBy } from '../quotas/group-by.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { cohortCurve, cohortNo } from './cohort-curve.ts';
import { countedSpan, isKnownAt } from './coverage.ts';
import { seasonBetween } from './expect-ahead.ts';
import {
  bestForecast,
  type CumulativePoint,
  courseOf,
  type Forecast,
  type ForecastMethod,
} from './forecast.ts';
import { forecastUnits } from './forecast-units.ts';
import { bookDays, getCohortCash, getCohortStocks, getUnitStocks } from './get-cohorts.ts';
import { getUnitWeeks, type UnitWeeks } from './get-unit-weeks.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { planOnDay, weekEnds } from './pace.ts';

/** The latest book on each of `days`, by its id: the stock that a forecast from then knows. */
function booksOn(days: readonly IsoDate[], known: RecoveryYear): (number | undefined)[] {
  const books = [...bookDays(known.pairs)].sort(([, a], [, b]) => (a < b ? -1 : 1));
  return days.map((day) => books.findLast(([, on]) => on <= day)?.[0]);
}

/** What `forecastUnits` has to know of the points on `days`, of the year's own scope. */
async function scopeOf(reader: Reader, known: RecoveryYear, days: readonly IsoDate[]) {
  const { pairs, span, coverage, filter, sides, profile } = known;
  const [stocks, cash] = await Promise.all([
    getCohortStocks(reader, pairs, filter, sides),
    getCohortCash(reader, pairs, countedSpan(coverage, span), filter, sides),
  ]);
  const season = (from: IsoDate, to: IsoDate) => seasonBetween(profile.months, from, to);
  const curve = cohortCurve(pairs, stocks, cash, season);
  const books = booksOn(days, known);
  const idOf = new Map([...bookDays(pairs)].map(([id, day]) => [day, id]));
  const cells = stocks.flatMap((one) => [idOf.get(one.day) ?? 0, cohortNo(one), one.balanceFen]);
  return { make: forecastUnits(days, books, profile.months, curve), cells };
}

/** The year end by every method under the year's filter, from its cumulative points. */
export async function getForecasts(
  reader: Reader,
  known: RecoveryYear,
  points: readonly CumulativePoint[],
): Promise<Forecast[]> {
  const days = points.map(({ day }) => day);
  const { make, cells } = await scopeOf(reader, known, days);
  return make(
    points.map(({ fen }) => fen),
    cells,
  );
}

/** One branch or officer, and the year end by every method. */
export interface UnitForecasts {
  branch: string | null;
  officer: string | null;
  targetFen: Fen | null;
  forecasts: Forecast[];
}

export interface Forecasts {
  /** The best of all units together: the one that a table of units goes by. */
  best: ForecastMethod | null;
  /** All units together, forecast as one. */
  total: UnitForecasts;
  rows: UnitForecasts[];
}

/**
 * The year end of every branch or officer by every method, each replayed on the unit's own weeks,
 * beside that of all of them together, from one pass over the money and one over the loan books.
 * The parts are forecast by themselves, so their sum need not be the total's. Without rows unless
 * the whole year so far is known. Refuses with 'no-snapshot'.
 */
export async function getUnitForecasts(
  reader: Reader,
  given: LoanFilter,
  by: 'branch' | 'officer',
): Promise<Forecasts> {
  const known = await getYear(reader, given);
  const { asOf, coverage, plan, filter, sides } = known;
  const none = { branch: null, officer: null, targetFen: null, forecasts: [] };
  if (!coverage.isYearKnown) return { best: null, total: none, rows: [] };
  const ends = weekEnds(asOf).filter((day) => isKnownAt(coverage, day));
  const { ahead, replays } = courseOf(ends);
  const asked = [...replays, ahead].map(({ at }) => at);
  const books = booksOn(ends, known).filter((_, at) => asked.includes(at));
  const ids = [...new Set(books)].filter((id) => id !== undefined);
  const [scope, weeks, stocks] = await Promise.all([
    scopeOf(reader, known, ends),
    getUnitWeeks(reader, known),
    getUnitStocks(reader, ids, filter, sides, by),
  ]);
  const plans = plan?.units ?? [];
  const places = new Map(
    weekEnds(asOf).map((week) => [week, ends.findIndex((day) => day >= week)]),
  );
  const placeOf = (week: IsoDate) => places.get(week) ?? -1;
  const key = (one: { branch: string | null; officer: string | null }) =>
    JSON.stringify([one.branch, by === 'officer' ? one.officer : null]);
  const target = (units: typeof plans) =>
    units.length > 0 ? planOnDay(units, asOf).targetFen : null;
  const [weeksOf, plansOf] = [groupBy(weeks, key), groupBy(plans, key)];
  const cellsOf = new Map(stocks.map((own) => [key(own), own.cells]));
  const rows = [...groupBy([...weeks, ...stocks, ...plans], key)].map(([id, [one]]) => ({
    branch: one?.branch ?? null,
    officer: by === 'officer' ? (one?.officer ?? null) : null,
    targetFen: target(plansOf.get(id) ?? []),
    forecasts: scope.make(cumulate(weeksOf.get(id) ?? [], ends, placeOf), cellsOf.get(id) ?? []),
  }));
  const forecasts = scope.make(cumulate(weeks, ends, placeOf), scope.cells);
  const total = { ...none, targetFen: target(plans), forecasts };
  return { best: bestForecast(forecasts), total, rows };
}

/** The sum of the units' weeks up to each of `ends`; `placeOf`: the first of them that a week is in. */
function cumulate(
  units: readonly UnitWeeks[],
  ends: readonly IsoDate[],
  placeOf: (weekEnd: IsoDate) => number,
): Fen[] {
  const fens = ends.map(() => 0);
  for (const { weeks } of units) {
    for (const { weekEnd, fen } of weeks) {
      const at = placeOf(weekEnd);
      if (at >= 0) fens[at] = (fens[at] ?? 0) + fen;
    }
  }
  let sum = 0;
  return fens.map((fen) => {
    sum += fen;
    return sum;
  });
}
