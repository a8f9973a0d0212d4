import { z } from 'zod';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { DATE_ORDERS, type DateOrder } from './clean-sql.ts';

const row = z.object({ version: z.int(), order: z.enum(DATE_ORDERS) });

async function newest(reader: Reader, sourceName: string) {
  const [found] = await reader.rows(
    row,
    `SELECT version, date_order AS "order" FROM source_date_order
     WHERE source_name = $1 ORDER BY version DESC LIMIT 1`,
    [sourceName],
  );
  return found;
}

/** The order of day and month that a source's files were last read by; undefined where none was needed. */
export async function getSavedDateOrder(
  reader: Reader,
  sourceName: string,
): Promise<DateOrder | undefined> {
  return (await newest(reader, sourceName))?.order;
}

/** Remembers the order that a file was read by, unless it is the one that is remembered. */
export async function saveDateOrder(
  tx: Transaction,
  sourceName: string,
  order: DateOrder | undefined,
  now: string,
): Promise<void> {
  if (order === undefined) return;
  const last = await newest(tx, sourceName);
  if (last?.order === order) return;
  await tx.run(
    `INSERT INTO source_date_order (source_name, version, date_order, saved_at)
     VALUES ($1, $2, $3, CAST($4 AS TIMESTAMP))`,
    [sourceName, (last?.version ?? 0) + 1, order, now],
  );
}
