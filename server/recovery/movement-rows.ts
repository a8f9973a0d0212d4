import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import { type Pair, pairTable } from './get-pairs.ts';
import type { SqlPart } from './recovered-rows.ts';

/**
 * Every movement of the pairs with the money posted on book in the same days, as CTEs ending in
 * `moved`. A claim with money posted that did not move is a row too: it is a question. `posted_fen`
 * is 0 unless postings speak for the pair, `paid_fen` is NULL unless the book does;
 * `said_fen` is what the book says, whatever speaks for the pair;
 * `in_before`, `in_after`: whether the filter holds on either side.
 */
export function movementRows(pairs: readonly Pair[], filter: Omit<LoanFilter, 'asOf'>): SqlPart {
  const { branch, officer, ...ofLoan } = filter;
  const held = loanWhere({ branch, officer }, 1, { l: 'h', s: 'h' });
  const claim = loanWhere(ofLoan, 1 + held.binds.length);
  const inScope = (side: 'before' | 'after') => {
    const holder = held.sql
      .replaceAll('h.branch', `u.${side}_branch`)
      .replaceAll('h.officer', `u.${side}_officer`);
    if (claim.sql === 'TRUE') return `coalesce(${holder}, FALSE)`;
    const id = side === 'before' ? 'u.from_id' : 'u.to_id';
    return `coalesce(${holder}, FALSE) AND EXISTS (
      SELECT 1 FROM loan l
      LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
      WHERE l.snapshot_id = ${id} AND l.loan_id = u.loan_id AND ${claim.sql})`;
  };
  const state = (side: 'a' | 'b') =>
    `CASE WHEN ${side}.loan_id IS NULL THEN 'absent' ELSE coalesce(${side}.npl_state, 'performing') END`;
  const ids = pairs.flatMap((pair) => [pair.fromId, pair.toId]);
  return {
    sql: `${pairTable(pairs)},
  posted AS (
    SELECT p.from_id, p.to_id, t.loan_id, CAST(sum(t.principal_fen) AS BIGINT) AS posted_fen
    FROM posting t JOIN pair p ON t.posted_on > p.from_on AND t.posted_on <= p.to_on
    WHERE t.book_side = 'on' AND p.source = 'postings'
    GROUP BY p.from_id, p.to_id, t.loan_id
  ),
  still AS (
    SELECT x.* FROM posted x
    WHERE NOT EXISTS (SELECT 1 FROM movement m WHERE m.from_id = x.from_id AND m.to_id = x.to_id
                      AND m.loan_id = x.loan_id)
  ),
  still_loan AS (
    SELECT l.snapshot_id, l.loan_id, l.npl_state, l.balance_fen, l.branch, l.officer,
           l.book_status, l.decrease_reason, l.defaulted_on, l.last_paid_on, l.days_past_due,
           l.paid_this_period_fen
    FROM loan l
    WHERE l.snapshot_id IN (${ids.join(', ') || 'NULL'})
      AND l.loan_id IN (SELECT loan_id FROM still)
  ),
  united AS (
    SELECT m.from_id, m.to_id, m.loan_id, m.before_state, m.after_state, m.before_fen, m.after_fen,
           m.before_branch, m.after_branch, m.before_officer, m.after_officer, m.book_status,
           m.decrease_reason, m.defaulted_on, m.last_paid_on, m.paid_fen, m.before_days,
           m.after_days, coalesce(x.posted_fen, 0) AS posted_fen
    FROM movement m
    LEFT JOIN posted x
      ON x.from_id = m.from_id AND x.to_id = m.to_id AND x.loan_id = m.loan_id
    UNION ALL
    SELECT x.from_id, x.to_id, x.loan_id, ${state('b')}, ${state('a')},
           coalesce(b.balance_fen, 0), coalesce(a.balance_fen, 0),
           b.branch, a.branch, b.officer, a.officer, a.book_status,
           a.decrease_reason, a.defaulted_on, a.last_paid_on, a.paid_this_period_fen, b.days_past_due,
           a.days_past_due, x.posted_fen
    FROM still x
    LEFT JOIN still_loan b ON b.snapshot_id = x.from_id AND b.loan_id = x.loan_id
    LEFT JOIN still_loan a ON a.snapshot_id = x.to_id AND a.loan_id = x.loan_id
  ),
  moved AS (
    SELECT u.loan_id, u.before_state, u.after_state, u.before_fen, u.after_fen,
           u.before_branch, u.after_branch, u.before_officer, u.after_officer,
           u.book_status, u.decrease_reason, u.before_days, u.after_days,
           p.from_id, p.to_id, p.from_on, p.to_on, p.source,
           coalesce(u.defaulted_on <= p.from_on, FALSE) AS was_known,
           u.posted_fen,
           CASE WHEN p.source = 'book' THEN u.paid_fen END AS paid_fen, u.paid_fen AS said_fen,
           CASE WHEN p.source = 'snapshots'
             THEN u.last_paid_on > p.from_on AND u.last_paid_on <= p.to_on END AS paid_in_between,
           ${inScope('before')} AS in_before, ${inScope('after')} AS in_after
    FROM united u JOIN pair p ON p.from_id = u.from_id AND p.to_id = u.to_id
  )`,
    binds: [...held.binds, ...claim.binds],
  };
}
