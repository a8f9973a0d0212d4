import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { plansInForce } from './get-published-plan.ts';

const months = z.object({
  ...{ m1: z.int(), m2: z.int(), m3: z.int(), m4: z.int(), m5: z.int(), m6: z.int() },
  ...{ m7: z.int(), m8: z.int(), m9: z.int(), m10: z.int(), m11: z.int(), m12: z.int() },
});
const unit = months.extend({ branch: z.string(), officer: z.string(), targetFen: z.int() });
const MONTHS = months.keyof().options;

/** An officer's year; without a name, a branch's joint pool. */
export interface PlanUnit {
  branch: string;
  officer: string;
  /** The year's quota of the plan in force. */
  targetFen: Fen;
  /**
   * What each month, January first, asked when it was under way: its cells in the version in force
   * at its end, and from the day asked about on those of the plan itself.
   */
  months: Fen[];
}

/**
 * The quotas of the plan in force added up by officer, a row each: of the names wanted, all of them
 * without any.
 */
export async function getPlanUnits(
  reader: Reader,
  { plan, planOf }: NonNullable<ReturnType<typeof plansInForce>>,
  { branch, officer }: { branch?: string[] | undefined; officer?: string[] | undefined },
): Promise<PlanUnit[]> {
  const wanted = { branch, officer };
  const named = (['branch', 'officer'] as const).filter((name) => wanted[name] !== undefined);
  const asks = MONTHS.map((_, at) => `month = ${at + 1} AND plan_id = ${planOf.get(at + 1)}`);
  const sum = (what: string, name: string) =>
    `CAST(coalesce(sum(amount_fen) FILTER (WHERE ${what}), 0) AS BIGINT) AS "${name}"`;
  const rows = await reader.rows(
    unit,
    `SELECT branch, officer, ${sum(`plan_id = ${plan.planId}`, 'targetFen')},
            ${MONTHS.map((name, at) => sum(asks[at] ?? 'FALSE', name)).join(', ')}
     FROM quota
     WHERE (plan_id = ${plan.planId} OR ${asks.map((one) => `(${one})`).join(' OR ')})
       ${named.map((name, place) => `AND ${name} = any($${place + 1})`).join(' ')}
     GROUP BY branch, officer ORDER BY branch, officer`,
    named.map((name) => wanted[name] ?? []),
  );
  return rows.map((own) => ({
    ...{ branch: own.branch, officer: own.officer, targetFen: own.targetFen },
    months: MONTHS.map((name) => own[name]),
  }));
}
