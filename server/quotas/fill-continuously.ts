import { compareRatios, type Ratio } from './ratio.ts';
import type { BoundedParty } from './refuse-shares.ts';

/**
 * The exact multiplier λ for which Σ clamp(weight × λ, floor, cap) = total, by walking the points
 * where a party leaves its floor or reaches its cap (n log n). Parties have weight > 0 and
 * Σ floors ≤ total ≤ Σ caps.
 */
export function fillContinuously(total: bigint, parties: readonly BoundedParty[]): Ratio {
  const bends: { at: Ratio; slope: bigint; fixed: bigint }[] = [];
  let fixed = 0n;
  let slope = 0n;
  for (const { weight, floor, cap } of parties) {
    fixed += floor;
    if (cap === floor) continue;
    bends.push({ at: { num: floor, den: weight }, slope: weight, fixed: -floor });
    if (cap !== undefined) {
      bends.push({ at: { num: cap, den: weight }, slope: -weight, fixed: cap });
    }
  }
  bends.sort((a, b) => compareRatios(a.at, b.at));
  let last: Ratio = { num: 0n, den: 1n };
  for (const bend of bends) {
    const reached = fixed * bend.at.den + slope * bend.at.num;
    if (reached >= total * bend.at.den) break;
    last = bend.at;
    fixed += bend.fixed;
    slope += bend.slope;
  }
  return slope > 0n ? { num: total - fixed, den: slope } : last;
}
