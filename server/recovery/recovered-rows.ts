import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Bind } from '../warehouse/warehouse.ts';
import { type Pair, pairTable } from './get-pairs.ts';
import { sideWhere } from './side-filter.ts';

/** Part of a query: text with `$n`, and its binds from `$1`. */
export interface SqlPart {
  sql: string;
  binds: Bind[];
}

/**
 * The money received after `from` up to `to` as CTEs ending in `recovered(on_day, loan_id, branch,
 * officer, book_side, principal_fen, interest_fen, source)`: the ledger's lines, as credited, for
 * the days that it covers; for the other pairs of snapshots what the later book says was paid, dated on it;
 * failing that the falls in balance that the book itself shows as paid. `seen` has each of their loans
 * as the books before and after have it. The filter's branch and
 * officer are those credited; its other keys must hold for the claim on either side of its week.
 */
export function recoveredRows(
  pairs: readonly Pair[],
  { from, to }: { from: string; to: string },
  filter: Omit<LoanFilter, 'asOf'>,
): SqlPart {
  const { branch, officer, ...ofLoan } = filter;
  const credited = loanWhere({ branch, officer }, 3, { l: 'r', s: 'r' });
  const claim = sideWhere(ofLoan, 3 + credited.binds.length, 'u');
  const hasClaimFilter = Object.values(ofLoan).some((wanted) => wanted !== undefined);
  const uncovered = pairs.filter((pair) => pair.source !== 'postings' && pair.toOn > from);
  const ids = (source: Pair['source']) =>
    uncovered.filter((pair) => pair.source === source).map((pair) => pair.toId);
  const isOff = `CASE WHEN m.before_state = 'off_book'
      OR (m.before_state = 'absent' AND m.after_state = 'off_book') THEN 'off' ELSE 'on' END`;
  // What no pair needs is not said: planning a statement costs more than most of them do.
  const fromMovements = (amount: string, source: Pair['source'], where: string) =>
    ids(source).length === 0
      ? ''
      : `
    UNION ALL SELECT p.to_on AS on_day, m.loan_id, coalesce(m.after_branch, m.before_branch) AS branch,
           coalesce(m.after_officer, m.before_officer) AS officer, ${isOff} AS book_side,
           ${amount} AS principal_fen, CAST(0 AS BIGINT) AS interest_fen, '${source}' AS source
    FROM movement m JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
    WHERE m.to_id IN (${ids(source)}) AND ${where}`;
  const inClaim = `EXISTS (
      SELECT 1 FROM seen u
      WHERE r.on_day > u.from_on AND r.on_day <= u.to_on AND u.loan_id = r.loan_id
        AND (${claim.sql('before')} OR ${claim.sql('after')}))`;
  const seenIn = (columns: string, table: string, where: string) => `
    SELECT p.from_on, p.to_on, ${columns}
    FROM ${table} u JOIN pair p ON p.from_id = u.from_id AND p.to_id = u.to_id WHERE ${where}`;
  const isPosted = ({ source }: Pair) => source === 'postings';
  const seen = [
    ...(pairs.some(isPosted) || pairs.length === 0
      ? [seenIn('u.*', 'posted_loan', `p.source = 'postings'`)]
      : []),
    ...(pairs.every(isPosted)
      ? []
      : [seenIn('u.*, TRUE AS has_moved', 'movement', `p.source <> 'postings'`)]),
  ];
  return {
    sql: `${pairTable(pairs)},
  every_recovery AS (
    SELECT posted_on AS on_day, loan_id, branch, officer, book_side, principal_fen,
           interest_fen, 'postings' AS source
    FROM credited WHERE posted_on > CAST($1 AS DATE) AND posted_on <= CAST($2 AS DATE)
    ${fromMovements('m.paid_fen', 'book', 'coalesce(m.paid_fen, 0) <> 0')}
    ${fromMovements(
      'm.before_fen - m.after_fen',
      'snapshots',
      `m.before_state IN ('on_book', 'off_book') AND m.before_fen > m.after_fen
       AND (m.decrease_reason = 'cash' OR (m.decrease_reason IS NULL
         AND m.after_state = m.before_state
         AND m.last_paid_on > p.from_on AND m.last_paid_on <= p.to_on))`,
    )}
  ),
  seen AS (${seen.join(' UNION ALL ')}),
  recovered AS (
    SELECT r.* FROM every_recovery r
    WHERE ${credited.sql}${hasClaimFilter ? ` AND ${inClaim}` : ''}
  )`,
    binds: [from, to, ...credited.binds, ...claim.binds],
  };
}
