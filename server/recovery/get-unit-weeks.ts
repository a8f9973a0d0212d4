import { z } from 'zod';
import { addDays, type IsoDate } from '../calendar.ts';
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
  const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;
  const ends = weekEnds(asOf);
  const weeks = ends.map((end, at) => `(${day(ends[at - 1] ?? addDays(end, -7))}, ${day(end)})`);
  return reader.rows(
    row,
    `WITH ${sql}, week(after_on, end_on) AS (VALUES ${weeks.join(', ')})
     SELECT r.branch, r.officer, w.end_on AS "weekEnd",
            CAST(sum(r.principal_fen) AS BIGINT) AS fen,
            count(*) FILTER (WHERE r.principal_fen > 0) AS receipts
     FROM recovered r JOIN week w ON r.on_day > w.after_on AND r.on_day <= w.end_on
     WHERE r.book_side IN (${sides.map((side) => `'${side}'`).join(', ')})
     GROUP BY r.branch, r.officer, w.end_on`,
    binds,
  );
}
