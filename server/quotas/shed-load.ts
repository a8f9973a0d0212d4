import type { Case } from './assign-cases.ts';
import { type Holder, type Pool, take } from './assign-pool.ts';

/** Takes from one officer, largest first, what is too much for him or her as a whole. */
function shedOf(pool: Pool, holder: Holder): Case[] {
  const shed: Case[] = [];
  for (const one of [...holder.cases].reverse()) {
    const more = holder.load - holder.fair;
    if (more <= holder.slack) break;
    if (one.isLocked) continue;
    // What is larger than all that is too much stays; once there is room for no more, mending begins.
    if (one.load > more) {
      if (shed.length > 0) break;
      continue;
    }
    take(pool, one, holder);
    shed.push(one);
  }
  return shed;
}

/**
 * Takes their largest cases from all who hold too much, as long as each is too much as a whole: the
 * fewest moves there are (see `fewestMoves`), and one walk instead of a search for each of them.
 * Answers what must be placed again.
 */
export const shedLoad = (pool: Pool): Case[] =>
  pool.holders.flatMap((holder) => shedOf(pool, holder));
