import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Transaction } from '../warehouse/warehouse.ts';

/**
 * A place of a plan's matrix: a branch, an officer of it (its joint pool under an empty name), and a
 * month (1–12) or, without one, the year. Nothing at all is the plan as a whole.
 */
export interface PlanPlace {
  branch?: string | undefined;
  officer?: string | undefined;
  month?: number | undefined;
}

/** Refuses with 'no-place' a place that the saved plan does not have. */
export async function refuseNoPlace(
  tx: Transaction,
  planId: number,
  { branch, officer, month }: PlanPlace,
): Promise<void> {
  if (branch === undefined && officer === undefined && month === undefined) return;
  const { held } = await tx.one(
    z.object({ held: z.int() }),
    `SELECT count(*) AS held FROM quota
     WHERE plan_id = $1 AND branch = $2 AND (CAST($3 AS VARCHAR) IS NULL OR officer = $3)`,
    [planId, branch ?? '', officer ?? null],
  );
  if (held > 0) return;
  const name = [branch, officer, month].filter((part) => part !== undefined && part !== '');
  throw new Refusal('no-place', 422, {
    happened: {
      zh: `这个方案里没有“${name.join(' ')}”这一处。`,
      en: `This plan has no place "${name.join(' ')}".`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请在任务表中点一格再写批注。',
      en: 'Choose a cell of the matrix and write the comment there.',
    },
  });
}
