import * as z from 'zod/mini';

const thisYear = new Date().getFullYear();

/** The year of a page, in its URL. */
export const yearSearch = z.object({
  year: z.catch(z.coerce.number().check(z.int(), z.gte(2000), z.lte(2100)), thisYear),
});

/** The years to choose from: around this one, and the one shown. */
export const nearYears = (shown: number): number[] =>
  [...new Set([thisYear - 1, thisYear, thisYear + 1, shown])].sort();
