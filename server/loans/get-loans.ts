import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { maskBorrower } from '../loan-book/mask-personal.ts';
import { type LoanFilter, loanFilter, loansJoined } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { LOAN_SELECT, type LoanRow, loanRow, orderOf, SORTABLE } from './loan-columns.ts';
import { loanSums, loansFrom } from './loan-list-sql.ts';

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

const key = z.object({ rowNo: z.int() });
const paged = loanRow.extend({ rowNo: z.int() });

/**
 * One page of loans in the order asked for, and the totals of all of them (fen, and counts of what
 * is unknown). Ratios of the totals row are sums over sums. Keys are ordered first and the wide
 * columns fetched for one page only; ties stand in the order of the book, so pages never overlap.
 */
export async function getLoans(reader: Reader, asked: LoansQuery) {
  const snapshot = await getSnapshot(reader, asked.asOf);
  const { search, sort, order, offset, limit, ...filter } = asked;
  const [rows, totals] = await Promise.all([
    getPage(reader, snapshot.id, asked),
    getTotals(reader, snapshot.id, filter, search),
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

async function getPage(
  reader: Reader,
  snapshotId: number,
  { search, sort, order, offset, limit, ...filter }: LoansQuery,
): Promise<LoanRow[]> {
  const by = orderOf(sort);
  const from = loansFrom(filter, search, by);
  // One page of keys, and not a place for every loan: the engine then keeps only the best so many.
  const inOrder = `${by} ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, l.row_no`;
  const keys = await reader.rows(
    key,
    `SELECT l.row_no AS "rowNo" ${from.sql} ORDER BY ${inOrder} LIMIT ${limit} OFFSET ${offset}`,
    [snapshotId, ...from.binds],
  );
  if (keys.length === 0) return [];
  // Places that the statement names are sought before anything wide of the book is unpacked.
  const rows = await reader.rows(
    paged,
    `SELECT l.row_no AS "rowNo", ${LOAN_SELECT} ${loansJoined(LOAN_SELECT)}
     WHERE l.snapshot_id = $1 AND l.row_no IN (${keys.map(({ rowNo }) => rowNo).join(', ')})`,
    [snapshotId],
  );
  const byPlace = new Map(rows.map(({ rowNo, ...row }) => [rowNo, row]));
  return keys.flatMap(({ rowNo }) => byPlace.get(rowNo) ?? []);
}

function getTotals(
  reader: Reader,
  snapshotId: number,
  filter: LoanFilter,
  search: string | undefined,
) {
  const { sql, binds, sum, column } = loanSums(filter, search);
  const isIn = (state: string) => `${column('npl_state')} = '${state}'`;
  return reader.one(
    totalRow,
    `SELECT ${sum('loans')} AS "loans", ${sum('balance_fen')} AS "balanceFen",
       ${sum('principal_fen')} AS "principalOriginalFen",
       ${sum('overdue_fen')} AS "overduePrincipalFen", ${sum('interest_fen')} AS "interestFen",
       ${sum('collateral_fen')} AS "collateralValueFen",
       ${sum('paid_year_fen')} AS "paidThisYearFen",
       ${sum('known_predicates')} AS "knownPredicates",
       ${sum('all_predicates')} AS "allPredicates",
       ${sum('collateralised_fen')} AS "collateralisedFen",
       ${sum('unknown_interest')} AS "unknownInterest",
       ${sum('unknown_paid')} AS "unknownPaidThisYear",
       ${sum('loans', isIn('on_book'))} AS "onBookLoans",
       ${sum('balance_fen', isIn('on_book'))} AS "onBookFen",
       ${sum('loans', isIn('off_book'))} AS "offBookLoans",
       ${sum('balance_fen', isIn('off_book'))} AS "offBookFen"
     ${sql}`,
    [snapshotId, ...binds],
  );
}
