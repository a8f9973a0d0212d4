/** Interest and penalty of a loan, none of which need be known. */
const INTERESTS = 'l.interest_on_book_fen, l.interest_off_book_fen, l.penalty_interest_fen';

/**
 * What lists and groups of loans show as sums, by the column of `segment_rollup` that keeps it: what
 * a loan `l` with its segment `s` adds to it. NULL adds nothing.
 */
export const ROLLUP_SUMS = {
  loans: '1',
  balance_fen: 'l.balance_fen',
  principal_fen: 'l.principal_original_fen',
  overdue_fen: 'l.overdue_principal_fen',
  interest_fen: `coalesce(l.interest_on_book_fen, 0) + coalesce(l.interest_off_book_fen, 0)
    + coalesce(l.penalty_interest_fen, 0)`,
  collateral_fen: 'l.collateral_value_fen',
  /** Balance of the loans whose collateral value is known: the ratio's own denominator. */
  collateralised_fen: 'CASE WHEN l.collateral_value_fen IS NOT NULL THEN l.balance_fen END',
  paid_year_fen: 'l.paid_this_year_fen',
  /** Balance now and paid this year of the loans whose book says what was paid. */
  paid_of_fen: `CASE WHEN l.paid_this_year_fen IS NOT NULL
    THEN l.balance_fen + l.paid_this_year_fen END`,
  unknown_interest: `CASE WHEN coalesce(${INTERESTS}) IS NULL THEN 1 END`,
  unknown_paid: 'CASE WHEN l.paid_this_year_fen IS NULL THEN 1 END',
  known_predicates: 's.known_predicates',
  all_predicates: 's.all_predicates',
} as const satisfies Readonly<Record<string, string>>;

export type RollupSum = keyof typeof ROLLUP_SUMS;
