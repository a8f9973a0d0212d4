import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { LedgerSpan } from './coverage.ts';

/** Two consecutive current snapshots: days after `fromOn`, up to and with `toOn`. */
export interface Pair {
  fromId: number;
  toId: number;
  fromOn: IsoDate;
  toOn: IsoDate;
  isWritten: boolean;
  source: 'postings' | 'book' | 'snapshots' | 'none';
}

const book = z.object({ id: z.int(), asOf: z.string() });
const written = z.object({
  fromId: z.int(),
  toId: z.int(),
  knowsPaid: z.boolean().nullable(),
  hasFall: z.boolean().nullable(),
  saysPayment: z.boolean().nullable(),
});

const ledgerSpan = z.object({ firstOn: z.string(), lastOn: z.string() });

/** The days of every posting file that has a line. */
export function getLedgerSpans(reader: Reader): Promise<LedgerSpan[]> {
  return reader.rows(
    ledgerSpan,
    `SELECT first_on AS "firstOn", last_on AS "lastOn" FROM posting_file
     WHERE first_on IS NOT NULL AND last_on IS NOT NULL`,
  );
}

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
  // Whole tables, a row a book: joined here, for planning the join costs more than all of it, and
  // every span asks the same.
  const books = await reader.rows(
    book,
    `SELECT id, as_of AS "asOf" FROM snapshot WHERE status = 'current' ORDER BY as_of`,
  );
  const known = await reader.rows(
    written,
    `SELECT from_id AS "fromId", to_id AS "toId", knows_paid AS "knowsPaid",
            has_fall AS "hasFall", says_payment AS "saysPayment" FROM movement_pair`,
  );
  const files = await getLedgerSpans(reader);
  const wordsOf = new Map(known.map((one) => [`${one.fromId} ${one.toId}`, one]));
  return books.slice(1).flatMap(({ id: toId, asOf: toOn }, place): Pair[] => {
    const { id: fromId = 0, asOf: fromOn = '' } = books[place] ?? {};
    if (toOn <= from || toOn > to) return [];
    const words = wordsOf.get(`${fromId} ${toId}`);
    const isPosted = files.some((own) => own.lastOn > fromOn && own.firstOn <= toOn);
    const said = words?.hasFall && !words.saysPayment ? 'none' : 'snapshots';
    const source = isPosted ? 'postings' : words?.knowsPaid ? 'book' : said;
    return [{ fromId, toId, fromOn, toOn, isWritten: words !== undefined, source }];
  });
}

const saidBy = ({ source }: Pair): Pair['source'] => (source === 'none' ? 'snapshots' : source);

/**
 * The pairs as a table `pair(from_id, to_id, from_on, to_on, source)` for a WITH clause. A pair that
 * says nothing of payment is one of balances alone there.
 */
export function pairTable(pairs: readonly Pair[]): string {
  const day = (iso: IsoDate) => `DATE '${iso}'`;
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
      `(${each.fromId}, ${each.toId}, ${day(each.fromOn)}, ${day(each.toOn)}, '${saidBy(each)}')`,
  );
  return `pair(from_id, to_id, from_on, to_on, source) AS (VALUES ${rows.join(', ')})`;
}
