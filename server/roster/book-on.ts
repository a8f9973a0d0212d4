import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/** The current snapshot that stands for a roster on a day: the last by then, else the first. */
export async function bookOn(
  reader: Reader,
  day: IsoDate,
): Promise<{ id: number; asOf: IsoDate } | undefined> {
  const [book] = await reader.rows(
    z.object({ id: z.int(), asOf: z.string() }),
    `SELECT id, as_of AS "asOf" FROM snapshot WHERE status = 'current'
     ORDER BY CASE WHEN as_of <= CAST($1 AS DATE) THEN 0 ELSE 1 END,
       CASE WHEN as_of <= CAST($1 AS DATE) THEN as_of END DESC, as_of LIMIT 1`,
    [day],
  );
  return book;
}
