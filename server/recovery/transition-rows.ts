import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import { ENTERED, onBookSql, rankSql, type StateKind, stateSql } from './claim-states.ts';
import type { SqlPart } from './recovered-rows.ts';

/** Loans `l` of a snapshot, with their segments `s` only where the condition asks for them. */
const loansOf = (snapshot: string, where: string) =>
  `FROM loan l ${
    /\bs\./.test(where)
      ? 'LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id'
      : ''
  } WHERE l.snapshot_id = ${snapshot} AND ${onBookSql('l')} AND ${where}`;

/**
 * Where every claim on the book of one snapshot stands in a later one, as CTEs ending in
 * `transition(loan_id, branch, officer, row_state, col_state, row_rank, col_rank, before_fen,
 * after_fen, before_days, after_days)`. `col_state` is a state, or an exit: what the first book
 * without the claim says of it, else cash when the ledger shows principal for all of it, else
 * 'gone'. Claims that were not on the book before are of row 'entered', `before_fen` 0. The filter
 * holds for the claim where it stood before (of those that entered: where it stands now), so that
 * every claim counts once and branches add to the bank. Binds $1 to $4 are the two snapshots.
 */
export function transitionRows(
  { from, to }: { from: SnapshotRef; to: SnapshotRef },
  kind: StateKind,
  filter: Omit<LoanFilter, 'asOf'>,
): SqlPart {
  const { sql: where, binds } = loanWhere(filter, 5);
  const columns = `l.loan_id, l.branch, l.officer, l.balance_fen, l.days_past_due,
    ${stateSql(kind, 'l')} AS state`;
  return {
    sql: `
  before_side AS (SELECT ${columns} ${loansOf('$1', where)}),
  after_side AS (SELECT ${columns} ${loansOf('$2', 'TRUE')}),
  exited AS (
    SELECT b.loan_id, b.balance_fen FROM before_side b
    WHERE NOT EXISTS (SELECT 1 FROM after_side a WHERE a.loan_id = b.loan_id)
  ),
  last_word AS (
    SELECT DISTINCT ON (l.loan_id) l.loan_id, l.npl_state, l.book_status, l.decrease_reason,
           coalesce(l.last_paid_on > CAST($3 AS DATE), FALSE) AS was_paid
    FROM loan l JOIN snapshot x ON x.id = l.snapshot_id
    WHERE x.status = 'current' AND x.as_of > CAST($3 AS DATE) AND x.as_of <= CAST($4 AS DATE)
      AND NOT ${onBookSql('l')} AND l.loan_id IN (SELECT loan_id FROM exited)
    ORDER BY l.loan_id, x.as_of
  ),
  paid AS (
    SELECT t.loan_id, CAST(sum(t.principal_fen) AS BIGINT) AS principal_fen
    FROM posting t
    WHERE t.posted_on > CAST($3 AS DATE) AND t.posted_on <= CAST($4 AS DATE)
      AND t.book_side = 'on' AND t.loan_id IN (SELECT loan_id FROM exited)
    GROUP BY t.loan_id
  ),
  exit_of AS (
    SELECT e.loan_id,
           CASE WHEN w.npl_state = 'off_book' THEN
                  CASE w.book_status WHEN 'written_off' THEN 'writeoff'
                    WHEN 'transferred' THEN 'transfer' ELSE 'other' END
                WHEN w.decrease_reason = 'written_off' THEN 'writeoff'
                WHEN w.decrease_reason = 'transferred' THEN 'transfer'
                WHEN w.decrease_reason = 'foreclosed' THEN 'foreclosure'
                WHEN w.decrease_reason = 'cash' OR w.was_paid
                  OR p.principal_fen >= e.balance_fen THEN 'cash'
                ELSE 'gone' END AS way
    FROM exited e
    LEFT JOIN last_word w ON w.loan_id = e.loan_id
    LEFT JOIN paid p ON p.loan_id = e.loan_id
  ),
  transition AS (
    SELECT b.loan_id, b.branch, b.officer, b.state AS row_state,
           coalesce(a.state, x.way) AS col_state,
           ${rankSql(kind, 'b.state')} AS row_rank, ${rankSql(kind, 'a.state')} AS col_rank,
           coalesce(b.balance_fen, 0) AS before_fen, coalesce(a.balance_fen, 0) AS after_fen,
           b.days_past_due AS before_days, a.days_past_due AS after_days
    FROM before_side b
    LEFT JOIN after_side a ON a.loan_id = b.loan_id
    LEFT JOIN exit_of x ON x.loan_id = b.loan_id
    UNION ALL
    SELECT n.loan_id, n.branch, n.officer, '${ENTERED}', n.state, NULL, ${rankSql(kind, 'n.state')},
           0, coalesce(n.balance_fen, 0), NULL, n.days_past_due
    FROM (SELECT ${columns} ${loansOf('$2', where)}) n
    WHERE NOT EXISTS (SELECT 1 FROM loan l WHERE l.snapshot_id = $1 AND l.loan_id = n.loan_id
                      AND ${onBookSql('l')})
  )`,
    binds: [from.id, to.id, from.asOf, to.asOf, ...binds],
  };
}

/** SQL conditions on a row of `transition`: which way a claim went. */
export const WAYS = {
  worse: 'col_rank > row_rank',
  better: 'col_rank < row_rank',
  same: 'col_state = row_state',
  /** To a worse band, or written off: what a roll rate counts. */
  rolled: `(col_rank > row_rank OR col_state = 'writeoff')`,
} as const;
export type Way = keyof typeof WAYS;
