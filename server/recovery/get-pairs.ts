import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const pair = z.object({
  fromId: z.int(),
  toId: z.int(),
  fromOn: z.string(),
  toOn: z.string(),
  isWritten: z.boolean(),
  source: z.enum(['postings', 'book', 'snapshots', 'none']),
});

/** Two consecutive current snapshots: days after `fromOn`, up to and with `toOn`. */
export type Pair = z.infer<typeof pair>;

/**
 * The consecutive current snapshots whose later one lies in `(from, to]`, oldest first. A pair's
 * source is 'postings' when a posting file covers one of its days, else 'book' when the later book
 * says what was paid, else 'snapshots' when it says of any claim when it was last paid or why it
 * fell. Balances that fell in a book without a word on payment are 'none': they are no recovery, and
 * no proof that there was none.
 */
export async function getPairs(
  reader: Reader,
  { from = '0001-01-01', to = '9999-12-31' }: { from?: IsoDate; to?: IsoDate } = {},
): Promise<Pair[]> {
  const pairs = await reader.rows(
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
              WHEN EXISTS (SELECT 1 FROM posting_file b
                           WHERE b.last_on > l.from_on AND b.first_on <= l.to_on) THEN 'postings'
              WHEN EXISTS (SELECT 1 FROM movement m
                           WHERE m.from_id = l.from_id AND m.to_id = l.to_id
                             AND m.paid_fen IS NOT NULL) THEN 'book'
              WHEN EXISTS (SELECT 1 FROM movement m
                           WHERE m.from_id = l.from_id AND m.to_id = l.to_id
                             AND m.before_fen > m.after_fen)
               AND NOT EXISTS (SELECT 1 FROM movement m
                               WHERE m.from_id = l.from_id AND m.to_id = l.to_id
                                 AND ${SAYS_PAYMENT}) THEN 'none'
              ELSE 'snapshots' END AS source
     FROM line l
     WHERE l.from_id IS NOT NULL
       AND l.to_on > CAST($1 AS DATE) AND l.to_on <= CAST($2 AS DATE)
     ORDER BY l.to_on`,
    [from, to],
  );
  const mute = pairs.filter((each) => each.source === 'none').map((each) => each.toId);
  if (mute.length === 0) return pairs;
  // None of the claims that moved: then it is for the whole book to say.
  const speaking = await reader.rows(
    z.object({ id: z.int() }),
    `SELECT DISTINCT m.snapshot_id AS id FROM loan m
     WHERE m.snapshot_id IN (${mute.join(', ')}) AND m.npl_state IS NOT NULL AND ${SAYS_PAYMENT}`,
  );
  const ids = new Set(speaking.map(({ id }) => id));
  return pairs.map((each) => (ids.has(each.toId) ? { ...each, source: saidBy(each) } : each));
}

const SAYS_PAYMENT = '(m.last_paid_on IS NOT NULL OR m.decrease_reason IS NOT NULL)';

const saidBy = ({ source }: Pair): Pair['source'] => (source === 'none' ? 'snapshots' : source);

/**
 * The pairs as a table `pair(from_id, to_id, from_on, to_on, source)` for a WITH clause. A pair that
 * says nothing of payment is one of balances alone there.
 */
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
    (each) =>
      `(CAST(${each.fromId} AS BIGINT), CAST(${each.toId} AS BIGINT), ${day(each.fromOn)}, ${day(each.toOn)}, '${saidBy(each)}')`,
  );
  return `pair(from_id, to_id, from_on, to_on, source) AS (VALUES ${rows.join(', ')})`;
}
