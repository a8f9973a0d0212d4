import { z } from 'zod';
import { addDays, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan } from './coverage.ts';
import type { RecoveryYear } from './get-year.ts';
import { weekEnds } from './pace.ts';
import { readCells } from './read-cells.ts';
import { recoveredRows } from './recovered-rows.ts';

const row = z.object({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  cells: z.string(),
});

/**
 * The principal credited to one officer of one branch in each week, by its end (one of `weekEnds`),
 * on the sides of the book that count, and how many lines brought some. Weeks without money are
 * not there.
 */
export interface UnitWeeks {
  branch: string | null;
  officer: string | null;
  weeks: { weekEnd: IsoDate; fen: Fen; receipts: number }[];
}

/**
 * Everybody's weeks of the year under its filter, in one pass. A row a unit: its weeks come as one
 * text, for there are thousands of them.
 */
export async function getUnitWeeks(
  reader: Reader,
  { pairs, coverage, span, filter, sides, asOf }: RecoveryYear,
): Promise<UnitWeeks[]> {
  const { sql, binds } = recoveredRows(pairs, countedSpan(coverage, span), filter);
  const last = `CAST('${asOf}' AS DATE)`;
  const ends = weekEnds(asOf);
  const opening = addDays(ends[0] ?? asOf, -7);
  // Weeks end on the weekday of the book's own day.
  const rows = await reader.rows(
    row,
    `WITH ${sql}, week AS (
       SELECT branch, officer, days - days % 7 AS days_ago,
              CAST(sum(principal_fen) AS BIGINT) AS fen,
              count(*) FILTER (WHERE principal_fen > 0) AS receipts
       FROM (SELECT r.branch, r.officer, r.principal_fen, ${last} - r.on_day AS days
             FROM recovered r
             WHERE r.book_side IN (${sides.map((side) => `'${side}'`).join(', ')})
               AND r.on_day > CAST('${opening}' AS DATE) AND r.on_day <= ${last}) d
       GROUP BY 1, 2, 3
     )
     SELECT branch, officer, string_agg(CAST(days_ago AS VARCHAR) || ' ' || CAST(fen AS VARCHAR)
              || ' ' || CAST(receipts AS VARCHAR), ';') AS cells
     FROM week GROUP BY branch, officer ORDER BY branch, officer`,
    binds,
  );
  return rows.map(({ cells, ...names }) => {
    const numbers = readCells(cells);
    const weeks: UnitWeeks['weeks'] = [];
    for (let at = 0; at < numbers.length; at += 3) {
      const weekEnd = ends.at(-1 - (numbers[at] ?? 0) / 7);
      const [fen, receipts] = [numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
      if (weekEnd !== undefined) weeks.push({ weekEnd, fen, receipts });
    }
    return { ...names, weeks };
  });
}
