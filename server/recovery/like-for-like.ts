import type { Fen } from '../money.ts';
import { groupBy } from '../quotas/group-by.ts';

/** What one unit held of a segment (fen × days), and what came in from it. */
export interface SegmentPart {
  unit: string;
  segment: string;
  exposure: number;
  cashFen: Fen;
}

/** What a unit brought in, and what its own mix of segments would have brought at everybody's rates. */
export interface LikeForLike {
  actualFen: Fen;
  expectedFen: Fen;
}

/**
 * Indirect standardisation: each segment's rate is all units' cash over all units' exposure, and a
 * unit's expected cash is its own exposures at those rates. The expected of all units together is
 * what all of them brought in, but for rounding and for segments that nobody held.
 */
export function likeForLike(parts: readonly SegmentPart[]): Map<string, LikeForLike> {
  const rates = new Map<string, number>();
  for (const [segment, all] of groupBy(parts, (part) => part.segment)) {
    const exposure = all.reduce((sum, part) => sum + part.exposure, 0);
    const cash = all.reduce((sum, part) => sum + part.cashFen, 0);
    rates.set(segment, exposure === 0 ? 0 : cash / exposure);
  }
  const found = new Map<string, LikeForLike>();
  for (const [unit, own] of groupBy(parts, (part) => part.unit)) {
    const expected = own.reduce((sum, p) => sum + p.exposure * (rates.get(p.segment) ?? 0), 0);
    const actualFen = own.reduce((sum, part) => sum + part.cashFen, 0);
    found.set(unit, { actualFen, expectedFen: Math.round(expected) });
  }
  return found;
}
