import { z } from 'zod';
import { addDays, daysBetween } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { COVERS, coverSql } from './collateral-cover.ts';
import { getPairs, type Pair, pairTable } from './get-pairs.ts';
import type { SqlPart } from './recovered-rows.ts';

/** Claims of one band of collateral cover, and those of them that did not move. */
export interface DormantRow {
  cover: string;
  loans: number;
  fen: Fen;
  dormantLoans: number;
  dormantFen: Fen;
}

const ref = z.object({ id: z.int(), asOf: z.string() });

/** The latest book at least `weeks` weeks before; NULL when the books do not reach back so far. */
async function getBase(
  reader: Reader,
  to: SnapshotRef,
  weeks: number,
): Promise<SnapshotRef | null> {
  const [found] = await reader.rows(
    ref,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of <= CAST($1 AS DATE) ORDER BY as_of DESC LIMIT 1`,
    [addDays(to.asOf, -7 * weeks)],
  );
  return found ?? null;
}

/**
 * Claims, on book and off, with a balance in book $1, as CTEs ending in `open_claim(…, cover,
 * is_dormant)`. Dormant: it stood in the book of so many weeks before ($2), its balance moved in
 * no book since, nothing was posted on it, and the book knows no payment since.
 */
function claimRows(
  { base, to, pairs }: { base: SnapshotRef; to: SnapshotRef; pairs: readonly Pair[] },
  filter: Omit<LoanFilter, 'asOf'>,
): SqlPart {
  const where = loanWhere(filter, 5, ON_CLAIM);
  return {
    sql: `${pairTable(pairs)},
  stirred AS (
    SELECT m.loan_id FROM movement m
    JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id WHERE m.before_fen <> m.after_fen
    UNION
    SELECT t.loan_id FROM posting t
    WHERE t.posted_on > CAST($3 AS DATE) AND t.posted_on <= CAST($4 AS DATE)
      AND (t.principal_fen <> 0 OR t.interest_fen <> 0 OR t.penalty_fen <> 0)
  ),
  open_claim AS (
    SELECT c.loan_id, c.branch, c.officer, c.npl_state, c.balance_fen, c.collateral_value_fen,
           c.last_paid_on, ${coverSql('c')} AS cover,
           EXISTS (SELECT 1 FROM loan b WHERE b.snapshot_id = $2 AND b.loan_id = c.loan_id
                   AND b.balance_fen > 0)
             AND NOT EXISTS (SELECT 1 FROM stirred x WHERE x.loan_id = c.loan_id)
             AND NOT coalesce(c.last_paid_on > CAST($3 AS DATE), FALSE) AS is_dormant
    FROM claim c
    WHERE c.snapshot_id = $1 AND c.balance_fen > 0 AND ${where.sql}
  )`,
    binds: [to.id, base.id, base.asOf, to.asOf, ...where.binds],
  };
}

const row = z.object({
  cover: z.string(),
  loans: z.int(),
  fen: z.int(),
  dormantLoans: z.int(),
  dormantFen: z.int(),
});

async function getSource(reader: Reader, { asOf }: LoanFilter, weeks: number) {
  const to = await getSnapshot(reader, asOf);
  const base = await getBase(reader, to, weeks);
  const pairs = base === null ? [] : await getPairs(reader, { from: base.asOf, to: to.asOf });
  return { to, base, pairs };
}

/**
 * Claims without any movement of their balance for at least `weeks` weeks, by how far collateral
 * covers them. `base` is NULL, and there are no rows, when the books do not reach back so far:
 * `knownWeeks` says how far they do.
 */
export async function getDormancy(reader: Reader, filter: LoanFilter, weeks: number) {
  const { to, base, pairs } = await getSource(reader, filter, weeks);
  const [first] = await getPairs(reader, { to: to.asOf });
  const knownWeeks = first ? Math.floor(daysBetween(first.fromOn, to.asOf) / 7) : 0;
  const answer = { asOf: to.asOf, weeks, knownWeeks, base, covers: COVERS };
  if (base === null) return { ...answer, rows: [] as DormantRow[] };
  const { asOf: _, ...ofLoan } = filter;
  const { sql, binds } = claimRows({ base, to, pairs }, ofLoan);
  const found: DormantRow[] = await reader.rows(
    row,
    `WITH ${sql}
     SELECT cover, count(*) AS loans, CAST(sum(balance_fen) AS BIGINT) AS fen,
            count(*) FILTER (WHERE is_dormant) AS "dormantLoans",
            CAST(coalesce(sum(balance_fen) FILTER (WHERE is_dormant), 0) AS BIGINT)
              AS "dormantFen"
     FROM open_claim GROUP BY cover`,
    binds,
  );
  const place = (one: DormantRow) => COVERS.findIndex(({ id }) => id === one.cover);
  return { ...answer, rows: found.sort((a, b) => place(a) - place(b)) };
}

const loan = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  state: z.string(),
  balanceFen: z.int(),
  collateralFen: z.int().nullable(),
  cover: z.string(),
  lastPaidOn: z.string().nullable(),
});

/** A page of the dormant claims of one band of cover, or of all, largest first, with their sum. */
export async function getDormantLoans(
  reader: Reader,
  filter: LoanFilter,
  { weeks, cover }: { weeks: number; cover?: string | undefined },
  { limit, offset }: { limit: number; offset: number },
) {
  const { to, base, pairs } = await getSource(reader, filter, weeks);
  if (base === null) return { total: 0, sumFen: 0, rows: [] };
  const { asOf: _, ...ofLoan } = filter;
  const { sql, binds } = claimRows({ base, to, pairs }, ofLoan);
  const where = cover === undefined ? 'is_dormant' : `is_dormant AND cover = $${binds.length + 1}`;
  const all = cover === undefined ? binds : [...binds, cover];
  const [sums, rows] = await Promise.all([
    reader.one(
      z.object({ total: z.int(), sumFen: z.int() }),
      `WITH ${sql} SELECT count(*) AS total,
         CAST(coalesce(sum(balance_fen), 0) AS BIGINT) AS "sumFen" FROM open_claim WHERE ${where}`,
      all,
    ),
    reader.rows(
      loan,
      `WITH ${sql}
       SELECT loan_id AS "loanId", branch, officer, npl_state AS state,
              balance_fen AS "balanceFen", collateral_value_fen AS "collateralFen", cover,
              last_paid_on AS "lastPaidOn"
       FROM open_claim WHERE ${where} ORDER BY balance_fen DESC, loan_id LIMIT ${limit} OFFSET ${offset}`,
      all,
    ),
  ]);
  return { ...sums, rows };
}
