import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Bind, Reader } from '../warehouse/warehouse.ts';
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

const sum = z.object({ loans: z.int(), amountFen: z.int() });

/** How many claims, and their balances in fen. */
export type ChangeSum = z.infer<typeof sum>;

/** A claim that changed between two snapshots without anything that would explain it. */
export type SilentChange = z.infer<typeof change>;

const BALANCE = `CASE WHEN m.after_state = 'absent' THEN m.before_fen ELSE m.after_fen END`;
const LISTED = `m.loan_id AS "loanId", m.before_branch AS branch, m.before_officer AS officer,
  m.from_on AS "fromOn", m.to_on AS "toOn", ${BALANCE} AS "balanceFen",
  m.before_days AS "beforeDays", m.after_days AS "afterDays",
  EXISTS (SELECT 1 FROM reject r WHERE r.snapshot_id = m.to_id
          AND strpos(r.raw, m.loan_id) > 0) AS "isRejected"`;
const IN_ORDER = 'ORDER BY "balanceFen" DESC, m.loan_id';
const SUMMED = `count(*) AS loans, CAST(coalesce(sum(${BALANCE}), 0) AS BIGINT) AS "amountFen"`;

/** What changed without a word, before it is asked whether somebody paid: `moved m`. */
interface Suspects {
  sql: string;
  binds: Bind[];
}

function suspects(
  pairs: readonly Pair[],
  where: string,
  filter: Omit<LoanFilter, 'asOf'>,
  first: number,
): Suspects {
  const { sql, binds } = loanWhere(filter, first, ON_CLAIM);
  const inFilter = `EXISTS (SELECT 1 FROM claim c
    WHERE c.snapshot_id = m.from_id AND c.loan_id = m.loan_id AND ${sql})`;
  return {
    sql: `${pairTable(pairs)},
  moved AS (
    SELECT m.*, p.from_on, p.to_on, p.source
    FROM movement m JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
    WHERE m.before_state IN ('on_book', 'off_book') AND m.before_fen > 0
      AND m.decrease_reason IS NULL AND ${where}
      ${sql === 'TRUE' ? '' : `AND ${inFilter}`}
  )`,
    binds,
  };
}

/** The suspects with what the ledger says was paid on them in the same days. */
const paidOn = ({ sql }: Suspects, columns: string, where: string) => `
  WITH ${sql},
  paid AS (
    SELECT m.to_id, m.loan_id, CAST(sum(t.principal_fen) AS BIGINT) AS principal_fen,
           CAST(sum(t.principal_fen + t.interest_fen + t.penalty_fen) AS BIGINT) AS all_fen
    FROM posting t
    JOIN moved m ON m.loan_id = t.loan_id AND t.posted_on > m.from_on AND t.posted_on <= m.to_on
    GROUP BY m.to_id, m.loan_id
  )
  SELECT ${columns}
  FROM moved m LEFT JOIN paid t ON t.to_id = m.to_id AND t.loan_id = m.loan_id
  WHERE ${where}`;

const exited = (pairs: readonly Pair[], filter: Omit<LoanFilter, 'asOf'>, first: number) =>
  suspects(
    pairs,
    `m.after_state = 'absent' AND m.before_fen > coalesce(m.paid_fen, 0)`,
    filter,
    first,
  );

const listed = (snapshotId: string) =>
  `SELECT 1 FROM loan n WHERE n.snapshot_id = ${snapshotId} AND n.loan_id = m.loan_id`;
const IS_GONE = `m.before_fen > coalesce(t.principal_fen, 0)
    AND NOT EXISTS (${listed('$1')} AND n.balance_fen > 0)
    AND (m.source <> 'snapshots' OR NOT EXISTS (${listed('m.to_id')}))`;

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
  const found = exited(pairs, filter, 2);
  const sql = `${paidOn(found, LISTED, IS_GONE)} ${IN_ORDER}`;
  return reader.rows(change, sql, [latestId, ...found.binds]);
}

/** The sum of {@link getSilentExits}. Whole books are read only when something is suspected. */
export async function sumSilentExits(
  reader: Reader,
  pairs: readonly Pair[],
  latestId: number,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<ChangeSum> {
  const suspected = exited(pairs, filter, 1);
  const any = await reader.one(
    sum,
    `WITH ${suspected.sql} SELECT ${SUMMED} FROM moved m`,
    suspected.binds,
  );
  if (any.loans === 0) return any;
  const found = exited(pairs, filter, 2);
  return reader.one(sum, paidOn(found, SUMMED, IS_GONE), [latestId, ...found.binds]);
}

const reset = (pairs: readonly Pair[], since: IsoDate, filter: Omit<LoanFilter, 'asOf'>) =>
  suspects(
    pairs.filter((pair) => pair.toOn > since),
    `m.after_state IN ('on_book', 'off_book', 'performing') AND m.after_fen > 0
      AND m.before_days >= 30 AND m.after_days < m.before_days AND m.after_fen >= m.before_fen
      AND coalesce(m.paid_fen, 0) <= 0
      AND NOT coalesce(m.last_paid_on > p.from_on AND m.last_paid_on <= p.to_on, FALSE)`,
    filter,
    1,
  );
const IS_UNPAID = 'coalesce(t.all_fen, 0) = 0';

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
  const found = reset(pairs, since, filter);
  return reader.rows(change, `${paidOn(found, LISTED, IS_UNPAID)} ${IN_ORDER}`, found.binds);
}

/** The sum of {@link getDaysResets}. */
export async function sumDaysResets(
  reader: Reader,
  pairs: readonly Pair[],
  since: IsoDate,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<ChangeSum> {
  const found = reset(pairs, since, filter);
  return reader.one(sum, paidOn(found, SUMMED, IS_UNPAID), found.binds);
}
