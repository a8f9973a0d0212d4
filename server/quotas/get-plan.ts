import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { moneyUnit } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type QuotaCategory, quotaCategory } from './categories.ts';
import { type Plan, plan } from './plan.ts';
import { type PlanRequest, planRequest } from './plan-request.ts';
import { type Receipt, receipt } from './receipt.ts';

const head = z.object({
  id: z.int(),
  name: z.string(),
  year: z.int(),
  category: quotaCategory,
  unit: moneyUnit,
  targetFen: z.int(),
  officers: z.int(),
  basisAsOf: z.string(),
  savedAt: z.string(),
  /** 'published' is the one in force. */
  status: z.enum(['draft', 'published', 'superseded']),
  /** Of the publication; null for a draft. */
  version: z.int().nullable(),
  effectiveOn: z.string().nullable(),
  publishedAt: z.string().nullable(),
});
export type PlanHead = z.infer<typeof head>;

const HEAD = `
  v.id, v.name, v.year, v.category, v.unit, v.target_fen AS "targetFen", v.officers,
  v.basis_as_of AS "basisAsOf", v.saved_at AS "savedAt", p.version,
  p.effective_on AS "effectiveOn", p.published_at AS "publishedAt",
  CASE WHEN p.plan_id IS NULL THEN 'draft'
       WHEN EXISTS (SELECT 1 FROM plan_publication o WHERE o.year = p.year
                    AND o.category = p.category AND o.version > p.version) THEN 'superseded'
       ELSE 'published' END AS status`;
const FROM = 'FROM plan_version v LEFT JOIN plan_publication p ON p.plan_id = v.id';

/** The saved plans of a year, newest first. */
export function getPlans(
  reader: Reader,
  year: number,
  category?: QuotaCategory,
): Promise<PlanHead[]> {
  return reader.rows(
    head,
    `SELECT ${HEAD} ${FROM}
     WHERE v.year = $1 AND (CAST($2 AS VARCHAR) IS NULL OR v.category = $2) ORDER BY v.id DESC`,
    [year, category ?? null],
  );
}

/** One plan without its figures. Refuses with 'no-plan'. */
export async function getPlanHead(reader: Reader, id: number): Promise<PlanHead> {
  const [found] = await reader.rows(head, `SELECT ${HEAD} ${FROM} WHERE v.id = $1`, [id]);
  if (found !== undefined) return found;
  throw new Refusal('no-plan', 404, {
    happened: {
      zh: `没有编号为 ${id} 的任务方案。`,
      en: `There is no plan with the number ${id}.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请从方案列表中选择。', en: 'Choose one from the list of plans.' },
  });
}

export interface FoundPlan extends PlanHead {
  request: PlanRequest;
  plan: Plan;
}

/** One plan as it was saved. Refuses with 'no-plan'. */
export async function getPlan(reader: Reader, id: number): Promise<FoundPlan> {
  const found = await getPlanHead(reader, id);
  const stored = await reader.one(
    z.object({ request: z.string(), plan: z.string() }),
    'SELECT request, plan FROM plan_version WHERE id = $1',
    [id],
  );
  return {
    ...found,
    request: planRequest.parse(JSON.parse(stored.request)),
    plan: plan.parse(JSON.parse(stored.plan)),
  };
}

/** Why one officer's quota is what it is. Refuses with 'no-plan' or 'no-receipt'. */
export async function getReceipt(
  reader: Reader,
  id: number,
  branch: string,
  officer: string,
): Promise<Receipt> {
  await getPlanHead(reader, id);
  const [found] = await reader.rows(
    z.object({ receipt: z.string() }),
    `SELECT receipt FROM quota_receipt WHERE plan_id = $1 AND branch = $2 AND officer = $3`,
    [id, branch, officer],
  );
  if (found !== undefined) return receipt.parse(JSON.parse(found.receipt));
  throw noReceipt(branch, officer);
}

/** The refusal for somebody who has no quota and so no receipt. */
export function noReceipt(branch: string, officer: string): Refusal {
  return new Refusal('no-receipt', 404, {
    happened: {
      zh: `${branch} ${officer}在这个方案里没有任务:名下没有本类别的贷款。`,
      en: `${officer} of ${branch} has no quota in this plan: no loans of this category are held.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请从任务表中选择清收员。', en: 'Choose an officer from the quota table.' },
  });
}
