import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { claimSource } from './claim-source.ts';
import { type LoanFilter, loanFilter } from './loan-filter.ts';

/** What claims may be grouped by; the names are those of `segment_rollup`. */
export const SEGMENT_KEYS = [
  'default_type',
  'pain_point',
  'branch',
  'officer',
  'product',
  'risk_class',
  'book_status',
  'npl_state',
] as const;
type SegmentKey = (typeof SEGMENT_KEYS)[number];

const isKey = (key: string): key is SegmentKey => SEGMENT_KEYS.some((each) => each === key);

export const segmentsQuery = loanFilter.extend({
  by: z
    .string()
    .default('default_type,pain_point')
    .transform((text) => [...new Set(text.split(',').map((key) => key.trim()))])
    .pipe(
      z
        .array(z.string().refine(isKey, `one of ${SEGMENT_KEYS.join(', ')}`))
        .min(1)
        .max(4),
    ),
});

const row = z.looseObject({ loans: z.int(), balanceFen: z.int() });
const key = z.string().nullable();

/**
 * Claims that are non-performing or off book, grouped by one to four keys, largest balance first.
 * A key that is null is unknown in the book. `loans` and `balanceFen` add up to `total`.
 */
export async function getSegments(reader: Reader, filter: LoanFilter, by: readonly string[]) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const source = claimSource(filter);
  const keys = by.filter(isKey);
  const found = await reader.rows(
    row,
    `SELECT ${keys.map((name) => `${source.column(name)} AS ${name}`).join(', ')},
       ${source.loans} AS "loans", ${source.balanceFen} AS "balanceFen"
     ${source.sql} AND ${source.column('npl_state')} IS NOT NULL
     GROUP BY ${keys.map((_, index) => index + 1).join(', ')}
     ORDER BY "balanceFen" DESC, ${keys.map((_, index) => index + 1).join(', ')}`,
    [snapshot.id, ...source.binds],
  );
  const rows = found.map((each) => ({
    keys: Object.fromEntries(keys.map((name) => [name, key.parse(each[name])])),
    loans: each.loans,
    balanceFen: each.balanceFen,
  }));
  return {
    asOf: snapshot.asOf,
    by: keys,
    rows,
    total: {
      loans: rows.reduce((sum, { loans }) => sum + loans, 0),
      balanceFen: rows.reduce((sum, { balanceFen }) => sum + balanceFen, 0),
    },
  };
}
