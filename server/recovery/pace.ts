import { addDays, dayNumber, daysBetween, daysInMonth, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { basisPoints, shareOf } from './ratio.ts';

/** The pace bands of domain C.3: ≥ 1.0, 0.9–1.0, 0.7–0.9, < 0.7. */
export type PaceBand = 'ahead' | 'near' | 'behind' | 'far-behind';

/** How a unit stands against its quota on a day. Ratios are basis points; NULL = not known. */
export interface Pace {
  targetFen: Fen | null;
  /** What the month profile asks by that day: full months, then the month under way by its days. */
  planToDateFen: Fen | null;
  /** What equal days would ask: the annual target by days elapsed. */
  linearPlanToDateFen: Fen | null;
  paceBp: number | null;
  linearPaceBp: number | null;
  completionBp: number | null;
  /** Plan to date less achieved: positive is behind. */
  gapFen: Fen | null;
  /** `completion` less the part of the year that the plan had asked by now, in basis points. */
  gapBp: number | null;
  remainingFen: Fen | null;
  /** What each remaining week must bring; 0 once the target is met; NULL when no day is left. */
  requiredWeeklyFen: Fen | null;
  band: PaceBand | null;
}

/** The last day of the year of `day`. */
export function yearEnd(day: IsoDate): IsoDate {
  return `${day.slice(0, 4)}-12-31`;
}

/** The last day before the year of `day`: where a year's recovery counts from. */
export function yearOpening(day: IsoDate): IsoDate {
  return `${Number(day.slice(0, 4)) - 1}-12-31`;
}

/** Days of the year gone by at the end of `day`, and all of them. */
export function timeProgress(day: IsoDate): { days: number; ofDays: number; bp: number } {
  const days = daysBetween(yearOpening(day), day);
  const ofDays = daysBetween(yearOpening(day), yearEnd(day));
  return { days, ofDays, bp: basisPoints(days, ofDays) ?? 0 };
}

/**
 * What a plan of twelve months asks by the end of `asOf`: Σ of the months gone by, plus the month
 * under way by its days (domain C.3). `months` are fen for January … December of `asOf`'s year.
 */
export function planToDate(months: readonly Fen[], asOf: IsoDate): Fen {
  const month = Number(asOf.slice(5, 7));
  const gone = months.slice(0, month - 1).reduce((sum, fen) => sum + fen, 0);
  const day = Number(asOf.slice(8, 10));
  return gone + shareOf(months[month - 1] ?? 0, day, daysInMonth(Number(asOf.slice(0, 4)), month));
}

/** Which band a pace falls in; NULL when there is no pace. */
export function paceBand(paceBp: number | null): PaceBand | null {
  if (paceBp === null) return null;
  if (paceBp >= 10_000) return 'ahead';
  if (paceBp >= 9_000) return 'near';
  return paceBp >= 7_000 ? 'behind' : 'far-behind';
}

/** A plan as it stands on a day; sums of officers' figures are the branch's and the bank's. */
export interface PlanOnDay {
  targetFen: Fen;
  planToDateFen: Fen;
}

/** Adds the plans of many units on one day, each prorated by itself, so that parts add to wholes. */
export function planOnDay(
  plans: readonly { targetFen: Fen; months: readonly Fen[] }[],
  asOf: IsoDate,
): PlanOnDay {
  let targetFen = 0;
  let planToDateFen = 0;
  for (const plan of plans) {
    targetFen += plan.targetFen;
    planToDateFen += planToDate(plan.months, asOf);
  }
  return { targetFen, planToDateFen };
}

const NO_PLAN: Pace = {
  targetFen: null,
  planToDateFen: null,
  linearPlanToDateFen: null,
  paceBp: null,
  linearPaceBp: null,
  completionBp: null,
  gapFen: null,
  gapBp: null,
  remainingFen: null,
  requiredWeeklyFen: null,
  band: null,
};

/**
 * 序时进度 of `achieved` against a plan on `asOf`. Every figure is NULL without a plan; when what
 * was achieved is not known, what the plan asks is still there and every comparison is NULL.
 */
export function paceOf(achievedFen: Fen | null, plan: PlanOnDay | null, asOf: IsoDate): Pace {
  if (plan === null) return NO_PLAN;
  const { targetFen, planToDateFen } = plan;
  const time = timeProgress(asOf);
  const linearPlanToDateFen = shareOf(targetFen, time.days, time.ofDays);
  if (achievedFen === null) return { ...NO_PLAN, targetFen, planToDateFen, linearPlanToDateFen };
  const paceBp = basisPoints(achievedFen, planToDateFen);
  const completionBp = basisPoints(achievedFen, targetFen);
  const planBp = basisPoints(planToDateFen, targetFen);
  const remainingFen = Math.max(0, targetFen - achievedFen);
  const daysLeft = time.ofDays - time.days;
  return {
    targetFen,
    planToDateFen,
    linearPlanToDateFen,
    paceBp,
    linearPaceBp: basisPoints(achievedFen, linearPlanToDateFen),
    completionBp,
    gapFen: planToDateFen - achievedFen,
    gapBp: completionBp === null || planBp === null ? null : completionBp - planBp,
    remainingFen,
    requiredWeeklyFen: requiredWeekly(remainingFen, daysLeft),
    band: paceBand(paceBp),
  };
}

/** The least whole amount a week that collects `remaining` in `daysLeft`; NULL with no day left. */
export function requiredWeekly(remainingFen: Fen, daysLeft: number): Fen | null {
  if (remainingFen === 0) return 0;
  if (daysLeft <= 0) return null;
  return Number((BigInt(remainingFen) * 7n + BigInt(daysLeft) - 1n) / BigInt(daysLeft));
}

/**
 * The ends of the 7-day weeks that lead up to `asOf`, oldest first, none before the year begins;
 * the first week may be shorter.
 */
export function weekEnds(asOf: IsoDate): IsoDate[] {
  const opening = dayNumber(yearOpening(asOf));
  const ends: IsoDate[] = [];
  for (let day = asOf; dayNumber(day) > opening; day = addDays(day, -7)) ends.unshift(day);
  return ends;
}
