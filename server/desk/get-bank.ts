import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';

/**
 * Whose data the desk holds: 'none' (nothing loaded yet), 'filling' (the sample bank is being
 * loaded, or its loading was cut off), 'sample' or 'own'.
 */
export async function getBank(reader: Reader): Promise<'none' | 'filling' | 'sample' | 'own'> {
  const [setting] = await reader.rows(
    z.object({ value: z.enum(['filling', 'sample', 'own']) }),
    "SELECT value FROM desk_setting WHERE key = 'bank'",
  );
  if (setting) return setting.value;
  const loaded = await reader.one(
    z.object({ snapshots: z.int() }),
    'SELECT count(*) AS snapshots FROM snapshot',
  );
  return loaded.snapshots > 0 ? 'own' : 'none';
}
