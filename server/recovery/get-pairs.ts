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
  return reader.rows(
    pair,
    `WITH line AS (
       SELECT id AS to_id, as_of AS to_on,
              lag(id) OVER (ORDER BY as_of) AS from_id, lag(as_of) OVER (ORDER BY as_of) AS from_on
       FROM snapshot WHERE status = 'current'
     )
     SELECT l.from_id AS "fromId", l.to_id AS "toId", l.from_on AS "fromOn", l.to_on AS "toOn",
            w.to_id IS NOT NULL AS "isWritten",
            CASE
              WHEN EXISTS (SELECT 1 FROM posting_file b
                           WHERE b.last_on > l.from_on AND b.first_on <= l.to_on) THEN 'postings'
              WHEN w.knows_paid THEN 'book'
              WHEN w.has_fall AND NOT w.says_payment THEN 'none'
              ELSE 'snapshots' END AS source
     FROM line l LEFT JOIN movement_pair w ON w.from_id = l.from_id AND w.to_id = l.to_id
     WHERE l.from_id IS NOT NULL
       AND l.to_on > CAST($1 AS DATE) AND l.to_on <= CAST($2 AS DATE)
     ORDER BY l.to_on`,
    [from, to],
  );
}

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
