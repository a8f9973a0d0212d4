import type { Case } from './assign-cases.ts';
import { costOf, excess, type Holder, move, type Pool, strain } from './assign-pool.ts';

/** A change between two officers: one case over, or one over and one back. */
interface Change {
  from: Holder;
  to: Holder;
  over: Case;
  back: Case | undefined;
  /** How much of what is outside the tolerance it mends. */
  gain: number;
  cost: number;
}

/** How many officers at the other end of the order are tried, and when none of them can. */
const PARTNERS = 4;
const MORE_PARTNERS = 256;
/** Steps between the two ends of a chain that are tried. */
const MIDDLES = 24;

/** A change that costs no move is worth several that do. */
const worth = ({ gain, cost }: Change) => gain * (cost <= 0 ? 4 : 1 / cost);

/** The cases of `all` whose loads are next to `wanted`, on either side; `all` is sorted by load. */
function nearest(all: readonly Case[], wanted: number): Case[] {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.load ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return all.slice(Math.max(0, low - 1), low + 1);
}

/** The pairs whose loads differ by nearly `wanted`, one on either side of it. */
function nearestPairs(
  overs: readonly Case[],
  backs: readonly Case[],
  wanted: number,
): [Case, Case][] {
  let above: [Case, Case] | undefined;
  let below: [Case, Case] | undefined;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let at = 0;
  for (const over of overs) {
    // `backs[at]` is the first that brings the difference to or below what is wanted.
    for (let back = backs[at]; back !== undefined; back = backs[at]) {
      if (over.load - back.load <= wanted) break;
      at += 1;
    }
    const low = backs[at];
    const high = backs[at - 1];
    if (low !== undefined && over.load - low.load > most) {
      most = over.load - low.load;
      below = [over, low];
    }
    if (high !== undefined && over.load - high.load < least) {
      least = over.load - high.load;
      above = [over, high];
    }
  }
  return [above, below].filter((pair) => pair !== undefined);
}

/** A change that costs no move and mends half of what there is: no other is looked for. */
const isEnough = (change: Change | undefined, enough: number) =>
  change !== undefined && change.cost <= 0 && 2 * change.gain >= enough;

/**
 * The best change that takes load from one officer to another, or the first that is good enough;
 * undefined when none mends.
 */
function bestBetween(pool: Pool, from: Holder, to: Holder, enough: number): Change | undefined {
  const [a, b] = [from.officer.share, to.officer.share];
  // What evens the two out: what is outside the tolerance is convex in what passes, and least here.
  const wanted = ((strain(from) - strain(to)) * a * b) / (a + b);
  if (wanted <= 0) return undefined;
  const before = excess(from) + excess(to);
  let best: Change | undefined;
  const offer = (over: Case, back: Case | undefined) => {
    const passed = over.load - (back?.load ?? 0);
    const gain = before - excess(from, -passed) - excess(to, passed);
    if (gain <= pool.grain) return;
    const cost = costOf(over, from, to) + (back === undefined ? 0 : costOf(back, to, from));
    const change = { from, to, over, back, gain, cost };
    if (best === undefined || worth(change) > worth(best)) best = change;
  };
  const overs = from.cases.filter((one) => !one.isLocked && pool.fits(one, to));
  const freeOvers = overs.filter((one) => costOf(one, from, to) <= 0);
  for (const own of [freeOvers, overs]) {
    for (const over of nearest(own, wanted)) offer(over, undefined);
    if (isEnough(best, enough)) return best;
  }
  const backs = to.cases.filter((one) => !one.isLocked && pool.fits(one, from));
  const freeBacks = backs.filter((one) => costOf(one, to, from) <= 0);
  for (const [over, back] of nearestPairs(freeOvers, freeBacks, wanted)) offer(over, back);
  for (const [over, back] of nearestPairs(overs, backs, wanted)) offer(over, back);
  return best;
}

function apply(pool: Pool, { from, to, over, back }: Change): void {
  move(pool, over, from, to);
  if (back !== undefined) move(pool, back, to, from);
}

/** The change between two officers that mends most, whichever of them is to give. */
const between = (pool: Pool, a: Holder, b: Holder, enough: number) =>
  strain(a) > strain(b) ? bestBetween(pool, a, b, enough) : bestBetween(pool, b, a, enough);

function bestOf(pool: Pool, worst: Holder, partners: readonly Holder[]): Change | undefined {
  const enough = excess(worst);
  let best: Change | undefined;
  for (const partner of partners) {
    const found = partner === worst ? undefined : between(pool, worst, partner, enough);
    if (isEnough(found, enough)) return found;
    if (found && (best === undefined || worth(found) > worth(best))) best = found;
  }
  return best;
}

/** The `count` officers that `order` puts first, by one walk over all. */
function firstOf(holders: readonly Holder[], order: (holder: Holder) => number, count: number) {
  const found: { holder: Holder; rank: number }[] = [];
  for (const holder of holders) {
    const rank = order(holder);
    const last = found[count - 1];
    if (last !== undefined && rank >= last.rank) continue;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.rank ?? 0) > rank) at -= 1;
    found.splice(at, 0, { holder, rank });
    if (found.length > count) found.pop();
  }
  return found.map(({ holder }) => holder);
}

/** Passes load on through a third officer where the two ends have no case that fits both. */
function tryChain(pool: Pool, worst: Holder): boolean {
  const isOver = worst.load > worst.fair;
  const way = isOver ? strain : (holder: Holder) => -strain(holder);
  const ends = firstOf(pool.holders, way, 4).filter((end) => end !== worst);
  const middles = firstOf(pool.holders, way, MIDDLES).filter((middle) => middle !== worst);
  for (const end of ends) {
    const [a, b] = [worst.officer.share, end.officer.share];
    const wanted = (Math.abs(strain(worst) - strain(end)) * a * b) / (a + b);
    for (const middle of middles) {
      if (middle === end) continue;
      const [from, to] = isOver ? [worst, middle] : [middle, worst];
      const overs = from.cases.filter((one) => !one.isLocked && pool.fits(one, to));
      for (const over of nearest(overs, wanted)) {
        const before = excess(worst) + excess(middle) + excess(end);
        move(pool, over, from, to);
        const second = between(pool, middle, end, Number.POSITIVE_INFINITY);
        if (second) {
          apply(pool, second);
          if (excess(worst) + excess(middle) + excess(end) < before - pool.grain) return true;
          move(pool, second.over, second.to, second.from);
          if (second.back) move(pool, second.back, second.from, second.to);
        }
        move(pool, over, to, from);
      }
    }
  }
  return false;
}

/** The officer furthest outside the tolerance, of those not given up. */
function worstOf(pool: Pool, stuck: ReadonlySet<Holder>): Holder | undefined {
  let worst: Holder | undefined;
  let most = 0;
  for (const holder of pool.holders) {
    const far = Math.abs(strain(holder));
    if (far <= most || excess(holder) <= pool.grain || stuck.has(holder)) continue;
    [worst, most] = [holder, far];
  }
  return worst;
}

/** Makes the one change that mends most of an officer's load; false when there is none. */
function mend(pool: Pool, worst: Holder): boolean {
  const way = worst.load > worst.fair ? strain : (holder: Holder) => -strain(holder);
  const change =
    bestOf(pool, worst, firstOf(pool.holders, way, PARTNERS)) ??
    bestOf(pool, worst, firstOf(pool.holders, way, MORE_PARTNERS));
  if (change === undefined) return tryChain(pool, worst);
  apply(pool, change);
  return true;
}

/**
 * Brings the loads within the tolerance with few moves: again and again the officer furthest
 * outside it gives to, takes from or swaps with one at the other end, by the change that mends most
 * for a move; where no two can, through a third (an ejection chain: Glover 1996). Every step lowers
 * the total that is outside, so it ends; it need not end at the fewest moves there could be.
 */
export function balancePool(pool: Pool): void {
  for (let changed = true; changed; ) {
    changed = false;
    const stuck = new Set<Holder>();
    for (let worst = worstOf(pool, stuck); worst; worst = worstOf(pool, stuck)) {
      if (mend(pool, worst)) changed = true;
      else stuck.add(worst);
    }
  }
}

/** Sends home what need not have moved: wherever the loads stay as near as they are. */
export function sendHome(pool: Pool): void {
  for (const from of pool.holders) {
    const away = from.cases.filter((one) => one.home >= 0 && one.home !== from.index);
    for (const one of away.reverse()) {
      const home = pool.holders[one.home];
      if (home === undefined || one.isLocked) continue;
      const before = excess(from) + excess(home);
      if (excess(from, -one.load) + excess(home, one.load) <= before) move(pool, one, from, home);
    }
  }
}
