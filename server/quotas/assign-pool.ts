import type { Case, Fitness, OfficerToAssign } from './assign-cases.ts';
import { visitsFor } from './assign-cases.ts';
import { compareKeys } from './ratio.ts';

/** An officer in a pool with what he or she holds at the moment. */
export interface Holder {
  index: number;
  officer: OfficerToAssign;
  load: number;
  fair: number;
  /** How far the load may be from `fair`. */
  slack: number;
  /** What is held, by load, then by key. */
  cases: Case[];
  /** Cases held of each known village. */
  villages: Map<string, number>;
}

/** Cases and officers that may be matched with each other, in one branch or in the whole bank. */
export interface Pool {
  holders: Holder[];
  /** Which officers hold cases of a village. */
  visitors: Map<string, Set<Holder>>;
  /** Less than this is rounding, not a gain: shares of a total are not whole. */
  grain: number;
  fits(one: Case, holder: Holder): boolean;
}

const bySize = (a: Case, b: Case) => a.load - b.load || compareKeys(a.key, b.key);

/** Where `one` is or belongs among `cases`. */
function placeOf(cases: readonly Case[], one: Case): number {
  let [low, high] = [0, cases.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = cases[middle];
    if (found !== undefined && bySize(found, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A pool in which nobody holds anything; each fair share is in proportion to the officer's own. */
export function openPool(
  officers: readonly OfficerToAssign[],
  load: number,
  tolerance: number,
  fitness: Fitness,
): Pool {
  const shares = officers.reduce((sum, own) => sum + own.share, 0);
  const holders = officers.map((officer, index): Holder => {
    const fair = (load * officer.share) / shares;
    const slack = (fair * tolerance) / 1000;
    return { index, officer, load: 0, fair, slack, cases: [], villages: new Map() };
  });
  return {
    holders,
    visitors: new Map(),
    grain: load * 1e-9,
    fits: (one, holder) => fitness(one, holder.index) === undefined,
  };
}

export function put(pool: Pool, one: Case, to: Holder): void {
  one.at = to.index;
  to.load += one.load;
  to.cases.splice(placeOf(to.cases, one), 0, one);
  if (one.village === null) return;
  to.villages.set(one.village, (to.villages.get(one.village) ?? 0) + 1);
  const visitors = pool.visitors.get(one.village);
  if (visitors === undefined) pool.visitors.set(one.village, new Set([to]));
  else visitors.add(to);
}

export function take(pool: Pool, one: Case, from: Holder): void {
  one.at = -1;
  from.load -= one.load;
  from.cases.splice(placeOf(from.cases, one), 1);
  if (one.village === null) return;
  const left = (from.villages.get(one.village) ?? 0) - 1;
  if (left > 0) from.villages.set(one.village, left);
  else {
    from.villages.delete(one.village);
    pool.visitors.get(one.village)?.delete(from);
  }
}

export function move(pool: Pool, one: Case, from: Holder, to: Holder): void {
  take(pool, one, from);
  put(pool, one, to);
}

/** How far outside the tolerance a load is; `change` is added to it first. */
export function excess(holder: Holder, change = 0): number {
  return Math.max(0, Math.abs(holder.load + change - holder.fair) - holder.slack);
}

/** Deviation from the fair share for each percent of a full load. */
export const strain = (holder: Holder) => (holder.load - holder.fair) / holder.officer.share;

/** The moves more (or less) that bringing a case from one officer to another makes. */
export function costOf(one: Case, from: Holder, to: Holder): number {
  if (one.home < 0) return 0;
  return (to.index === one.home ? 0 : 1) - (from.index === one.home ? 0 : 1);
}

/** The visits more (or less) of an officer's village with `change` cases more. */
export function visitsMore(holder: Holder, village: string | null, change: 1 | -1): number {
  if (village === null) return change;
  const held = holder.villages.get(village) ?? 0;
  return visitsFor(held + change) - visitsFor(held);
}
