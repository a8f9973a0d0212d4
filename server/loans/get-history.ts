import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Bind, Reader } from '../warehouse/warehouse.ts';

const week = z.object({
  bookId: z.int(),
  asOf: z.string(),
  balanceFen: z.int().nullable(),
  daysPastDue: z.int().nullable(),
  riskClass: z.string().nullable(),
  bookStatus: z.string().nullable(),
  officer: z.string().nullable(),
});
const book = z.object({ id: z.int() });
const typed = z.object({ bookId: z.int(), defaultType: z.string().nullable() });

/** What a loan keeps all its life, unless the books correct it: NULL where they do not say. */
export interface Granted {
  principalFen: number | null;
  disbursedOn: IsoDate | null;
}

/**
 * One loan in every book in force up to a day, oldest first. Whole numbers and days are compared
 * many times faster than the texts of loan numbers, so the books are searched by what the loan was
 * granted with first, and by its number alone only where that did not find it.
 */
export async function getHistory(
  reader: Reader,
  loanId: string,
  { principalFen, disbursedOn }: Granted,
  asOf: IsoDate,
) {
  const books = await reader.rows(
    book,
    `SELECT id FROM snapshot WHERE status = 'current' AND as_of <= CAST($1 AS DATE)`,
    [asOf],
  );
  const weeksOf = (ids: readonly number[], also: string, binds: readonly Bind[]) =>
    ids.length === 0
      ? []
      : reader.rows(
          week,
          `SELECT n.id AS "bookId", n.as_of AS "asOf", l.balance_fen AS "balanceFen",
             l.days_past_due AS "daysPastDue", l.risk_class AS "riskClass",
             l.book_status AS "bookStatus", l.officer AS "officer"
           FROM loan l JOIN snapshot n ON n.id = l.snapshot_id
           WHERE l.snapshot_id IN (${ids.join(', ')}) ${also} AND l.loan_id = $1`,
          [loanId, ...binds],
        );
  const all = books.map(({ id }) => id);
  const alike =
    principalFen === null || disbursedOn === null
      ? []
      : await weeksOf(
          all,
          'AND l.principal_original_fen = $2 AND l.disbursed_on = CAST($3 AS DATE)',
          [principalFen, disbursedOn],
        );
  const found = new Set(alike.map(({ bookId }) => bookId));
  const [rest, types] = await Promise.all([
    weeksOf(
      all.filter((id) => !found.has(id)),
      '',
      [],
    ),
    reader.rows(
      typed,
      `SELECT snapshot_id AS "bookId", default_type AS "defaultType" FROM segment
       WHERE loan_id = $1`,
      [loanId],
    ),
  ]);
  const typeOf = new Map(types.map(({ bookId, defaultType }) => [bookId, defaultType]));
  return [...alike, ...rest]
    .sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
    .map(({ bookId, ...one }) => ({ ...one, defaultType: typeOf.get(bookId) ?? null }));
}
