import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import { type Pair, pairTable } from './get-pairs.ts';
import type { SqlPart } from './recovered-rows.ts';
import { sideWhere } from './side-filter.ts';

/** What a filter asks of a line of the ledger: of whom it credits, and of its loan. */
const parted = ({ branch, officer, ...ofLoan }: Omit<LoanFilter, 'asOf'>) => ({
  credited: { branch, officer },
  ofLoan,
});

/** Whether the filter asks anything of the loans of lines, so that their books are read. */
export const asksPostedLoans = (filter: Omit<LoanFilter, 'asOf'>): boolean =>
  Object.values(parted(filter).ofLoan).some((wanted) => wanted !== undefined);

/**
 * The filter as SQL over a row `r` with the branch and officer credited, and the loan and day of a
 * ledger line: branch and officer are those credited, the other keys must hold for the loan in the
 * book before or after its day, as `recoveredRows` has it. Binds are numbered from `first`.
 */
export function postedWhere(
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  first: number,
  { loanId, day } = { loanId: 'r.loan_id', day: 'r.posted_on' },
): SqlPart {
  const { credited, ofLoan } = parted(filter);
  const own = loanWhere(credited, first, { l: 'r', s: 'r' });
  if (!asksPostedLoans(filter)) return own;
  const side = sideWhere(ofLoan, first + own.binds.length, 'u');
  return {
    sql: `${own.sql} AND EXISTS (
      WITH ${pairTable(pairs)}
      SELECT 1 FROM posted_loan u JOIN pair p ON p.from_id = u.from_id AND p.to_id = u.to_id
      WHERE u.loan_id = ${loanId} AND ${day} > p.from_on AND ${day} <= p.to_on
        AND (${side.sql('before')} OR ${side.sql('after')}))`,
    binds: [...own.binds, ...side.binds],
  };
}
