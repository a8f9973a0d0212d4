import { z } from 'zod';

/**
 * What a figure of recovery rests on; 'mixed' when its weeks rest on different ones, 'none' when
 * nothing says what came in: then its amounts are NULL, not zero.
 */
export const recoverySource = z.enum(['postings', 'book', 'snapshots', 'mixed', 'none']);
export type RecoverySource = z.infer<typeof recoverySource>;

/** One source for many: the only one there is, or 'mixed'; 'none' of nothing. */
export function commonSource(sources: readonly RecoverySource[]): RecoverySource {
  const [first = 'none', ...others] = new Set(sources);
  return others.length === 0 ? first : 'mixed';
}
