import { CLASS_LAG } from '../triage/loan-flags.ts';

/** Two consecutive snapshots and their days. */
export interface WrittenPair {
  fromId: number;
  toId: number;
  fromOn: string;
  toOn: string;
}

/** The loans of snapshot `id` for which `where` holds, with what triage says of them. */
export const bookOf = (id: '$1' | '$2', where = 'TRUE') => `(
    SELECT l.*, ${CLASS_LAG} AS is_lagging, c.default_type, c.pain_point
    FROM loan l
    LEFT JOIN (SELECT loan_id, default_type, pain_point FROM claim WHERE snapshot_id = ${id}) c
      ON c.loan_id = l.loan_id
    WHERE l.snapshot_id = ${id} AND ${where})`;

/**
 * The columns of `movement` of an earlier book `b` and a later one `a`, up to `before_defaulted_on`.
 * `state` says what state a side is in, `paid` what the book says was paid.
 */
export const sidesOf = (state: (side: 'a' | 'b') => string, paid: string) => `
  CAST($1 AS BIGINT) AS from_id, CAST($2 AS BIGINT) AS to_id,
  coalesce(a.loan_id, b.loan_id) AS loan_id,
  ${state('b')} AS before_state, ${state('a')} AS after_state,
  coalesce(b.balance_fen, 0) AS before_fen, coalesce(a.balance_fen, 0) AS after_fen,
  b.branch AS before_branch, a.branch AS after_branch,
  b.officer AS before_officer, a.officer AS after_officer,
  a.decrease_reason, a.defaulted_on, a.last_paid_on, ${paid} AS paid_fen,
  b.days_past_due AS before_days, a.days_past_due AS after_days,
  CASE WHEN b.loan_id IS NOT NULL THEN coalesce(b.npl_state, 'performing') END AS before_listed,
  CASE WHEN a.loan_id IS NOT NULL THEN coalesce(a.npl_state, 'performing') END AS after_listed,
  b.product AS before_product, a.product AS after_product,
  b.risk_class AS before_class, a.risk_class AS after_class,
  b.book_status AS before_book_status, a.book_status AS after_book_status,
  b.is_lagging AS before_lag, a.is_lagging AS after_lag,
  b.default_type AS before_type, a.default_type AS after_type,
  b.pain_point AS before_pain, a.pain_point AS after_pain,
  b.defaulted_on AS before_defaulted_on`;
