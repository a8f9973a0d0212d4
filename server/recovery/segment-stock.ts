import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { SqlPart } from './recovered-rows.ts';

/** Side of the book, default type, and whether it defaulted within the year before the book. */
export const segmentOf = (state: string, type: string, since: string, day: string) =>
  `${state} || ' ' || coalesce(${type}, 'undetermined') || ' '
   || CASE WHEN ${since} >= ${day} - 365 THEN 'new' ELSE 'old' END`;

const ofClaim = (day: string) => segmentOf('c.npl_state', 'c.default_type', 'c.defaulted_on', day);

/** Adds up the segments of a book in its load, after its claims. */
export const segmentStep: LoadStep = {
  name: 'movements',
  async run(tx, { id, asOf }) {
    await tx.run(
      `INSERT INTO segment_stock
       SELECT c.snapshot_id, c.branch, c.officer, c.npl_state, ${ofClaim('n.as_of')} AS segment,
              CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT)
       FROM claim c JOIN (SELECT CAST($2 AS DATE) AS as_of) n ON TRUE
       WHERE c.snapshot_id = $1
       GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3`,
      [id, asOf],
    );
  },
};

/**
 * The balance of the claims of every book by holder and segment, under the filter, its values from
 * `$first`, as `(snapshot_id, branch, officer, npl_state, segment, balance_fen)`: of the sums of the
 * load where the filter asks for nothing but holders.
 */
export function segmentRows(
  { branch, officer, ...ofLoan }: Omit<LoanFilter, 'asOf'>,
  first: number,
): SqlPart {
  const isKept = Object.values(ofLoan).every((wanted) => wanted === undefined);
  const { sql, binds } = loanWhere({ branch, officer, ...ofLoan }, first, ON_CLAIM);
  return {
    sql: isKept
      ? `SELECT c.* FROM segment_stock c WHERE ${sql}`
      : `SELECT c.snapshot_id, c.branch, c.officer, c.npl_state, ${ofClaim('n.as_of')} AS segment,
                coalesce(c.balance_fen, 0) AS balance_fen
         FROM claim c JOIN snapshot n ON n.id = c.snapshot_id WHERE ${sql}`,
    binds,
  };
}
