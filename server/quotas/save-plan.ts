import { z } from 'zod';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { getBuiltPlan } from './get-built-plan.ts';
import type { FoundPlan } from './get-plan.ts';
import { getPlanHead } from './get-plan.ts';
import { insertAll } from './insert-all.ts';
import { POOL_NAME } from './joint-pool.ts';
import { sum } from './officer-pool.ts';
import type { Plan } from './plan.ts';
import { recordEvent } from './plan-events.ts';
import type { PlanRequest } from './plan-request.ts';

/** Reads back what was stored: Σ cells = Σ receipts + joint pools = target, else it is undone. */
async function proveSums(tx: Transaction, id: number, plan: Plan): Promise<void> {
  const stored = await tx.one(
    z.object({ cells: z.int(), receipts: z.int(), broken: z.int() }),
    `SELECT CAST((SELECT coalesce(sum(amount_fen), 0) FROM quota WHERE plan_id = $1) AS BIGINT) AS cells,
            CAST((SELECT coalesce(sum(quota_fen), 0) FROM quota_receipt WHERE plan_id = $1) AS BIGINT) AS receipts,
            (SELECT count(*) FROM quota_receipt r
             WHERE r.plan_id = $1 AND r.quota_fen <>
               (SELECT sum(q.amount_fen) FROM quota q
                WHERE q.plan_id = r.plan_id AND q.branch = r.branch AND q.officer = r.officer)) AS broken`,
    [id],
  );
  const branches = sum(plan.branches.map((branch) => branch.quotaFen));
  const pools = sum(plan.jointPools.map((pool) => pool.quotaFen));
  const wanted = plan.targetFen;
  if (
    stored.cells !== wanted ||
    stored.receipts + pools !== wanted ||
    branches !== wanted ||
    stored.broken > 0
  ) {
    throw new Error(
      `plan ${id} does not add up: ${JSON.stringify({ wanted, branches, pools, ...stored })}`,
    );
  }
}

/**
 * Makes the plan of a request and stores it as a draft with its cells and receipts; all of it or
 * nothing. Refuses as `getBuiltPlan`.
 */
export async function savePlan(
  { warehouse, clock }: RoomDeps,
  asked: PlanRequest,
  name: string,
): Promise<FoundPlan> {
  const { plan, receipt, request } = await getBuiltPlan(warehouse, asked, clock.today());
  return warehouse.write(async (tx) => {
    const { id } = await tx.one(z.object({ id: z.int() }), `SELECT nextval('plan_seq') AS id`);
    await tx.run(
      `INSERT INTO plan_version (id, year, category, name, unit, target_fen, basis_snapshot_id,
         basis_as_of, officers, request, plan, saved_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CAST($8 AS DATE), $9, $10, $11, CAST($12 AS TIMESTAMP))`,
      [
        id,
        plan.year,
        plan.category,
        name,
        plan.unit,
        plan.targetFen,
        plan.basis.snapshotId,
        plan.basis.asOf,
        plan.officers.length,
        JSON.stringify(request),
        JSON.stringify(plan),
        clock.now(),
      ],
    );
    await insertAll(
      tx,
      'quota (plan_id, branch, officer, month, amount_fen)',
      [
        ...plan.officers,
        ...plan.jointPools.map((pool) => ({ ...pool, officer: POOL_NAME })),
      ].flatMap(({ branch, officer, monthsFen }) =>
        monthsFen.map((amount, m) => [id, branch, officer, m + 1, amount]),
      ),
    );
    await insertAll(
      tx,
      'quota_receipt (plan_id, branch, officer, quota_fen, receipt)',
      plan.officers.map((own) => [
        id,
        own.branch,
        own.officer,
        own.quotaFen,
        JSON.stringify(receipt(own)),
      ]),
    );
    await proveSums(tx, id, plan);
    await recordEvent(tx, { planId: id, act: 'save', who: '' }, clock.now());
    return { ...(await getPlanHead(tx, id)), request, plan };
  });
}
