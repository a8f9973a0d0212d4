import type { Filters } from '../../lib/filters.ts';

/** The scope of every figure here: non-performing on book, and claims off book. */
export const CLAIMS = ['on_book', 'off_book'];

/** What narrows the loan list to exactly the claims behind a figure. */
export const claims = (patch: Partial<Filters> = {}): Partial<Filters> => ({
  state: CLAIMS,
  ...patch,
});
