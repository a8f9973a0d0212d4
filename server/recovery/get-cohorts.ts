import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import {
  ageBandSql,
  type CohortCash,
  type CohortStock,
  cohortNoSql,
  monthsSql,
} from './cohort-curve.ts';
import type { Pair } from './get-pairs.ts';
import type { BookSide } from './get-plan.ts';
import { readCells } from './read-cells.ts';
import { recoveredRows, type SqlPart } from './recovered-rows.ts';

const side = z.enum(['on', 'off']);
const names = { branch: z.string().nullable(), officer: z.string().nullable() };
const stockRow = z.object({
  bookId: z.int(),
  side,
  age: z.int().nullable(),
  balanceFen: z.int(),
});
const cashRow = z.object({
  from: z.string(),
  to: z.string(),
  side,
  age: z.int().nullable(),
  cashFen: z.int(),
});

const AGE = ageBandSql(monthsSql('c.defaulted_on', 'n.as_of'));
const SIDE = `CASE c.npl_state WHEN 'off_book' THEN 'off' ELSE 'on' END`;

/** Adds up the cohorts of a book in its load, after its claims. */
export const cohortStep: LoadStep = {
  name: 'movements',
  async run(tx, { id, asOf }) {
    await tx.run(
      `INSERT INTO cohort_stock
       SELECT c.snapshot_id, c.branch, c.officer, ${SIDE} AS side, ${AGE} AS age,
              CAST(sum(c.balance_fen) AS BIGINT)
       FROM claim c JOIN (SELECT CAST($2 AS DATE) AS as_of) n ON TRUE
       WHERE c.snapshot_id = $1
       GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3`,
      [id, asOf],
    );
  },
};

/** What the stocks of a filter are read from. */
type OfStock = Omit<LoanFilter, 'asOf'>;

/** Whether the filter asks for nothing but a holder: then the sums of the load answer. */
const asksHolder = ({ branch: _, officer: __, ...ofLoan }: OfStock) =>
  Object.values(ofLoan).every((wanted) => wanted === undefined);

/** The cohorts of `books` (ids) under the filter, as `stock(branch, officer, book_id, …)`. */
function stockRows(books: readonly number[], filter: OfStock, sides: readonly BookSide[]): SqlPart {
  const { sql, binds } = loanWhere(filter, 1, ON_CLAIM);
  const where = `c.snapshot_id IN (${books.join(', ')}) AND ${sql}`;
  const isOf = `side IN (${sides.map((one) => `'${one}'`).join(', ')})`;
  const held = 'c.branch, c.officer, c.snapshot_id AS book_id';
  return {
    sql: asksHolder(filter)
      ? `stock AS (
        SELECT ${held}, c.side, c.age, c.balance_fen FROM cohort_stock c WHERE ${where} AND c.${isOf})`
      : `stock AS (
      SELECT * FROM (
        SELECT ${held}, ${SIDE} AS side, ${AGE} AS age, c.balance_fen
        FROM claim c JOIN snapshot n ON n.id = c.snapshot_id WHERE ${where}
      ) x WHERE ${isOf})`,
    binds,
  };
}

/** The days of the books of the pairs, by their ids. */
export const bookDays = (pairs: readonly Pair[]): Map<number, IsoDate> =>
  new Map(
    pairs.flatMap(({ fromId, fromOn, toId, toOn }) => [
      [fromId, fromOn],
      [toId, toOn],
    ]),
  );

/**
 * The open stock of every book of the pairs by age since default, under the filter. Loans whose
 * balance is unknown add nothing.
 */
export async function getCohortStocks(
  reader: Reader,
  pairs: readonly Pair[],
  filter: OfStock,
  sides: readonly BookSide[],
): Promise<CohortStock[]> {
  if (pairs.length === 0) return [];
  const days = bookDays(pairs);
  const { sql, binds } = stockRows([...days.keys()], filter, sides);
  const rows = await reader.rows(
    stockRow,
    `WITH ${sql}
     SELECT book_id AS "bookId", side, age, CAST(sum(balance_fen) AS BIGINT) AS "balanceFen"
     FROM stock GROUP BY book_id, side, age HAVING sum(balance_fen) > 0`,
    binds,
  );
  return rows.map(({ bookId, ...own }) => ({ ...own, day: days.get(bookId) ?? '' }));
}

/** The open stock of one branch, or of one officer of one, in some books. */
export interface UnitStock {
  branch: string | null;
  officer: string | null;
  /** Three numbers a cohort of a book: the book's id, `cohortNo`, the balance in fen. */
  cells: ArrayLike<number>;
}

/**
 * The same of `books` (ids) by branch, or by officer of each. A row a unit: its cohorts come as one
 * text, for there are tens of thousands of them.
 */
export async function getUnitStocks(
  reader: Reader,
  books: readonly number[],
  filter: OfStock,
  sides: readonly BookSide[],
  by: 'branch' | 'officer',
): Promise<UnitStock[]> {
  if (books.length === 0) return [];
  const { sql, binds } = stockRows(books, filter, sides);
  const unit = by === 'officer' ? 'branch, officer' : 'branch, CAST(NULL AS VARCHAR) AS officer';
  // An officer's cohorts are added up by the load already.
  const open =
    by === 'officer' && asksHolder(filter)
      ? 'SELECT branch, officer, book_id, side, age, balance_fen FROM stock WHERE balance_fen > 0'
      : `SELECT ${unit}, book_id, side, age, CAST(sum(balance_fen) AS BIGINT) AS balance_fen
       FROM stock GROUP BY 1, 2, 3, 4, 5 HAVING sum(balance_fen) > 0`;
  const rows = await reader.rows(
    z.object({ ...names, cells: z.string() }),
    `WITH ${sql}, open AS (${open})
     SELECT branch, officer, string_agg(CAST(book_id AS VARCHAR) || ' '
              || CAST(${cohortNoSql('side', 'age')} AS VARCHAR) || ' '
              || CAST(balance_fen AS VARCHAR), ';') AS cells
     FROM open GROUP BY branch, officer`,
    binds,
  );
  return rows.map(({ cells, ...who }) => ({ ...who, cells: readCells(cells) }));
}

/**
 * What came in between the books of each pair from claims that the earlier one shows open, by their
 * age there, under the filter. Money on other claims is in no cohort.
 */
export async function getCohortCash(
  reader: Reader,
  pairs: readonly Pair[],
  span: { from: IsoDate; to: IsoDate },
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
): Promise<CohortCash[]> {
  if (pairs.length === 0) return [];
  const { sql, binds } = recoveredRows(pairs, span, filter);
  return reader.rows(
    cashRow,
    `WITH ${sql}
     SELECT "from", "to", side, ${ageBandSql('months')} AS age,
            CAST(sum(principal_fen) AS BIGINT) AS "cashFen"
     FROM (SELECT u.from_on AS "from", u.to_on AS "to",
                  CASE u.before_listed WHEN 'off_book' THEN 'off' ELSE 'on' END AS side,
                  ${monthsSql('u.before_defaulted_on', 'u.from_on')} AS months, r.principal_fen
           FROM recovered r
           JOIN seen u ON r.on_day > u.from_on AND r.on_day <= u.to_on AND u.loan_id = r.loan_id
           WHERE u.before_listed IN ('on_book', 'off_book')) x
     WHERE side IN (${sides.map((one) => `'${one}'`).join(', ')})
     GROUP BY 1, 2, 3, 4`,
    binds,
  );
}
