import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { Pair } from './get-pairs.ts';
import { recoveredRows } from './recovered-rows.ts';

const row = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  /** The book that said so first, and the day that it promised. */
  fromOn: z.string(),
  toOn: z.string(),
  balanceFen: z.int(),
  plannedFen: z.int(),
  /** What the latest book promises now. */
  nowOn: z.string().nullable(),
  /** Different days promised so far. */
  promises: z.int(),
});

const counted = z.object({ promises: z.int() });

/** A planned receipt whose day went by, though nothing came in on the claim since it was planned. */
export type SlippedPlan = z.infer<typeof row>;

/**
 * Large planned receipts (计划收回) of the year's books whose day is past on the snapshot's day,
 * while nothing was received on the claim from the book that planned it on, and it is still open.
 * The earliest broken day counts; a plan moved on since has still slipped. Largest plan first.
 * `fromFen`: what is large, the bank's setting.
 */
export async function getSlippedPlans(
  reader: Reader,
  pairs: readonly Pair[],
  snapshot: SnapshotRef,
  span: { from: IsoDate; to: IsoDate },
  filter: Omit<LoanFilter, 'asOf'>,
  fromFen: Fen,
): Promise<SlippedPlan[]> {
  const ids = [...new Set([...pairs.flatMap((p) => [p.fromId, p.toId]), snapshot.id])];
  const isLarge = `c.snapshot_id IN (${ids.join(', ')}) AND c.planned_amount_fen >= ${fromFen}
         AND c.planned_on IS NOT NULL`;
  // Most banks' books plan nothing: then the year's money need not be looked at.
  const past = await reader.one(
    counted,
    `SELECT count(*) AS promises FROM claim c
     WHERE ${isLarge} AND c.planned_on < CAST($1 AS DATE)`,
    [snapshot.asOf],
  );
  if (past.promises === 0) return [];
  const money = recoveredRows(pairs, span, {});
  const next = money.binds.length + 1;
  const { sql, binds } = loanWhere(filter, next + 1);
  return reader.rows(
    row,
    `WITH ${money.sql},
     now AS (
       SELECT l.loan_id, l.branch, l.officer, l.balance_fen, l.planned_on
       FROM loan l LEFT JOIN (SELECT * FROM segment WHERE snapshot_id = $${next}) s
         ON s.loan_id = l.loan_id
       WHERE l.snapshot_id = $${next} AND l.balance_fen > 0 AND ${sql}
     ),
     promise AS (
       SELECT c.loan_id, n.as_of AS said_on, c.planned_on, c.planned_amount_fen
       FROM claim c JOIN snapshot n ON n.id = c.snapshot_id
       WHERE ${isLarge}
     ),
     broken AS (
       SELECT DISTINCT ON (p.loan_id) p.loan_id, p.said_on, p.planned_on, p.planned_amount_fen
       FROM promise p
       WHERE p.planned_on >= p.said_on AND p.planned_on < CAST('${snapshot.asOf}' AS DATE)
         AND NOT EXISTS (SELECT 1 FROM recovered r WHERE r.loan_id = p.loan_id
                         AND r.on_day > p.said_on AND r.principal_fen > 0)
       ORDER BY p.loan_id, p.planned_on, p.said_on
     )
     SELECT b.loan_id AS "loanId", w.branch, w.officer, b.said_on AS "fromOn",
            b.planned_on AS "toOn", w.balance_fen AS "balanceFen",
            b.planned_amount_fen AS "plannedFen", w.planned_on AS "nowOn",
            (SELECT count(DISTINCT p.planned_on) FROM promise p WHERE p.loan_id = b.loan_id) AS promises
     FROM broken b JOIN now w ON w.loan_id = b.loan_id
     ORDER BY b.planned_amount_fen DESC, b.loan_id`,
    [...money.binds, snapshot.id, ...binds],
  );
}
