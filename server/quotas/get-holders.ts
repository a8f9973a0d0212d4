/**
 * Who holds each loan by the assignments in force on the day bound to `$day`, as a subquery with
 * loan_id, book_branch, book_officer, to_branch and to_officer. Of a loan that was assigned several
 * times the last counts. Join it with `HOLDS`.
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
