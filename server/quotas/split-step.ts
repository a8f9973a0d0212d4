import { FEN_PER_UNIT, type MoneyUnit } from '../money.ts';
import { apportion } from './apportion.ts';
import { type Blend, type Member, shareOf } from './blend-weights.ts';
import { reduced, roundHalfUp } from './ratio.ts';
import type { SplitStep } from './receipt.ts';
import { sayUnitsOf } from './say-money.ts';

/** Between what a member's units must lie; `isLocked` when somebody fixed them. */
export interface Bounds {
  floor: bigint;
  cap: bigint | undefined;
  isLocked: boolean;
}

export interface Split {
  units: bigint[];
  /** The step of one member, by index, in the words of the receipt. */
  step(index: number): SplitStep;
}

/**
 * Splits `total` units over members by a blend, and can tell each of them why. Refuses as
 * `apportion` does, in money.
 */
export function splitTotal(
  total: bigint,
  members: readonly Member[],
  blend: Blend,
  bounds: readonly Bounds[],
  unit: MoneyUnit,
): Split {
  const perUnit = BigInt(FEN_PER_UNIT[unit]);
  const parties = members.map((member, index) => ({
    key: member.key,
    label: member.label,
    weight: blend.weights[index] ?? 0n,
    floor: bounds[index]?.floor ?? 0n,
    cap: bounds[index]?.cap,
  }));
  const { units, multiplier, undivided } = apportion(total, parties, sayUnitsOf(unit));
  const calculation = reduced({ num: multiplier.num * blend.whole, den: multiplier.den });

  const step = (index: number): SplitStep => {
    const member = members[index];
    const own = units[index] ?? 0n;
    const weight = blend.weights[index] ?? 0n;
    const { floor = 0n, cap, isLocked = false } = bounds[index] ?? {};
    const share =
      member === undefined || blend.whole === 0n
        ? { num: 0n, den: 1n }
        : reduced(shareOf(member.values, blend.parts));
    const product = 2n * weight * multiplier.num;
    const isHalf = product % multiplier.den === 0n && (product / multiplier.den) % 2n === 1n;
    const nearest = roundHalfUp(weight * multiplier.num, multiplier.den);
    const unrounded = roundHalfUp(weight * undivided.num * perUnit, undivided.den);
    const low = floor * perUnit;
    const high = cap === undefined ? undefined : cap * perUnit;
    const held = unrounded < low ? low : high !== undefined && unrounded > high ? high : unrounded;
    let bound: SplitStep['bound'] = null;
    if (isLocked) bound = 'lock';
    else if (own === floor && unrounded < low) bound = 'floor';
    else if (high !== undefined && own === cap && unrounded > high) bound = 'cap';
    return {
      totalFen: Number(total * perUnit),
      components: blend.parts.map((part) => ({
        id: part.id,
        percent: part.percent,
        value: Number(member?.values[part.id] ?? 0n),
        total: Number(part.total),
      })),
      share: { num: String(share.num), den: String(share.den) },
      idealFen: Number(roundHalfUp(total * perUnit * share.num, share.den)),
      calculation: { num: String(calculation.num), den: String(calculation.den) },
      beforeRoundingFen: Number(held),
      floorFen: Number(low),
      capFen: high === undefined ? null : Number(high),
      bound,
      tie: isHalf ? (own >= nearest ? 'up' : 'down') : null,
      resultFen: Number(own * perUnit),
    };
  };
  return { units, step };
}
