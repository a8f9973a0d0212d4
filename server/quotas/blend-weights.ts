import type { WeightComponent } from './plan-request.ts';
import { gcd, type Ratio } from './ratio.ts';

/** What a share can be made of: a blend's components, the loans' minimum plans, the book's plans. */
export type ShareComponent = WeightComponent | 'minimum' | 'planned';

/** Somebody with a value for each component: fen, heads, or 1 for 'equal'. Never negative. */
export interface Member {
  key: string;
  /** The name in sentences. */
  label: string;
  values: Readonly<Record<ShareComponent, bigint>>;
}

/** A component that counts: its percent of the blend and what all members' values add up to. */
export interface BlendPart {
  id: ShareComponent;
  percent: number;
  total: bigint;
}

export interface Blend {
  parts: BlendPart[];
  /** Asked for, yet zero for everybody: the other components carry its part. */
  dropped: ShareComponent[];
  /** Whole-number weights in the order of the members; they add up to `whole`. */
  weights: bigint[];
  whole: bigint;
}

const COMPONENTS: readonly ShareComponent[] = [
  'collectable',
  'npl',
  'past',
  'headcount',
  'equal',
  'minimum',
  'planned',
];

/** Nobody's values. */
export const NO_VALUES: Readonly<Record<ShareComponent, bigint>> = {
  collectable: 0n,
  npl: 0n,
  past: 0n,
  headcount: 0n,
  equal: 0n,
  minimum: 0n,
  planned: 0n,
};

/**
 * A member's share of the whole: Σ percent × value ÷ total over the parts, ÷ Σ percent. Exact.
 */
export function shareOf(
  values: Readonly<Record<ShareComponent, bigint>>,
  parts: readonly BlendPart[],
): Ratio {
  const den = parts.reduce((product, part) => product * part.total, 1n);
  const percents = parts.reduce((sum, part) => sum + BigInt(part.percent), 0n);
  const num = parts.reduce(
    (sum, part) => sum + (BigInt(part.percent) * values[part.id] * den) / part.total,
    0n,
  );
  return { num, den: den * percents };
}

/**
 * Blends components by integer percentages over one common denominator. A component that is zero
 * for everybody drops out; with none left, `parts` is empty and all weights are zero.
 */
export function blendWeights(
  members: readonly Member[],
  blend: Readonly<Partial<Record<ShareComponent, number>>>,
): Blend {
  const parts: BlendPart[] = [];
  const dropped: ShareComponent[] = [];
  for (const id of COMPONENTS) {
    const percent = blend[id] ?? 0;
    if (percent === 0) continue;
    const total = members.reduce((sum, member) => sum + member.values[id], 0n);
    if (total === 0n) dropped.push(id);
    else parts.push({ id, percent, total });
  }
  if (parts.length === 0) {
    return { parts, dropped, weights: members.map(() => 0n), whole: 0n };
  }
  const shares = members.map((member) => shareOf(member.values, parts));
  const whole = shares[0]?.den ?? 1n;
  const common = shares.reduce((divisor, share) => gcd(share.num, divisor), whole);
  return {
    parts,
    dropped,
    weights: shares.map((share) => share.num / common),
    whole: whole / common,
  };
}
