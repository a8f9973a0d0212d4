import { z } from 'zod';
import { addDays } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan } from './coverage.ts';
import type { RecoveryYear } from './get-year.ts';
import { weekEnds } from './pace.ts';
import { recoveredRows } from './recovered-rows.ts';

const row = z.object({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  weekEnd: z.string(),
  fen: z.int(),
  receipts: z.int(),
});

/**
 * The principal credited to one officer of one branch in the week that ends on `weekEnd` (one of
 * `weekEnds`), on the sides of the book that count, and how many lines brought some.
 */
export type UnitWeek = z.infer<typeof row>;

/** Everybody's weeks of the year under its filter, in one pass; weeks without money are not there. */
export async function getUnitWeeks(
  reader: Reader,
  { pairs, coverage, span, filter, sides, asOf }: RecoveryYear,
): Promise<UnitWeek[]> {
  const { sql, binds } = recoveredRows(pairs, countedSpan(coverage, span), filter);
  const last = `CAST('${asOf}' AS DATE)`;
  const opening = addDays(weekEnds(asOf)[0] ?? asOf, -7);
  // Weeks end on the weekday of the book's own day.
  return reader.rows(
    row,
    `WITH ${sql}
     SELECT branch, officer, end_on AS "weekEnd", CAST(sum(principal_fen) AS BIGINT) AS fen,
            count(*) FILTER (WHERE principal_fen > 0) AS receipts
     FROM (SELECT r.branch, r.officer, r.principal_fen,
                  r.on_day + CAST((${last} - r.on_day) % 7 AS INTEGER) AS end_on
           FROM recovered r
           WHERE r.book_side IN (${sides.map((side) => `'${side}'`).join(', ')})
             AND r.on_day > CAST('${opening}' AS DATE) AND r.on_day <= ${last}) w
     GROUP BY branch, officer, end_on`,
    binds,
  );
}
