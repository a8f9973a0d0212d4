import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { groupBy } from '../quotas/group-by.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type CohortCurve, type CohortStock, cohortCurve } from './cohort-curve.ts';
import { countedSpan, isKnownAt } from './coverage.ts';
import { expectAhead, type MoneyMethod, seasonBetween } from './expect-ahead.ts';
import {
  bestForecast,
  type CumulativePoint,
  type Expect,
  FORECAST_METHODS,
  type Forecast,
  type ForecastMethod,
  forecast,
} from './forecast.ts';
import { getCohortCash, getCohortStocks, getUnitStocks, type UnitStock } from './get-cohorts.ts';
import type { UnitPlan } from './get-plan.ts';
import { getUnitWeeks } from './get-unit-weeks.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { planOnDay, weekEnds } from './pace.ts';

/** What the forecasts of every unit of a scope share. */
interface Scope {
  months: readonly number[];
  curve: CohortCurve;
  /** The days of the scope's loan books, oldest first. */
  books: readonly IsoDate[];
}

/** Every method's year end from `points`, each with its track record; `byDay`: the unit's own stock. */
function forecastsOf(
  points: readonly CumulativePoint[],
  byDay: ReadonlyMap<IsoDate, readonly CohortStock[]>,
  { months, curve, books }: Scope,
): Forecast[] {
  const money =
    (method: MoneyMethod): Expect =>
    (at, to) =>
      expectAhead(method, points.slice(0, at + 1), to, months);
  const cohort: Expect = (at, to) => {
    const day = points[at]?.day;
    const book = day && books.findLast((one) => one <= day);
    return day && book ? curve.expect(day, to, byDay.get(book) ?? []) : null;
  };
  return FORECAST_METHODS.map((method) =>
    forecast(method, points, method === 'cohort' ? cohort : money(method)),
  ).filter((made) => made !== null);
}

const onDays = (stocks: readonly CohortStock[]) => groupBy(stocks, (stock) => stock.day);

async function scopeOf(
  reader: Reader,
  { pairs, span, coverage, filter, sides, profile }: RecoveryYear,
  stocks: readonly CohortStock[],
): Promise<Scope> {
  const counted = countedSpan(coverage, span);
  const cash = await getCohortCash(reader, pairs, counted, filter, sides);
  const days = pairs.flatMap((pair) => [pair.fromOn, pair.toOn]);
  const books = [...new Set(days)].sort();
  const season = (from: IsoDate, to: IsoDate) => seasonBetween(profile.months, from, to);
  return { months: profile.months, curve: cohortCurve(pairs, stocks, cash, season), books };
}

/** The year end by every method under the year's filter, from its cumulative points. */
export async function getForecasts(
  reader: Reader,
  known: RecoveryYear,
  points: readonly CumulativePoint[],
): Promise<Forecast[]> {
  const { pairs, filter, sides } = known;
  const stocks = await getCohortStocks(reader, pairs, filter, sides);
  return forecastsOf(points, onDays(stocks), await scopeOf(reader, known, stocks));
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
  const { asOf, coverage, plan, pairs, filter, sides } = known;
  const none = { branch: null, officer: null, targetFen: null, forecasts: [] };
  if (!coverage.isYearKnown) return { best: null, total: none, rows: [] };
  const [weeks, stocks, unitStocks] = await Promise.all([
    getUnitWeeks(reader, known),
    getCohortStocks(reader, pairs, filter, sides),
    getUnitStocks(reader, pairs, filter, sides, by),
  ]);
  const scope = await scopeOf(reader, known, stocks);
  const ends = weekEnds(asOf).filter((day) => isKnownAt(coverage, day));
  const key = (one: { branch: string | null; officer: string | null }) =>
    JSON.stringify([one.branch, by === 'officer' ? one.officer : null]);
  const weeksOf = groupBy(weeks, key);
  const stocksOf = new Map(unitStocks.map((own) => [key(own), own.days]));
  const plansOf = groupBy(plan?.units ?? [], key);
  const make = (
    names: { branch: string | null; officer: string | null },
    own: { weeks: typeof weeks; stocks: UnitStock['days']; plans: UnitPlan[] },
  ): UnitForecasts => {
    return {
      ...names,
      targetFen: own.plans.length > 0 ? planOnDay(own.plans, asOf).targetFen : null,
      forecasts: forecastsOf(cumulate(own.weeks, ends), own.stocks, scope),
    };
  };
  const total = make(none, { weeks, stocks: onDays(stocks), plans: plan?.units ?? [] });
  const units = [...weeks, ...unitStocks, ...(plan?.units ?? [])];
  const rows = [...groupBy(units, key)].map(([id, [one]]) => {
    const officer = by === 'officer' ? (one?.officer ?? null) : null;
    const parts = { weeks: weeksOf, stocks: stocksOf, plans: plansOf };
    return make(
      { branch: one?.branch ?? null, officer },
      {
        weeks: parts.weeks.get(id) ?? [],
        stocks: parts.stocks.get(id) ?? new Map(),
        plans: parts.plans.get(id) ?? [],
      },
    );
  });
  return { best: bestForecast(total.forecasts), total, rows };
}

/** The sum of a unit's weeks up to each of `ends`. */
function cumulate(
  weeks: readonly { weekEnd: IsoDate; fen: Fen }[],
  ends: readonly IsoDate[],
): CumulativePoint[] {
  const inOrder = [...weeks].sort((a, b) => (a.weekEnd < b.weekEnd ? -1 : 1));
  let sum = 0;
  let next = 0;
  return ends.map((day) => {
    for (let one = inOrder[next]; one && one.weekEnd <= day; one = inOrder[++next]) sum += one.fen;
    return { day, fen: sum };
  });
}
