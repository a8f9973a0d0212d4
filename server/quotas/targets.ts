import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { type QuotaCategory, quotaCategory } from './categories.ts';
import { checkTarget } from './check-target.ts';

const target = z.object({
  year: z.int(),
  category: quotaCategory,
  amountFen: z.int(),
  version: z.int(),
});
export type Target = z.infer<typeof target>;

/** The targets in force: the last version of each category, of one year or of all. */
export function getTargets(reader: Reader, year?: number): Promise<Target[]> {
  return reader.rows(
    target,
    `SELECT t.year, t.category, t.amount_fen AS "amountFen", t.version
     FROM target t
     WHERE (CAST($1 AS INTEGER) IS NULL OR t.year = $1)
       AND t.version = (SELECT max(o.version) FROM target o
                        WHERE o.year = t.year AND o.category = t.category)
     ORDER BY t.year, t.category`,
    [year ?? null],
  );
}

/**
 * Sets the bank's target of a year and category; the one before stays as an earlier version. The
 * same amount again changes nothing. Refuses as `checkTarget`.
 */
export async function saveTarget(
  tx: Transaction,
  wanted: { year: number; category: QuotaCategory; amountFen: Fen },
  now: string,
): Promise<Target> {
  const { year, category, amountFen } = wanted;
  checkTarget(amountFen, 'fen');
  const held = (await getTargets(tx, year)).find((own) => own.category === category);
  if (held?.amountFen === amountFen) return held;
  const version = (held?.version ?? 0) + 1;
  await tx.run(
    `INSERT INTO target (year, category, version, amount_fen, saved_at)
     VALUES ($1, $2, $3, $4, CAST($5 AS TIMESTAMP))`,
    [year, category, version, amountFen, now],
  );
  return { year, category, amountFen, version };
}

/** The days that a plan may stand on. */
export async function getBasisDays(reader: Reader): Promise<string[]> {
  const days = await reader.rows(
    z.object({ asOf: isoDate }),
    `SELECT as_of AS "asOf" FROM snapshot WHERE status = 'current' ORDER BY as_of DESC`,
  );
  return days.map((day) => day.asOf);
}
