import { z } from 'zod';
import { addDays, dayNumber, daysInMonth, type IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Coverage, countedSpan, isKnownAt } from './coverage.ts';
import {
  bestForecast,
  FORECAST_METHODS,
  type Forecast,
  type ForecastMethod,
  forecast,
} from './forecast.ts';
import { getCoverage } from './get-coverage.ts';
import { getPairs } from './get-pairs.ts';
import { type CashPlan, getCashPlan } from './get-plan.ts';
import { getRecoveredDays, type RecoveredDay } from './get-recovered.ts';
import { planOnDay, planToDate, timeProgress, weekEnds, yearOpening } from './pace.ts';
import { shareOf } from './ratio.ts';
import type { RecoverySource } from './source.ts';

/** Where the month profile of the seasonal line comes from, best first. */
export type ProfileSource = 'last-year' | 'plan' | 'default';

export interface Cumulative extends Pick<Coverage, 'knownSince' | 'knownUntil' | 'isYearKnown'> {
  snapshot: SnapshotRef;
  year: number;
  source: RecoverySource;
  targetFen: Fen | null;
  /**
   * A week each, up to the snapshot's day: recovered since `knownSince` (NULL where that is not
   * known), and what the plan asked by then.
   */
  points: { day: IsoDate; achievedFen: Fen | null; planFen: Fen | null; linearFen: Fen | null }[];
  /** The plan from the snapshot's day on, at month ends. */
  planAhead: { day: IsoDate; planFen: Fen }[];
  /** Recovered in each month, up to the snapshot's day; NULL where that is not known. */
  months: { month: number; achievedFen: Fen | null; planFen: Fen | null }[];
  /** None unless the whole year so far is known. */
  forecasts: Forecast[];
  best: ForecastMethod | null;
  profile: { source: ProfileSource; months: number[] };
}

/** Domain C.3: quarters of 30, 25, 20 and 25 per cent, equal within the quarter. */
const DEFAULT_PROFILE = [30, 30, 30, 25, 25, 25, 20, 20, 20, 25, 25, 25];

const monthRow = z.object({ month: z.int(), fen: z.int() });

/** Last year's principal by month from its postings, when every one of its months has some. */
async function lastYearProfile(
  reader: Reader,
  year: number,
  sides: readonly string[],
): Promise<number[] | null> {
  const rows = await reader.rows(
    monthRow,
    `SELECT CAST(extract(month FROM posted_on) AS INTEGER) AS month,
            CAST(sum(principal_fen) AS BIGINT) AS fen
     FROM posting
     WHERE posted_on >= CAST($1 AS DATE) AND posted_on <= CAST($2 AS DATE) AND book_side = any($3)
     GROUP BY 1 ORDER BY 1`,
    [`${year - 1}-01-01`, `${year - 1}-12-31`, sides],
  );
  return rows.length === 12 && rows.every((row) => row.fen > 0) ? rows.map((row) => row.fen) : null;
}

function monthsOf(plan: CashPlan): number[] {
  return Array.from({ length: 12 }, (_, month) =>
    plan.units.reduce((sum, unit) => sum + (unit.months[month] ?? 0), 0),
  );
}

/** The sum of the days up to each of `ends`. */
function cumulate(
  days: readonly RecoveredDay[],
  ends: readonly IsoDate[],
  sides: CashPlan['sides'],
) {
  let sum = 0;
  let next = 0;
  return ends.map((end) => {
    for (let day = days[next]; day && day.day <= end; day = days[++next]) {
      sum += (sides.includes('on') ? day.onFen : 0) + (sides.includes('off') ? day.offFen : 0);
    }
    return { day: end, fen: sum };
  });
}

/**
 * The year's recovery as it grew, beside the plan's line, and where each method says that it will
 * end. Figures at the snapshot's day are those of getProgress. Refuses with 'no-snapshot'.
 */
export async function getCumulative(
  reader: Reader,
  { asOf: wanted, ...filter }: LoanFilter,
): Promise<Cumulative> {
  const snapshot = await getSnapshot(reader, wanted);
  const { asOf } = snapshot;
  const year = Number(asOf.slice(0, 4));
  const span = { from: yearOpening(asOf), to: asOf };
  const pairs = await getPairs(reader, span);
  const coverage = await getCoverage(reader, pairs, span);
  const [plan, days] = await Promise.all([
    getCashPlan(reader, year, filter),
    getRecoveredDays(reader, pairs, countedSpan(coverage, span), filter),
  ]);
  const sides = plan?.sides ?? (['on', 'off'] as const);
  const ends = weekEnds(asOf);
  const isKnown = (day: IsoDate) => isKnownAt(coverage, day);
  const actual = cumulate(days, ends.filter(isKnown), [...sides]);
  const achievedOn = new Map(actual.map(({ day, fen }) => [day, fen]));
  const learned = await lastYearProfile(reader, year, sides);
  const planMonths = plan && plan.units.length > 0 ? monthsOf(plan) : null;
  const profile: Cumulative['profile'] = learned
    ? { source: 'last-year', months: learned }
    : planMonths
      ? { source: 'plan', months: planMonths }
      : { source: 'default', months: DEFAULT_PROFILE };
  const forecasts = coverage.isYearKnown
    ? FORECAST_METHODS.map((method) => forecast(method, actual, profile.months))
    : [];
  const plans = plan && plan.units.length > 0 ? plan.units.map((unit) => unit.months) : null;
  const targetFen = plans && planOnDay(plans, asOf).targetFen;
  const planOn = (day: IsoDate) => plans && planOnDay(plans, day).planToDateFen;
  return {
    snapshot,
    year,
    source: coverage.source,
    knownSince: coverage.knownSince,
    knownUntil: coverage.knownUntil,
    isYearKnown: coverage.isYearKnown,
    targetFen,
    points: ends.map((day) => {
      const time = timeProgress(day);
      const linearFen = targetFen === null ? null : shareOf(targetFen, time.days, time.ofDays);
      return { day, achievedFen: achievedOn.get(day) ?? null, planFen: planOn(day), linearFen };
    }),
    planAhead: monthEnds(year)
      .filter((day) => dayNumber(day) > dayNumber(asOf))
      .flatMap((day) => (planMonths ? [{ day, planFen: planToDate(planMonths, day) }] : [])),
    months: monthEnds(year).map((end, index) => {
      const month = end.slice(0, 7);
      const hasBegun = `${month}-01` <= asOf;
      const bounds = [addDays(`${month}-01`, -1), month === asOf.slice(0, 7) ? asOf : end];
      return {
        month: index + 1,
        achievedFen: hasBegun && bounds.every(isKnown) ? inMonth(days, month, [...sides]) : null,
        planFen: planMonths?.[index] ?? null,
      };
    }),
    forecasts,
    best: bestForecast(forecasts),
    profile,
  };
}

function monthEnds(year: number): IsoDate[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = String(index + 1).padStart(2, '0');
    return `${year}-${month}-${daysInMonth(year, index + 1)}`;
  });
}

function inMonth(days: readonly RecoveredDay[], month: string, sides: CashPlan['sides']): Fen {
  return days
    .filter((day) => day.day.startsWith(month))
    .reduce(
      (sum, day) =>
        sum + (sides.includes('on') ? day.onFen : 0) + (sides.includes('off') ? day.offFen : 0),
      0,
    );
}
