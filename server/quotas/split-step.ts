import { FEN_PER_UNIT, type MoneyUnit } from '../money.ts';
import { apportion, type Party } from './apportion.ts';
import { type Blend, type Member, shareOf } from './blend-weights.ts';
import { ALWAYS, FULL_SCALE, type Presence, scaleOf } from './presence.ts';
import { reduced, roundHalfUp } from './ratio.ts';
import type { SplitStep } from './receipt.ts';
import { type BoundedParty, refuseBadParty, refuseBadTotal } from './refuse-shares.ts';
import { sayUnitsOf } from './say-money.ts';
import { startUnits } from './start-units.ts';

/** Between what a member's units must lie; `isLocked` when somebody fixed them. */
export interface Bounds {
  floor: bigint;
  cap: bigint | undefined;
  isLocked: boolean;
}

/** What a start is made of. */
const SOURCES = { growth: 'past', 'bottom-up': 'minimum', planned: 'planned' } as const;

/** What everybody gets before the rest is shared, and how it is shared where it does not suffice. */
export interface Start {
  kind: keyof typeof SOURCES;
  growthPerMille: number;
  short: Blend;
}

export interface SplitProblem {
  total: bigint;
  members: readonly Member[];
  blend: Blend;
  bounds: readonly Bounds[];
  unit: MoneyUnit;
  /** Whose total it is, in sentences; the bank's where it is left out. */
  whose?: string;
  /** In the order of the members; everybody is there all year when it is left out. */
  presence?: readonly Presence[];
  start?: Start | undefined;
}

export interface Split {
  units: bigint[];
  /** The step of one member, by index, in the words of the receipt. */
  step(index: number): SplitStep;
}

const NO_BOUNDS: Bounds = { floor: 0n, cap: undefined, isLocked: false };
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

/** Last year's recovery, the minimum plans or the book's plans, in fen. */
const sourceOf = (member: Member | undefined, { kind }: Start) =>
  member?.values[SOURCES[kind]] ?? 0n;

/** What each member gets before the rest is shared, in units and within the bounds. */
export function startsOf(
  { members, bounds, unit, presence }: Omit<SplitProblem, 'total' | 'blend' | 'start'>,
  start: Start,
): bigint[] {
  return members.map((member, index) =>
    startUnits(
      sourceOf(member, start),
      start.growthPerMille,
      scaleOf(presence?.[index] ?? ALWAYS),
      BigInt(FEN_PER_UNIT[unit]),
      bounds[index] ?? NO_BOUNDS,
    ),
  );
}

/**
 * Splits `total` units over members by a blend, each weight counting for the months its member is
 * there, and can tell each of them why. With a start, everybody gets that first and the blend shares
 * the rest; a total that does not reach so far is shared in proportion to the starts' sources, and
 * nobody gets more than the start, so that raising the total never lowers anybody. Refuses as
 * `apportion` does, in money.
 */
export function splitTotal(problem: SplitProblem): Split {
  const { total, members, bounds, unit, presence, start, whose } = problem;
  const perUnit = BigInt(FEN_PER_UNIT[unit]);
  const say = sayUnitsOf(unit);
  const starts = start === undefined ? undefined : startsOf(problem, start);
  const started = sum(starts ?? []);
  const isShort = starts !== undefined && started > total;
  const blend = isShort && start !== undefined ? start.short : problem.blend;
  const scales = members.map((_, index) => scaleOf(presence?.[index] ?? ALWAYS));
  const isScaled = scales.some((scale) => scale !== FULL_SCALE);
  const weights = members.map(
    (_, index) => (blend.weights[index] ?? 0n) * (isScaled ? (scales[index] ?? 0n) : 1n),
  );
  const parties = members.map((member, index): Party & BoundedParty => ({
    key: member.key,
    label: member.label,
    weight: weights[index] ?? 0n,
    floor: bounds[index]?.floor ?? 0n,
    cap: bounds[index]?.cap,
  }));
  // What is left is shared within what is left of the bounds; the sentences are about the whole.
  const base = starts !== undefined && !isShort ? starts : undefined;
  const moved = parties.map((party, index) => {
    const own = starts?.[index] ?? 0n;
    if (isShort) return { ...party, cap: own };
    if (base === undefined) return party;
    return { ...party, floor: 0n, cap: party.cap === undefined ? undefined : party.cap - own };
  });
  if (starts !== undefined) {
    refuseBadParty(parties, say);
    refuseBadTotal(total, parties, say, whose);
  }
  const shared = base === undefined ? total : total - started;
  const found = apportion(shared, moved, say, whose);
  const units = found.units.map((own, index) => own + (base?.[index] ?? 0n));
  const { multiplier, undivided } = found;
  const whole = blend.whole * (isScaled ? FULL_SCALE : 1n);
  const calculation = reduced({ num: multiplier.num * whole, den: multiplier.den });
  const allWeights = sum(weights);

  const step = (index: number): SplitStep => {
    const member = members[index];
    const own = units[index] ?? 0n;
    const weight = weights[index] ?? 0n;
    const { floor, cap, isLocked } = bounds[index] ?? NO_BOUNDS;
    const first = base?.[index] ?? 0n;
    const share =
      member === undefined || blend.whole === 0n
        ? { num: 0n, den: 1n }
        : reduced(shareOf(member.values, blend.parts));
    const product = 2n * weight * multiplier.num;
    const isHalf = product % multiplier.den === 0n && (product / multiplier.den) % 2n === 1n;
    const nearest = first + roundHalfUp(weight * multiplier.num, multiplier.den);
    const unrounded =
      first * perUnit + roundHalfUp(weight * undivided.num * perUnit, undivided.den);
    const low = floor * perUnit;
    const most = isShort ? starts?.[index] : cap;
    const high = most === undefined ? undefined : most * perUnit;
    const held = unrounded < low ? low : high !== undefined && unrounded > high ? high : unrounded;
    let bound: SplitStep['bound'] = null;
    if (isLocked) bound = 'lock';
    else if (own === floor && unrounded < low) bound = 'floor';
    else if (cap !== undefined && own === cap && unrounded > cap * perUnit) bound = 'cap';
    const ideal = allWeights === 0n ? 0n : roundHalfUp(shared * perUnit * weight, allWeights);
    return {
      totalFen: Number(total * perUnit),
      start:
        start === undefined
          ? null
          : {
              kind: start.kind,
              sourceFen: Number(sourceOf(member, start)),
              growthPerMille: start.growthPerMille,
              amountFen: Number((starts?.[index] ?? 0n) * perUnit),
              allFen: Number(started * perUnit),
              isShort,
            },
      presence: isScaled
        ? {
            months: presence?.[index]?.months.length ?? 12,
            perMille: presence?.[index]?.perMille ?? 1000,
          }
        : null,
      components: blend.parts.map((part) => ({
        id: part.id,
        percent: part.percent,
        value: Number(member?.values[part.id] ?? 0n),
        total: Number(part.total),
      })),
      share: { num: String(share.num), den: String(share.den) },
      idealFen: Number(first * perUnit + ideal),
      calculation: { num: String(calculation.num), den: String(calculation.den) },
      beforeRoundingFen: Number(held),
      floorFen: Number(low),
      capFen: cap === undefined ? null : Number(cap * perUnit),
      bound,
      tie: isHalf ? (own >= nearest ? 'up' : 'down') : null,
      resultFen: Number(own * perUnit),
    };
  };
  return { units, step };
}
