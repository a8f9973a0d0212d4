import { z } from 'zod';
import type { Reader, Warehouse } from '../warehouse/warehouse.ts';

export const bankName = z.object({ name: z.string().trim().max(60) });

/** What the bank calls itself on whatever leaves the desk; NULL until it says. */
export async function getBankName(reader: Reader): Promise<string | null> {
  const [found] = await reader.rows(
    z.object({ value: z.string() }),
    "SELECT value FROM desk_setting WHERE key = 'bank-name'",
  );
  return found === undefined || found.value === '' ? null : found.value;
}

/** Sets the bank's name; an empty one takes it back. */
export async function setBankName(warehouse: Warehouse, name: string): Promise<void> {
  await warehouse.write((tx) =>
    tx.run(
      `INSERT INTO desk_setting VALUES ('bank-name', $1)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [name],
    ),
  );
}
