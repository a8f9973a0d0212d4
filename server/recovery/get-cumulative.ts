import { addDays, dayNumber, daysInMonth, type IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Coverage, countedSpan, isKnownAt } from './coverage.ts';
import { bestForecast, type Forecast, type ForecastMethod } from './forecast.ts';
import { getForecasts } from './get-forecasts.ts';
import type { BookSide } from './get-plan.ts';
import { getRecoveredDays, type RecoveredDay } from './get-recovered.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { planOnDay, planToDate, timeProgress, weekEnds } from './pace.ts';
import { shareOf } from './ratio.ts';
import type { RecoverySource } from './source.ts';

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
  profile: RecoveryYear['profile'];
}

/** The sum of the days up to each of `ends`. */
function cumulate(
  days: readonly RecoveredDay[],
  ends: readonly IsoDate[],
  sides: readonly BookSide[],
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
export async function getCumulative(reader: Reader, given: LoanFilter): Promise<Cumulative> {
  return cumulativeOf(reader, await getYear(reader, given));
}

/** The same of a year that is known already. */
export async function cumulativeOf(reader: Reader, known: RecoveryYear): Promise<Cumulative> {
  const { snapshot, asOf, year, span, filter, pairs, coverage, plan, sides, planMonths } = known;
  const { profile } = known;
  const days = await getRecoveredDays(reader, pairs, countedSpan(coverage, span), filter);
  const ends = weekEnds(asOf);
  const isKnown = (day: IsoDate) => isKnownAt(coverage, day);
  const actual = cumulate(days, ends.filter(isKnown), sides);
  const achievedOn = new Map(actual.map(({ day, fen }) => [day, fen]));
  const forecasts = coverage.isYearKnown ? await getForecasts(reader, known, actual) : [];
  const plans = plan && plan.units.length > 0 ? plan.units : null;
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
        achievedFen: hasBegun && bounds.every(isKnown) ? inMonth(days, month, sides) : null,
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

function inMonth(days: readonly RecoveredDay[], month: string, sides: readonly BookSide[]): Fen {
  return days
    .filter((day) => day.day.startsWith(month))
    .reduce(
      (sum, day) =>
        sum + (sides.includes('on') ? day.onFen : 0) + (sides.includes('off') ? day.offFen : 0),
      0,
    );
}
