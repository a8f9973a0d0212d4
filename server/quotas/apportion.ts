import { fillContinuously } from './fill-continuously.ts';
import { createHeap } from './heap.ts';
import { compareKeys, compareRatios, type Ratio, reduced, roundHalfUp } from './ratio.ts';
import {
  type BoundedParty,
  refuseBadParty,
  refuseBadTotal,
  type SayUnits,
  sayPlainUnits,
} from './refuse-shares.ts';

/** Somebody who takes a share. A lock is a floor that equals the cap. */
export interface Party {
  /** Unique; the last word in a tie. */
  key: string;
  /** The name in sentences; the key when there is none. */
  label?: string;
  weight: bigint;
  floor?: bigint;
  cap?: bigint | undefined;
}

export interface Apportionment {
  /** Whole units, in the order of the parties; they add up to the total. */
  units: bigint[];
  /**
   * Each party's units are weight × multiplier rounded to the nearest whole and put between its
   * floor and cap. Only where the product ends in exactly one half may it be either neighbour.
   */
  multiplier: Ratio;
  /** The multiplier that would be exact if units could be divided: what rounding is measured from. */
  undivided: Ratio;
}

/** Who wins a tie: the larger weight and then the earlier key, or the earlier key at once. */
type TieRule = 'weight-then-key' | 'key';

/** Which of two next units comes first: weight ÷ (2 × units + 1), then the tie rule. */
function comesBefore(
  a: BoundedParty,
  aUnits: bigint,
  b: BoundedParty,
  bUnits: bigint,
  tie: TieRule,
): boolean {
  const left = a.weight * (2n * bUnits + 1n);
  const right = b.weight * (2n * aUnits + 1n);
  if (left !== right) return left > right;
  if (tie === 'weight-then-key' && a.weight !== b.weight) return a.weight > b.weight;
  return compareKeys(a.key, b.key) < 0;
}

/** A multiplier that reproduces `units`, the continuous one when it does. */
function findMultiplier(parties: readonly BoundedParty[], units: bigint[], fill: Ratio): Ratio {
  let low: Ratio = { num: 0n, den: 1n };
  let high: Ratio | undefined;
  parties.forEach(({ weight, floor, cap }, index) => {
    if (weight === 0n) return;
    const own = units[index] ?? 0n;
    if (own > floor) {
      const bound = { num: 2n * own - 1n, den: 2n * weight };
      if (compareRatios(bound, low) > 0) low = bound;
    }
    if (cap === undefined || own < cap) {
      const bound = { num: 2n * own + 1n, den: 2n * weight };
      if (high === undefined || compareRatios(bound, high) < 0) high = bound;
    }
  });
  if (high === undefined) return reduced(compareRatios(fill, low) > 0 ? fill : low);
  if (compareRatios(fill, low) > 0 && compareRatios(fill, high) < 0) return reduced(fill);
  return reduced({ num: low.num * high.den + high.num * low.den, den: 2n * low.den * high.den });
}

/**
 * The units of {@link apportion}, and the undivided multiplier, for parties whose bounds have been
 * checked against the total.
 */
export function apportionChecked(
  total: bigint,
  all: readonly BoundedParty[],
  tie: TieRule,
): { units: bigint[]; fill: Ratio } {
  const units = all.map((party) => party.floor);
  const active = all.flatMap((party, index) => (party.weight > 0n ? [{ party, index }] : []));
  const taken = all.reduce((sum, p) => (p.weight === 0n ? sum + p.floor : sum), 0n);
  if (active.length === 0) return { units, fill: { num: 0n, den: 1n } };
  const fill = fillContinuously(
    total - taken,
    active.map(({ party }) => party),
  );
  let missing = total - taken;
  for (const { party, index } of active) {
    const { weight, floor, cap } = party;
    const near = roundHalfUp(weight * fill.num, fill.den);
    const own = near < floor ? floor : cap !== undefined && near > cap ? cap : near;
    units[index] = own;
    missing -= own;
  }
  if (missing === 0n) return { units, fill };
  type Turn = { party: BoundedParty; index: number; units: bigint };
  const giving = missing > 0n;
  const turns = createHeap<Turn>((a, b) =>
    giving
      ? comesBefore(a.party, a.units, b.party, b.units, tie)
      : comesBefore(b.party, b.units, a.party, a.units, tie),
  );
  const offer = (party: BoundedParty, index: number) => {
    const own = units[index] ?? 0n;
    if (giving && (party.cap === undefined || own < party.cap))
      turns.push({ party, index, units: own });
    if (!giving && own > party.floor) turns.push({ party, index, units: own - 1n });
  };
  for (const { party, index } of active) offer(party, index);
  while (missing !== 0n) {
    const turn = turns.pop();
    if (turn === undefined) throw new Error('apportion: the bounds were checked, yet do not hold');
    units[turn.index] = giving ? turn.units + 1n : turn.units;
    missing += giving ? -1n : 1n;
    offer(turn.party, turn.index);
  }
  return { units, fill };
}

/**
 * Splits `total` whole units by the divisor method with standard rounding (Webster 1832,
 * Sainte-Laguë 1910) between floors and caps. Units are given one after another to the largest
 * weight ÷ (2 × units held + 1); a tie goes to the larger weight, then to the earlier key. As the
 * order of giving does not depend on the total, raising it never lowers anybody; equal weights
 * differ by at most one unit; the order of the parties does not matter. A party of weight zero
 * gets its floor.
 *
 * Starts from the rounded continuous solution, which is off by at most half a unit a party, so
 * the cost is n log n whatever the total. Refuses with 'floor-above-cap', 'floors-above-total',
 * 'caps-below-total', 'weights-zero', 'weight-negative', 'limit-negative', 'total-negative' or
 * 'duplicate-party'.
 */
export function apportion(
  total: bigint,
  parties: readonly Party[],
  say: SayUnits = sayPlainUnits,
  whose?: string,
): Apportionment {
  const all: BoundedParty[] = parties.map(({ key, label = key, weight, floor = 0n, cap }) => ({
    key,
    label,
    weight,
    floor,
    cap,
  }));
  refuseBadParty(all, say);
  refuseBadTotal(total, all, say, whose);
  const { units, fill } = apportionChecked(total, all, 'weight-then-key');
  if (all.every((party) => party.weight === 0n)) {
    return { units, multiplier: fill, undivided: fill };
  }
  return { units, multiplier: findMultiplier(all, units, fill), undivided: reduced(fill) };
}
