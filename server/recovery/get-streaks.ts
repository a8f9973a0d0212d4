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
 * the year is not known as a whole.
 */
export async function getStreaks(
  reader: Reader,
  known: RecoveryYear,
  by: 'branch' | 'officer',
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
    const weeks = ends.map((day): StandingWeek => {
      const paid = weekOf.get(day) ?? [];
      achievedFen += paid.reduce((sum, week) => sum + week.fen, 0);
      const receipts = paid.reduce((sum, week) => sum + week.receipts, 0);
      return { achievedFen, planFen: plans ? planOnDay(plans, day).planToDateFen : null, receipts };
    });
    streaks.set(unit, streaksOf(weeks));
  }
  return streaks;
}
