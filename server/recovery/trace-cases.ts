import type { IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Pair } from './get-pairs.ts';
import { recoveredRows, type SqlPart } from './recovered-rows.ts';

/** What cases may be grouped by. */
export const CASE_KEYS = [
  'default_type',
  'pain_point',
  'guarantee_kind',
  'product',
  'village',
] as const;
export type CaseKey = (typeof CASE_KEYS)[number];

/** What ends a case: nothing is left of it, or the first money comes in. */
export const ENDS = ['settled', 'first'] as const;
export type End = (typeof ENDS)[number];

/** The fewest months, as SQL, after which `start` and so many months is not before `day`. */
export const monthsUntil = (start: string, day: string): string =>
  `CAST((extract(YEAR FROM ${day}) - extract(YEAR FROM ${start})) * 12
    + extract(MONTH FROM ${day}) - extract(MONTH FROM ${start})
    + CASE WHEN extract(DAY FROM ${day}) > extract(DAY FROM ${start}) THEN 1 ELSE 0 END AS INTEGER)`;

/**
 * Every claim that a book up to `to` shows non-performing on book, as CTEs ending in `traced`: from
 * its default (`since`: the day of the book where nobody says, or says a later one), with its
 * balance and labels in the first such book, to its end. `pairs` are all up to `to`: the first book
 * is read, and what each has come in with is kept. It is settled when a later book has nothing left
 * on it and cash as the reason (or says none, and money for it came in); a written-off claim lives
 * on off book; sold, taken in goods, upgraded or gone from the next book, it is lost from sight.
 * `recovered_fen` is the principal that came in after it was seen, `received` has it by day;
 * `quarter` is the first day of that of default, NULL for what was bad by the first book. The filter
 * holds for the claim in that first book.
 */
export function tracedRows(
  pairs: readonly Pair[],
  to: SnapshotRef,
  filter: Omit<LoanFilter, 'asOf'>,
): SqlPart {
  const since = booksSinceOf(pairs, to);
  const money = recoveredRows(pairs, { from: since, to: to.asOf }, {});
  const where = loanWhere(filter, money.binds.length + 1, { l: 'f', s: 'f' });
  const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;
  return {
    sql: `${money.sql},
  turned AS (
    SELECT ${day(since)} AS seen_on, c.*, CAST(NULL AS BIGINT) AS from_id FROM claim c
    WHERE c.snapshot_id = ${pairs[0]?.fromId ?? to.id} AND c.npl_state = 'on_book'
    UNION ALL
    SELECT p.to_on, n.* FROM new_claim n
    JOIN pair p ON p.from_id = n.from_id AND p.to_id = n.snapshot_id
  ),
  first_bad AS (SELECT DISTINCT ON (t.loan_id) t.* FROM turned t ORDER BY t.loan_id, t.seen_on),
  bad AS MATERIALIZED (
    SELECT f.loan_id, coalesce(f.borrower_id, f.loan_id) AS borrower, f.branch, f.officer,
           ${CASE_KEYS.map((key) => `f.${key}`).join(', ')}, f.balance_fen AS base_fen, f.seen_on,
           CASE WHEN f.defaulted_on <= f.seen_on THEN f.defaulted_on ELSE f.seen_on END AS since
    FROM first_bad f WHERE f.balance_fen > 0 AND ${where.sql}
  ),
  ended AS (
    SELECT m.loan_id, min(p.to_on) AS end_on,
           min(CASE WHEN m.after_state = 'absent' AND m.after_listed IS NOT NULL
             AND coalesce(m.decrease_reason, 'cash') = 'cash' THEN p.to_on END) AS cash_on
    FROM movement m
    JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
    JOIN bad b ON b.loan_id = m.loan_id
    WHERE p.to_on > b.seen_on
      AND m.before_state IN ('on_book', 'off_book') AND m.after_state IN ('absent', 'performing')
    GROUP BY m.loan_id
  ),
  received AS MATERIALIZED (
    SELECT r.loan_id, r.on_day, CAST(sum(r.principal_fen) AS BIGINT) AS fen
    FROM recovered r JOIN bad b ON b.loan_id = r.loan_id
    WHERE r.on_day > b.seen_on
    GROUP BY r.loan_id, r.on_day HAVING sum(r.principal_fen) <> 0
  ),
  paid AS (
    SELECT x.loan_id, CAST(sum(x.fen) AS BIGINT) AS fen,
           min(CASE WHEN x.fen > 0 THEN x.on_day END) AS first_on
    FROM received x GROUP BY x.loan_id
  ),
  traced AS MATERIALIZED (
    SELECT b.*, coalesce(e.end_on, ${day(to.asOf)}) AS lost_on,
           CASE WHEN e.cash_on = e.end_on THEN e.cash_on END AS settled_on,
           p.first_on AS first_paid_on, coalesce(p.fen, 0) AS recovered_fen,
           CASE WHEN b.since > ${day(since)} THEN CAST(date_trunc('quarter', b.since) AS DATE) END
             AS quarter
    FROM bad b
    LEFT JOIN ended e ON e.loan_id = b.loan_id
    LEFT JOIN paid p ON p.loan_id = b.loan_id
  )`,
    binds: [...money.binds, ...where.binds],
  };
}

/** The day of the first book: what came before it no book shows. */
export const booksSinceOf = (pairs: readonly Pair[], to: SnapshotRef): IsoDate =>
  pairs[0]?.fromOn ?? to.asOf;

/**
 * Rows of `traced` as `watched(…, entry, exit, is_event)`: the days since default from which a case
 * was under observation, and at which it ended or was lost. One that was seen and ended on one day
 * was under observation for that day.
 */
export function watchedRows(end: End): string {
  const event = end === 'settled' ? 't.settled_on' : 't.first_paid_on';
  return `
  ending AS (
    SELECT t.*, t.seen_on - t.since AS entry, coalesce(${event} <= t.lost_on, FALSE) AS is_event,
           CASE WHEN ${event} <= t.lost_on THEN ${event} ELSE t.lost_on END - t.since AS last_day
    FROM traced t
  ),
  watched AS (
    SELECT e.*, CASE WHEN e.last_day > e.entry THEN e.last_day ELSE e.entry + 1 END AS exit
    FROM ending e
  )`;
}
