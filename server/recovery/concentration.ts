import type { Fen } from '../money.ts';
import { shareOf } from './ratio.ts';

/**
 * The fewest amounts that together reach `gapFen`: how many of `largestFirst` from its beginning;
 * 0 when nothing is missing, NULL when all of them fall short. Taking the largest is exact, not a
 * guess: no n amounts add to more than the n largest, so where those fall short, every other n do.
 */
export function fewestToReach(largestFirst: readonly Fen[], gapFen: Fen): number | null {
  let sum = 0;
  for (const [count, fen] of largestFirst.entries()) {
    if (sum >= gapFen) return count;
    sum += fen;
  }
  return sum >= gapFen ? largestFirst.length : null;
}

/**
 * What a forecast loses when the claims that make `failed` of the expected `pool` bring nothing:
 * their part of what the forecast still expects. A forecast does not say from whom it comes, so it
 * is spread as the expected amounts are.
 */
export function lostWithout(aheadFen: Fen, failed: number, pool: number): Fen {
  return pool <= 0 ? 0 : shareOf(aheadFen, Math.min(failed, pool), pool);
}
