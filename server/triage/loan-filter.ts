import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Bind } from '../warehouse/warehouse.ts';

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();

/**
 * The filter bar, the same on every page and in every URL: repeated parameters mean "any of".
 * `state`: 'on_book', 'off_book' or 'performing'.
 */
export const loanFilter = z.object({
  asOf: isoDate.optional(),
  branch: many,
  officer: many,
  riskClass: many,
  defaultType: many,
  painPoint: many,
  bookStatus: many,
  product: many,
  state: many,
});

export type LoanFilter = z.infer<typeof loanFilter>;

const COLUMNS: Readonly<Record<Exclude<keyof LoanFilter, 'asOf'>, string>> = {
  branch: 'l.branch',
  officer: 'l.officer',
  riskClass: 'l.risk_class',
  defaultType: 's.default_type',
  painPoint: 's.pain_point',
  bookStatus: 'l.book_status',
  product: 'l.product',
  state: `coalesce(l.npl_state, 'performing')`,
};

/**
 * The filter as SQL over `loan l LEFT JOIN segment s USING (snapshot_id, loan_id)`, to be put
 * after `WHERE`; `binds` are numbered from `first`. Without any filter it is `TRUE`. The columns
 * exist under the same names in `segment_rollup`, for which pass `aliases = { l: 'r', s: 'r' }`.
 */
export function loanWhere(
  filter: Omit<LoanFilter, 'asOf'>,
  first: number,
  aliases: { l: string; s: string } = { l: 'l', s: 's' },
): { sql: string; binds: Bind[] } {
  const binds: Bind[] = [];
  const parts: string[] = [];
  for (const [key, column] of Object.entries(COLUMNS)) {
    const wanted = filter[key as keyof typeof COLUMNS];
    if (wanted === undefined) continue;
    const named = column.replaceAll(/\b([ls])\./g, (_, alias: 'l' | 's') => `${aliases[alias]}.`);
    parts.push(`${named} = any($${first + binds.length})`);
    binds.push(wanted);
  }
  return { sql: parts.length === 0 ? 'TRUE' : parts.join(' AND '), binds };
}
