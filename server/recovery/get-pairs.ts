import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/** What a figure of recovery rests on; 'mixed' when its weeks rest on different ones. */
export const RECOVERY_SOURCES = ['postings', 'book', 'snapshots', 'mixed'] as const;
export const recoverySource = z.enum(RECOVERY_SOURCES);
export type RecoverySource = z.infer<typeof recoverySource>;

const pair = z.object({
  fromId: z.int(),
  toId: z.int(),
  fromOn: z.string(),
  toOn: z.string(),
  isWritten: z.boolean(),
  source: z.enum(['postings', 'book', 'snapshots']),
});

/** Two consecutive current snapshots: days after `fromOn`, up to and with `toOn`. */
export type Pair = z.infer<typeof pair>;

/**
 * The consecutive current snapshots whose later one lies in `(from, to]`, oldest first. A pair's
 * source is 'postings' when a posting file covers one of its days, else 'book' when the later book
 * says what was paid, else 'snapshots'.
 */
export async function getPairs(
  reader: Reader,
  { from = '0001-01-01', to = '9999-12-31' }: { from?: IsoDate; to?: IsoDate } = {},
): Promise<Pair[]> {
  return reader.rows(
    pair,
    `WITH line AS (
       SELECT id AS to_id, as_of AS to_on,
              lag(id) OVER (ORDER BY as_of) AS from_id, lag(as_of) OVER (ORDER BY as_of) AS from_on
       FROM snapshot WHERE status = 'current'
     )
     SELECT l.from_id AS "fromId", l.to_id AS "toId", l.from_on AS "fromOn", l.to_on AS "toOn",
            EXISTS (SELECT 1 FROM movement_pair w
                    WHERE w.from_id = l.from_id AND w.to_id = l.to_id) AS "isWritten",
            CASE
              WHEN EXISTS (SELECT 1 FROM posting_batch b
                           WHERE b.last_on > l.from_on AND b.first_on <= l.to_on) THEN 'postings'
              WHEN EXISTS (SELECT 1 FROM movement m
                           WHERE m.from_id = l.from_id AND m.to_id = l.to_id
                             AND m.paid_fen IS NOT NULL) THEN 'book'
              ELSE 'snapshots' END AS source
     FROM line l
     WHERE l.from_id IS NOT NULL
       AND l.to_on > CAST($1 AS DATE) AND l.to_on <= CAST($2 AS DATE)
     ORDER BY l.to_on`,
    [from, to],
  );
}

/** One source for many: the only one there is, or 'mixed'; 'snapshots' of none. */
export function commonSource(sources: readonly RecoverySource[]): RecoverySource {
  const [first = 'snapshots', ...others] = new Set(sources);
  return others.length === 0 ? first : 'mixed';
}

/** The pairs as a table `pair(from_id, to_id, from_on, to_on, source)` for a WITH clause. */
export function pairTable(pairs: readonly Pair[]): string {
  const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;
  const none: Pair[] = [
    {
      fromId: 0,
      toId: 0,
      fromOn: '0001-01-01',
      toOn: '0001-01-01',
      isWritten: false,
      source: 'snapshots',
    },
  ];
  const rows = (pairs.length === 0 ? none : pairs).map(
    ({ fromId, toId, fromOn, toOn, source }) =>
      `(CAST(${fromId} AS BIGINT), CAST(${toId} AS BIGINT), ${day(fromOn)}, ${day(toOn)}, '${source}')`,
  );
  return `pair(from_id, to_id, from_on, to_on, source) AS (VALUES ${rows.join(', ')})`;
}
