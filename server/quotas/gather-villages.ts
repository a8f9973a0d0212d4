import type { Case } from './assign-cases.ts';
import { excess, type Holder, move, type Pool, visitsMore } from './assign-pool.ts';

/** Walks over all cases; each may open the way for others. */
const ROUNDS = 2;

/** Where a case that has moved anyway takes fewest visits, with no load further outside. */
function betterPlace(pool: Pool, one: Case, from: Holder): Holder | undefined {
  if (one.village === null) return undefined;
  const saved = visitsMore(from, one.village, -1);
  // Coming never saves a visit: where leaving does not, nothing can.
  if (saved === 0) return undefined;
  let best: Holder | undefined;
  let least = 0;
  for (const to of pool.visitors.get(one.village) ?? []) {
    if (to === from) continue;
    const change = saved + visitsMore(to, one.village, 1);
    const isLess = change < least || (change === least && best && to.index < best.index);
    if (!isLess || !pool.fits(one, to)) continue;
    if (excess(from, -one.load) + excess(to, one.load) > excess(from) + excess(to)) continue;
    [best, least] = [to, change];
  }
  return best;
}

/** Moves on, among what moves anyway, the cases that their village's other visitors can take. */
export function gatherVillages(pool: Pool): void {
  for (let round = 0; round < ROUNDS; round++) {
    let changes = 0;
    for (const from of pool.holders) {
      for (const one of [...from.cases]) {
        if (one.isLocked || one.home === from.index) continue;
        const to = betterPlace(pool, one, from);
        if (to === undefined) continue;
        move(pool, one, from, to);
        changes += 1;
      }
    }
    if (changes === 0) return;
  }
}
