import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';

const lock = z.object({
  branch: z.string(),
  officer: z.string().nullable(),
  lockFen: z.int(),
});

/**
 * The year's amounts that a loaded file of targets gives branches and officers, as a plan's locks; of
 * several files that speak of the same one the last counts. Empty when none was loaded.
 */
export async function getTargetLocks(
  reader: Reader,
  { year, category }: { year: number; category: QuotaCategory },
) {
  const rows = await reader.rows(
    lock,
    `SELECT branch, officer, amount_fen AS "lockFen" FROM (
       SELECT t.*, row_number() OVER (PARTITION BY branch, officer ORDER BY file_id DESC) AS place
       FROM target_line t
       WHERE year = $1 AND category = $2 AND measure = 'target' AND month IS NULL
         AND level <> 'bank' AND branch IS NOT NULL) l
     WHERE place = 1 ORDER BY branch, officer`,
    [year, category],
  );
  return rows.map(({ branch, officer, lockFen }) => ({
    branch,
    ...(officer === null ? {} : { officer }),
    lockFen,
  }));
}
