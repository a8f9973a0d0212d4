import type { IsoDate } from '../calendar.ts';
import type { QualityScope } from './quality-lines.ts';

/** A loan that is listed once more with nothing left on it has left as much as one that is gone. */
const STATE = (side: 'a' | 'b') =>
  `CASE WHEN ${side}.loan_id IS NULL OR (${side}.balance_fen = 0 AND ${side}.npl_state IS NULL)
    THEN 'absent' ELSE coalesce(${side}.npl_state, 'performing') END`;

const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;

/**
 * The loans of a snapshot and of the one before it, joined: what the lines over 'pair' are asked
 * of. `paid_fen` is what the later book says was paid between the two (the growth of 本年收回 within
 * a year, else 本期收回), NULL when it says nothing; `was_exit` a claim that an earlier report had
 * found gone. `books`: all loans of both, or only what became of the claims of the earlier one.
 */
export function pairRows(
  { id, asOf, before }: QualityScope,
  books: 'whole' | 'claims-before' = 'whole',
): string {
  const ofBefore = books === 'whole' ? '' : ' AND npl_state IS NOT NULL';
  const sameYear = before?.asOf.slice(0, 4) === asOf.slice(0, 4);
  const paid = sameYear
    ? `CASE WHEN a.paid_this_year_fen IS NOT NULL AND b.paid_this_year_fen IS NOT NULL
         THEN a.paid_this_year_fen - b.paid_this_year_fen ELSE a.paid_this_period_fen END`
    : 'a.paid_this_period_fen';
  return `(SELECT coalesce(a.loan_id, b.loan_id) AS loan_id,
      a.loan_id IS NOT NULL AS has_after, b.loan_id IS NOT NULL AS has_before,
      coalesce(a.branch, b.branch) AS branch, coalesce(a.officer, b.officer) AS officer,
      a.branch AS after_branch, b.branch AS before_branch,
      coalesce(a.risk_class, b.risk_class) AS risk_class,
      ${STATE('b')} AS before_state, ${STATE('a')} AS after_state,
      coalesce(b.balance_fen, 0) AS before_fen, coalesce(a.balance_fen, 0) AS after_fen,
      b.days_past_due AS before_days, a.days_past_due AS after_days,
      ${paid} AS paid_fen, a.paid_this_period_fen AS paid_period_fen,
      a.decrease_reason, a.last_paid_on, a.matures_on,
      a.extended_to, b.extended_to AS before_extended_to,
      e.loan_id IS NOT NULL AS was_exit
    FROM (SELECT * FROM loan WHERE snapshot_id = ${before?.id ?? -1}${ofBefore}) b
    ${books === 'whole' ? 'FULL' : 'LEFT'} JOIN (SELECT * FROM loan WHERE snapshot_id = ${id}) a ON a.loan_id = b.loan_id
    LEFT JOIN (SELECT DISTINCT x.loan_id FROM quality_exit x
               JOIN snapshot s ON s.id = x.snapshot_id AND s.status = 'current'
               WHERE s.as_of < ${day(asOf)}) e ON e.loan_id = a.loan_id) p`;
}
