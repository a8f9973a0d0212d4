import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/**
 * Who holds each loan by the assignments in force on the day bound to `$day`, as a subquery with
 * loan_id, book_branch, book_officer, to_branch and to_officer. Of a loan that was assigned several
 * times the last counts; on a day that is NULL no assignment does. Join it with `HOLDS`.
 */
export const holdersOn = (day: string) => `(
  SELECT DISTINCT ON (m.loan_id) m.loan_id, m.book_branch, m.book_officer, m.to_branch, m.to_officer
  FROM assignment_move m JOIN assignment_approval a ON a.assignment_id = m.assignment_id
  WHERE a.effective_on <= CAST(${day} AS DATE)
  ORDER BY m.loan_id, a.effective_on DESC, a.version DESC)`;

/**
 * Whether `h` of `holdersOn` speaks of loan `l`: an assignment holds until the book itself names
 * somebody else than when it was made, for then the bank has moved on.
 */
export const HOLDS = `h.loan_id = l.loan_id AND h.book_branch IS NOT DISTINCT FROM l.branch
  AND h.book_officer IS NOT DISTINCT FROM l.officer`;

/** `$1` with `holdersOn('$2')`: the loans of a snapshot that an assignment gives to another than the book. */
const ASSIGNED = `SELECT count(*) AS loans FROM loan l JOIN ${holdersOn('$2')} h ON ${HOLDS}
  WHERE l.snapshot_id = $1
    AND (h.to_branch IS DISTINCT FROM l.branch OR h.to_officer IS DISTINCT FROM l.officer)`;

/** How many loans of a snapshot have another officer by the assignments in force on a day. */
export async function countAssigned(
  reader: Reader,
  snapshotId: number,
  day: IsoDate,
): Promise<number> {
  const { loans } = await reader.one(z.object({ loans: z.int() }), ASSIGNED, [snapshotId, day]);
  return loans;
}
