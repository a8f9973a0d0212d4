import { z } from 'zod';
import { type IsoDate, isoDate } from '../calendar.ts';
import { Refusal } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const snapshotRef = z.object({ id: z.int(), asOf: isoDate });

/** A snapshot that answers queries: its id and the day it speaks of. */
export type SnapshotRef = z.infer<typeof snapshotRef>;

/**
 * The current snapshot that speaks for `asOf`: the latest one on or before that day (the latest of
 * all when no day is given). Refuses with 'no-snapshot' when the bank has loaded none by then.
 */
export async function getSnapshot(reader: Reader, asOf?: IsoDate): Promise<SnapshotRef> {
  const [found] = await reader.rows(
    snapshotRef,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of <= CAST($1 AS DATE)
     ORDER BY as_of DESC LIMIT 1`,
    [asOf ?? '9999-12-31'],
  );
  if (found) return found;
  throw new Refusal('no-snapshot', 404, {
    happened: {
      zh: asOf ? `${asOf} 及以前还没有导入贷款台账。` : '还没有导入贷款台账。',
      en: asOf
        ? `No loan book on or before ${asOf} has been loaded.`
        : 'No loan book has been loaded.',
    },
    kept: { zh: '已有数据没有变化。', en: 'What was stored is unchanged.' },
    next: { zh: '请到「数据」页上传台账。', en: 'Upload a loan book on the Data page.' },
  });
}
