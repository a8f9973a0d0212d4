import type { LoanFilter } from '../triage/loan-filter.ts';
import { type Pair, pairTable } from './get-pairs.ts';
import type { SqlPart } from './recovered-rows.ts';
import { sideWhere } from './side-filter.ts';

/** What `moved` reads of `movement` and of `posted_loan`. */
const COLUMNS = `u.loan_id, u.before_state, u.after_state, u.before_fen, u.after_fen,
    u.before_branch, u.after_branch, u.before_officer, u.after_officer,
    u.after_book_status AS book_status, u.decrease_reason, u.before_days, u.after_days,
    p.from_id, p.to_id, p.from_on, p.to_on, p.source,
    coalesce(u.defaulted_on <= p.from_on, FALSE) AS was_known,
    CASE WHEN p.source = 'postings' THEN u.posted_fen ELSE 0 END AS posted_fen,
    CASE WHEN p.source = 'book' THEN u.paid_fen END AS paid_fen, u.paid_fen AS said_fen,
    CASE WHEN p.source = 'snapshots'
      THEN u.last_paid_on > p.from_on AND u.last_paid_on <= p.to_on END AS paid_in_between`;

/**
 * Every movement of the pairs with the money posted on book in the same days, as CTEs ending in
 * `moved`. A claim with money posted that did not move is a row too: it is a question; so is a loan
 * that was paid off without ever having been seen non-performing. `posted_fen`
 * is 0 unless postings speak for the pair, `paid_fen` is NULL unless the book does;
 * `said_fen` is what the book says, whatever speaks for the pair;
 * `in_before`, `in_after`: whether the filter holds on either side.
 */
export function movementRows(pairs: readonly Pair[], filter: Omit<LoanFilter, 'asOf'>): SqlPart {
  const scope = sideWhere(filter, 1, 'u');
  const inScope = `${scope.sql('before')} AS in_before, ${scope.sql('after')} AS in_after`;
  return {
    sql: `${pairTable(pairs)},
  moved AS (
    SELECT ${COLUMNS}, ${inScope}
    FROM movement u JOIN pair p ON p.from_id = u.from_id AND p.to_id = u.to_id
    UNION ALL
    SELECT ${COLUMNS}, ${inScope}
    FROM posted_loan u JOIN pair p ON p.from_id = u.from_id AND p.to_id = u.to_id
    WHERE p.source = 'postings' AND NOT u.has_moved
      AND (u.before_state = 'on_book' AND u.after_state = 'on_book'
        OR u.before_state = 'performing' AND u.after_state = 'absent')
  )`,
    binds: scope.binds,
  };
}
