import { groupBy } from '../quotas/group-by.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { isKnownAt } from './coverage.ts';
import { getUnitWeeks } from './get-unit-weeks.ts';
import type { RecoveryYear } from './get-year.ts';
import { planOnDay, weekEnds } from './pace.ts';
import { type StandingWeek, type Streaks, streaksOf } from './streaks.ts';

interface Names {
  branch: string | null;
  officer: string | null;
}

/** Of whom and by what: a branch, or an officer of a branch. */
export const unitKey = (one: Names, by: 'branch' | 'officer'): string =>
  JSON.stringify([one.branch, by === 'officer' ? one.officer : null]);

/**
 * The streaks of everybody who has a plan or brought something in, by `unitKey`; nobody's while
 * the year is not known as a whole. `last`: no more weeks than it count, so that no streak is known to
 * be longer.
 */
export async function getStreaks(
  reader: Reader,
  known: RecoveryYear,
  by: 'branch' | 'officer',
  last = Number.POSITIVE_INFINITY,
): Promise<Map<string, Streaks>> {
  const { asOf, coverage, plan } = known;
  if (!coverage.isYearKnown) return new Map();
  const ends = weekEnds(asOf).filter((day) => isKnownAt(coverage, day));
  const key = (one: Names) => unitKey(one, by);
  const moneyOf = groupBy(await getUnitWeeks(reader, known), key);
  const plansOf = groupBy(plan?.units ?? [], key);
  const streaks = new Map<string, Streaks>();
  for (const unit of new Set([...moneyOf.keys(), ...plansOf.keys()])) {
    const own = (moneyOf.get(unit) ?? []).flatMap(({ weeks }) => weeks);
    const weekOf = groupBy(own, (week) => week.weekEnd);
    const plans = plansOf.get(unit);
    let achievedFen = 0;
    const weeks = ends.flatMap((day, at): StandingWeek[] => {
      const paid = weekOf.get(day) ?? [];
      achievedFen += paid.reduce((sum, week) => sum + week.fen, 0);
      const receipts = paid.reduce((sum, week) => sum + week.receipts, 0);
      // The week before the first that counts says whether the gap has grown since.
      if (ends.length - at > last + 1) return [];
      const planFen = plans ? planOnDay(plans, day).planToDateFen : null;
      return [{ achievedFen, planFen, receipts }];
    });
    streaks.set(unit, streaksOf(weeks));
  }
  return streaks;
}
