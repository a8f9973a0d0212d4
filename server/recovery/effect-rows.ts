import { type BridgeTerm, REASON_TERMS } from './bridge.ts';

const stock = (side: 'before' | 'after') =>
  `CASE WHEN m.${side}_state = 'on_book' THEN m.${side}_fen ELSE 0 END`;
const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

const CASH = `CASE m.source
    WHEN 'postings' THEN m.posted_fen
    WHEN 'book' THEN CASE
      WHEN m.paid_fen IS NOT NULL THEN
        CASE WHEN coalesce(m.decrease_reason IN (${quoted(Object.keys(REASON_TERMS))}), FALSE) THEN 0
          ELSE least(m.fall_fen, greatest(0, m.paid_fen)) END
      WHEN m.decrease_reason = 'cash' THEN m.fall_fen ELSE 0 END
    ELSE CASE
      WHEN m.decrease_reason IS NOT NULL THEN
        CASE WHEN m.decrease_reason = 'cash' THEN m.fall_fen ELSE 0 END
      WHEN m.after_state = 'on_book' AND m.paid_in_between THEN m.fall_fen ELSE 0 END
  END`;

const REST_TERM = `CASE
    WHEN m.before_state <> 'on_book' THEN CASE
      WHEN m.before_state = 'off_book' THEN 'other'
      WHEN m.before_state = 'absent' AND m.was_known THEN 'return' ELSE 'new' END
    WHEN m.after_state = 'performing' THEN 'upgrade'
    WHEN m.after_state = 'off_book' THEN
      CASE m.book_status WHEN 'transferred' THEN 'transfer' WHEN 'written_off' THEN 'writeoff'
        ELSE 'other' END
    WHEN m.rest_fen > 0 THEN
      CASE WHEN m.source = 'postings' AND m.posted_fen > 0 THEN 'unexplained' ELSE 'other' END
    ELSE CASE m.decrease_reason
      ${Object.entries(REASON_TERMS)
        .map(([reason, term]) => `WHEN '${reason}' THEN '${term}'`)
        .join(' ')}
      ELSE 'unexplained' END
  END`;

/**
 * What each row of `moved` did to the bars asked for, as CTEs ending in `effect(…, term, fen)` with
 * the columns of `moved`: `effectsInScope` of bridge.ts as SQL, so that the database can sort, sum
 * and cut them. A property test holds the two together.
 */
export function effectRows(terms: readonly BridgeTerm[]): string {
  const rest = terms.filter((term) => term !== 'cash' && term !== 'scope');
  const parts = [
    ...(terms.includes('cash')
      ? [`SELECT m.*, 'cash' AS term, 0 - m.cash_fen AS fen FROM told m WHERE m.cash_fen <> 0`]
      : []),
    ...(rest.length === 0
      ? []
      : [
          `SELECT * FROM (SELECT m.*, ${REST_TERM} AS term, m.rest_fen AS fen
             FROM told m WHERE m.rest_fen <> 0) r WHERE r.term IN (${quoted(rest)})`,
        ]),
    ...(terms.includes('scope')
      ? [
          `SELECT m.*, 'scope' AS term,
             CASE WHEN m.in_after THEN m.after_fen ELSE 0 - m.after_fen END AS fen FROM weighed m
           WHERE m.before_state = 'on_book' AND m.after_state = 'on_book'
             AND m.in_before <> m.in_after AND m.after_fen <> 0`,
        ]
      : []),
  ];
  return `
  fallen AS (
    SELECT m.*, ${stock('after')} - ${stock('before')} AS change_fen,
           greatest(0, ${stock('before')} - ${stock('after')}) AS fall_fen
    FROM moved m WHERE m.in_before OR m.in_after
  ),
  paid_of AS (SELECT m.*, ${CASH} AS cash_fen FROM fallen m),
  weighed AS (SELECT m.*, m.change_fen + m.cash_fen AS rest_fen FROM paid_of m),
  told AS (
    SELECT m.* FROM weighed m
    WHERE (m.before_state = 'on_book' OR m.after_state = 'on_book'
        OR (m.before_state = 'performing' AND m.after_state = 'absent' AND m.source = 'postings'))
      AND CASE WHEN m.before_state = 'on_book' OR m.after_state <> 'on_book' THEN m.in_before
        ELSE m.in_after END
  ),
  effect AS (${parts.join(' UNION ALL ')})`;
}
