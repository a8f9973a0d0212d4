import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import { CLASS_LAG } from '../triage/loan-flags.ts';
import { ENTERED, onBookSql, rankSql, type StateKind, stateSql } from './claim-states.ts';
import type { SqlPart } from './recovered-rows.ts';

/** What the filter of a page asks of a loan, under the names of `transition_sum`. */
export const LABELS = [
  ...['branch', 'officer', 'product', 'risk_class', 'book_status', 'class_lag', 'npl_state'],
  ...['default_type', 'pain_point'],
];

/** Loans `l` of a snapshot that stand on its book, with what triage says of the claims among them. */
const loansOf = (snapshot: string, where: string) => `
    SELECT l.loan_id, l.branch, l.officer, l.product, l.risk_class, l.book_status,
           ${CLASS_LAG} AS class_lag, l.npl_state, s.default_type, s.pain_point,
           l.balance_fen, l.days_past_due,
           ${stateSql('class', 'l')} AS class_state, ${stateSql('days', 'l')} AS days_state
    FROM loan l
    LEFT JOIN (SELECT * FROM claim WHERE snapshot_id = ${snapshot}) s ON s.loan_id = l.loan_id
    WHERE l.snapshot_id = ${snapshot} AND ${onBookSql('l')} AND ${where}`;

/** The books in force, where nothing else is said. */
const IN_FORCE = `(SELECT id, as_of FROM snapshot WHERE status = 'current')`;

/**
 * Where every claim on the book of one snapshot stands in a later one, as CTEs ending in
 * `passage(loan_id, labels, is_entered, row_class, row_days, col_class, col_days, exit,
 * exit_fen, before_fen, after_fen, before_days, after_days)`. A claim that left has an `exit`
 * instead of the columns `col_…`: what the first of the `books` without it says of it, else 'gone'
 * (see `gonePaid`). Claims that were not on the book before have entered, `before_fen` 0. The filter
 * holds for the claim where it stood before (of those that entered: where it stands now), so that
 * every claim counts once and branches add to the bank. Binds $1 to $4 are the two snapshots.
 */
export function passageRows(
  { from, to }: { from: SnapshotRef; to: SnapshotRef },
  filter: Omit<LoanFilter, 'asOf'>,
  { books = IN_FORCE, labels = LABELS }: { books?: string; labels?: readonly string[] } = {},
): SqlPart {
  const { sql: where, binds } = loanWhere(filter, 5);
  const passed = `m.loan_id, ${labels.map((name) => `m.${name}`).join(', ')}, m.is_entered,
           CASE WHEN m.is_entered THEN '${ENTERED}' ELSE m.row_class END AS row_class,
           CASE WHEN m.is_entered THEN '${ENTERED}' ELSE m.row_days END AS row_days,
           m.col_class, m.col_days, coalesce(m.before_fen, 0) AS before_fen,
           coalesce(m.after_fen, 0) AS after_fen, m.before_days, m.after_days`;
  return {
    sql: `
  before_side AS (${loansOf('$1', where)}),
  after_side AS (${loansOf('$2', 'TRUE')}),
  met AS MATERIALIZED (${where === 'TRUE' ? met(labels) : metWhere(where, labels)}),
  exited AS (SELECT m.loan_id FROM met m WHERE m.has_left),
  last_word AS (
    SELECT DISTINCT ON (l.loan_id) l.loan_id, l.npl_state, l.book_status, l.decrease_reason,
           coalesce(l.last_paid_on > CAST($3 AS DATE), FALSE) AS was_paid
    FROM loan l JOIN ${books} x ON x.id = l.snapshot_id
    WHERE x.as_of > CAST($3 AS DATE) AND x.as_of <= CAST($4 AS DATE)
      AND NOT ${onBookSql('l')} AND l.loan_id IN (SELECT loan_id FROM exited)
    ORDER BY l.loan_id, x.as_of
  ),
  exit_of AS (
    SELECT e.loan_id,
           CASE WHEN w.npl_state = 'off_book' THEN
                  CASE w.book_status WHEN 'written_off' THEN 'writeoff'
                    WHEN 'transferred' THEN 'transfer' ELSE 'other' END
                WHEN w.decrease_reason = 'written_off' THEN 'writeoff'
                WHEN w.decrease_reason = 'transferred' THEN 'transfer'
                WHEN w.decrease_reason = 'foreclosed' THEN 'foreclosure'
                WHEN w.decrease_reason = 'cash' OR w.was_paid THEN 'cash'
                ELSE 'gone' END AS way
    FROM exited e LEFT JOIN last_word w ON w.loan_id = e.loan_id
  ),
  passage AS (
    SELECT ${passed}, CAST(NULL AS VARCHAR) AS exit, CAST(NULL AS BIGINT) AS exit_fen
    FROM met m WHERE NOT m.has_left
    UNION ALL
    SELECT ${passed}, x.way, m.before_fen
    FROM met m JOIN exit_of x ON x.loan_id = m.loan_id WHERE m.has_left
  )`,
    binds: [from.id, to.id, from.asOf, to.asOf, ...binds],
  };
}

const STATES = `b.class_state AS row_class, b.days_state AS row_days,
    a.class_state AS col_class, a.days_state AS col_days,
    b.balance_fen AS before_fen, a.balance_fen AS after_fen,
    b.days_past_due AS before_days, a.days_past_due AS after_days`;

/** Every claim on either book, once; its labels are those of the earlier one that has it. */
const met = (labels: readonly string[]) => `
    SELECT coalesce(b.loan_id, a.loan_id) AS loan_id,
           ${labels.map((name) => `CASE WHEN b.loan_id IS NULL THEN a.${name} ELSE b.${name} END AS ${name}`).join(', ')},
           b.loan_id IS NULL AS is_entered, a.loan_id IS NULL AS has_left, ${STATES}
    FROM before_side b FULL JOIN after_side a ON a.loan_id = b.loan_id`;

/** The same under a filter: few are in it before, so only what entered is sought in whole books. */
const metWhere = (where: string, labels: readonly string[]) => `
    SELECT b.loan_id, ${labels.map((name) => `b.${name}`).join(', ')}, FALSE AS is_entered, a.loan_id IS NULL AS has_left, ${STATES}
    FROM before_side b LEFT JOIN after_side a ON a.loan_id = b.loan_id
    UNION ALL
    SELECT n.loan_id, ${labels.map((name) => `n.${name}`).join(', ')}, TRUE, FALSE, NULL, NULL, n.class_state, n.days_state, NULL,
           n.balance_fen, NULL, n.days_past_due
    FROM (${loansOf('$2', where)}) n
    WHERE NOT EXISTS (SELECT 1 FROM loan l WHERE l.snapshot_id = $1 AND l.loan_id = n.loan_id
                      AND ${onBookSql('l')})`;

/**
 * Rows of `source` as `transition(loan_id, branch, officer, row_state, col_state, row_rank, col_rank,
 * before_fen, after_fen, …)`. `source` is `passage`, or `transition_sum` with the same columns. What
 * is gone without a word has left by cash when the ledger shows principal for all of it.
 */
export const transitionOf = (source: string, kind: StateKind, more: string): string => `
  paid AS (
    SELECT t.loan_id, CAST(sum(t.principal_fen) AS BIGINT) AS principal_fen
    FROM posting t
    WHERE t.posted_on > CAST($3 AS DATE) AND t.posted_on <= CAST($4 AS DATE)
      AND t.book_side = 'on'
      AND t.loan_id IN (SELECT loan_id FROM ${source} WHERE exit = 'gone')
    GROUP BY t.loan_id
  ),
  transition AS (
    SELECT y.*, ${rankSql(kind, 'y.row_state')} AS row_rank, ${rankSql(kind, 'y.col_state')} AS col_rank
    FROM (
      SELECT t.branch, t.officer, t.row_${kind} AS row_state,
             coalesce(t.exit, t.col_${kind}) AS col_state, t.before_fen, t.after_fen, ${more}
      FROM ${source} t WHERE t.exit IS NULL OR t.exit <> 'gone'
      UNION ALL
      SELECT t.branch, t.officer, t.row_${kind},
             CASE WHEN p.principal_fen >= t.exit_fen THEN 'cash' ELSE t.exit END,
             t.before_fen, t.after_fen, ${more}
      FROM ${source} t LEFT JOIN paid p ON p.loan_id = t.loan_id WHERE t.exit = 'gone'
    ) y
  )`;

/** Loan by loan, as CTEs ending in `transition`, from the books themselves. */
export function transitionRows(
  sides: { from: SnapshotRef; to: SnapshotRef },
  kind: StateKind,
  filter: Omit<LoanFilter, 'asOf'>,
): SqlPart {
  // What is kept of a row is held in memory for each of a book's loans: no more than is asked for.
  const { sql, binds } = passageRows(sides, filter, { labels: ['branch', 'officer'] });
  const more = 't.loan_id, 1 AS loans, t.before_days, t.after_days';
  return { sql: `${sql}, ${transitionOf('passage', kind, more)}`, binds };
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
