import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';

const unreadRow = z.object({ unread: z.string(), count: z.int() });
const unreadPairs = z.array(z.object({ field: z.string(), raw: z.string() }));

/** Texts of a snapshot that no list and no rule could read, by field, with their loans. */
export async function countUnread(
  reader: Reader,
  snapshotId: number,
): Promise<Map<string, Map<string, number>>> {
  const rows = await reader.rows(
    unreadRow,
    `SELECT unread, count(*) AS "count" FROM loan
     WHERE snapshot_id = $1 AND unread IS NOT NULL GROUP BY unread`,
    [snapshotId],
  );
  const counts = new Map<string, Map<string, number>>();
  for (const { unread, count } of rows) {
    for (const { field, raw } of unreadPairs.parse(JSON.parse(unread))) {
      const words = counts.get(field) ?? new Map<string, number>();
      counts.set(field, words.set(raw, (words.get(raw) ?? 0) + count));
    }
  }
  return counts;
}
