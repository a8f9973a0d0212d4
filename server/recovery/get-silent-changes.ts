import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Pair, pairTable } from './get-pairs.ts';

const change = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  fromOn: z.string(),
  toOn: z.string(),
  balanceFen: z.int(),
  beforeDays: z.int().nullable(),
  afterDays: z.int().nullable(),
  isRejected: z.boolean(),
});

/** A claim that changed between two snapshots without anything that would explain it. */
export type SilentChange = z.infer<typeof change>;

const PAID = `
  paid AS (
    SELECT p.from_id, p.to_id, t.loan_id, CAST(sum(t.principal_fen) AS BIGINT) AS principal_fen,
           CAST(sum(t.principal_fen + t.interest_fen + t.penalty_fen) AS BIGINT) AS all_fen
    FROM posting t JOIN pair p ON t.posted_on > p.from_on AND t.posted_on <= p.to_on
    GROUP BY p.from_id, p.to_id, t.loan_id
  )`;

const list = (where: string, filter: string, pairs: readonly Pair[]) => `
  WITH ${pairTable(pairs)}, ${PAID}
  SELECT m.loan_id AS "loanId", m.before_branch AS branch, m.before_officer AS officer,
         p.from_on AS "fromOn", p.to_on AS "toOn",
         CASE WHEN m.after_state = 'absent' THEN m.before_fen ELSE m.after_fen END AS "balanceFen",
         m.before_days AS "beforeDays", m.after_days AS "afterDays",
         EXISTS (SELECT 1 FROM reject r WHERE r.snapshot_id = m.to_id
                 AND strpos(r.raw, m.loan_id) > 0) AS "isRejected"
  FROM movement m
  JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
  LEFT JOIN paid t ON t.from_id = m.from_id AND t.to_id = m.to_id AND t.loan_id = m.loan_id
  WHERE m.before_state IN ('on_book', 'off_book') AND m.before_fen > 0 AND ${where}
    ${
      filter === 'TRUE'
        ? ''
        : `AND EXISTS (SELECT 1 FROM claim c
             WHERE c.snapshot_id = m.from_id AND c.loan_id = m.loan_id AND ${filter})`
    }
  ORDER BY "balanceFen" DESC, m.loan_id`;

/**
 * Silent exits: claims with a balance that are gone from the next book without a reason, without
 * money for all of it, and have not come back by the snapshot `latestId`. A row that is still there
 * with nothing left on it is gone too, unless balances are all there is to go by: then that is how
 * a settled loan looks. `isRejected` when that next book has a rejected row that names the loan.
 */
export async function getSilentExits(
  reader: Reader,
  pairs: readonly Pair[],
  latestId: number,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<SilentChange[]> {
  const { sql, binds } = loanWhere(filter, 2, ON_CLAIM);
  const listed = (snapshotId: string) =>
    `SELECT 1 FROM loan n WHERE n.snapshot_id = ${snapshotId} AND n.loan_id = m.loan_id`;
  const where = `m.after_state = 'absent' AND m.decrease_reason IS NULL
    AND m.before_fen > greatest(coalesce(t.principal_fen, 0), coalesce(m.paid_fen, 0))
    AND NOT EXISTS (${listed('$1')} AND n.balance_fen > 0)
    AND (p.source <> 'snapshots' OR NOT EXISTS (${listed('m.to_id')}))`;
  return reader.rows(change, list(where, sql, pairs), [latestId, ...binds]);
}

/**
 * Days past due that went back between two books although nothing was paid in between: often new
 * money for old, or new terms. Claims 30 days late or more before, from pairs after `since`.
 */
export async function getDaysResets(
  reader: Reader,
  pairs: readonly Pair[],
  since: IsoDate,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<SilentChange[]> {
  const { sql, binds } = loanWhere(filter, 1, ON_CLAIM);
  const where = `m.after_state IN ('on_book', 'off_book', 'performing') AND m.after_fen > 0
    AND m.before_days >= 30 AND m.after_days < m.before_days AND m.after_fen >= m.before_fen
    AND coalesce(t.all_fen, 0) = 0 AND coalesce(m.paid_fen, 0) <= 0
    AND m.decrease_reason IS NULL
    AND NOT coalesce(m.last_paid_on > p.from_on AND m.last_paid_on <= p.to_on, FALSE)`;
  const recent = pairs.filter((pair) => pair.toOn > since);
  return reader.rows(change, list(where, sql, recent), binds);
}
