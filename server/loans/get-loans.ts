import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { maskBorrower } from '../loan-book/mask-personal.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { LOAN_SELECT, loanRow, orderOf, SORTABLE } from './loan-columns.ts';
import { loansFrom } from './loan-list-sql.ts';

const whole = (fallback: string, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .default(fallback)
    .transform(Number)
    .pipe(z.int().max(most));

export const loansQuery = loanFilter.extend({
  search: z.string().max(60).optional(),
  sort: z.enum(SORTABLE).default('balanceFen'),
  order: z.enum(['asc', 'desc']).default('desc'),
  offset: whole('0', 999_999_999),
  limit: whole('100', 500),
});
type LoansQuery = z.infer<typeof loansQuery>;

const totalRow = z.object({
  loans: z.int(),
  balanceFen: z.int(),
  principalOriginalFen: z.int(),
  overduePrincipalFen: z.int(),
  interestFen: z.int(),
  collateralValueFen: z.int(),
  paidThisYearFen: z.int(),
  knownPredicates: z.int(),
  allPredicates: z.int(),
  /** Balance of the loans whose collateral value is known: the ratio's own denominator. */
  collateralisedFen: z.int(),
  unknownInterest: z.int(),
  unknownPaidThisYear: z.int(),
  onBookLoans: z.int(),
  onBookFen: z.int(),
  offBookLoans: z.int(),
  offBookFen: z.int(),
});

const total = (name: string) => `CAST(coalesce(sum(${name}), 0) AS BIGINT)`;

/**
 * One page of loans in the order asked for, and the totals of all of them (fen, and counts of what
 * is unknown). Ratios of the totals row are sums over sums. Keys are ordered first and the wide
 * columns fetched for one page only; ties are broken by loan number, so pages never overlap.
 */
export async function getLoans(reader: Reader, asked: LoansQuery) {
  const snapshot = await getSnapshot(reader, asked.asOf);
  const { search, sort, order, offset, limit, ...filter } = asked;
  const from = loansFrom(filter, search);
  const binds = [snapshot.id, ...from.binds];
  // One page of keys, and not a place for every loan: the engine then keeps only the best so many.
  const inOrder = `${orderOf(sort)} ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, l.loan_id`;
  const [rows, totals] = await Promise.all([
    reader.rows(
      loanRow,
      `WITH page AS (
         SELECT l.snapshot_id, l.row_no ${from.sql}
         ORDER BY ${inOrder} LIMIT ${limit} OFFSET ${offset}
       )
       SELECT ${LOAN_SELECT}
       FROM page
       JOIN loan l ON l.snapshot_id = page.snapshot_id AND l.row_no = page.row_no
       LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
       WHERE l.snapshot_id = $1
       ORDER BY ${inOrder}`,
      binds,
    ),
    getTotals(reader, from.sql, binds),
  ]);
  return {
    asOf: snapshot.asOf,
    rows: rows.map((row) => ({
      ...row,
      borrowerName: maskBorrower(row.borrowerName, row.borrowerKind),
      gates: row.gates === null ? [] : row.gates.split(';').filter((gate) => gate !== ''),
    })),
    total: totals.loans,
    totals,
  };
}

function getTotals(reader: Reader, from: string, binds: Parameters<Reader['one']>[2]) {
  const interest = `coalesce(l.interest_on_book_fen, 0) + coalesce(l.interest_off_book_fen, 0)
     + coalesce(l.penalty_interest_fen, 0)`;
  return reader.one(
    totalRow,
    `SELECT count(*) AS "loans", ${total('l.balance_fen')} AS "balanceFen",
       ${total('l.principal_original_fen')} AS "principalOriginalFen",
       ${total('l.overdue_principal_fen')} AS "overduePrincipalFen",
       ${total(interest)} AS "interestFen",
       ${total('l.collateral_value_fen')} AS "collateralValueFen",
       ${total('l.paid_this_year_fen')} AS "paidThisYearFen",
       ${total('s.known_predicates')} AS "knownPredicates",
       ${total('s.all_predicates')} AS "allPredicates",
       ${total('CASE WHEN l.collateral_value_fen IS NOT NULL THEN l.balance_fen END')}
         AS "collateralisedFen",
       count(*) FILTER (WHERE coalesce(l.interest_on_book_fen, l.interest_off_book_fen,
         l.penalty_interest_fen) IS NULL) AS "unknownInterest",
       count(*) FILTER (WHERE l.paid_this_year_fen IS NULL) AS "unknownPaidThisYear",
       count(*) FILTER (WHERE l.npl_state = 'on_book') AS "onBookLoans",
       ${total(`CASE WHEN l.npl_state = 'on_book' THEN l.balance_fen END`)} AS "onBookFen",
       count(*) FILTER (WHERE l.npl_state = 'off_book') AS "offBookLoans",
       ${total(`CASE WHEN l.npl_state = 'off_book' THEN l.balance_fen END`)} AS "offBookFen"
     ${from}`,
    binds,
  );
}
