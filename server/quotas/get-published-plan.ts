import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { FIRST_CATEGORY, type QuotaCategory } from './categories.ts';

const head = z.object({
  planId: z.int(),
  name: z.string(),
  targetFen: z.int(),
  version: z.int(),
  effectiveOn: z.string(),
});
const cell = z.object({
  branch: z.string(),
  officer: z.string(),
  month: z.int(),
  amountFen: z.int(),
});

/** One officer's quota of one month (1–12). */
export type QuotaCell = z.infer<typeof cell>;

export interface PublishedPlan {
  planId: number;
  name: string;
  year: number;
  category: QuotaCategory;
  /** The annual target; exactly Σ of the cells. */
  targetFen: Fen;
  /** 1 for the first publication of the year and category. */
  version: number;
  effectiveOn: string;
  /** By branch, officer, month; an officer without a quota has no rows. */
  cells: QuotaCell[];
}

/**
 * The plan in force for a year: the one published last. Undefined when none has been published,
 * which is a state to show, not an error.
 */
export async function getPublishedPlan(
  reader: Reader,
  year: number,
  category: QuotaCategory = FIRST_CATEGORY,
): Promise<PublishedPlan | undefined> {
  const [found] = await reader.rows(
    head,
    `SELECT p.plan_id AS "planId", v.name, v.target_fen AS "targetFen", p.version,
            p.effective_on AS "effectiveOn"
     FROM plan_publication p JOIN plan_version v ON v.id = p.plan_id
     WHERE p.year = $1 AND p.category = $2
     ORDER BY p.version DESC LIMIT 1`,
    [year, category],
  );
  if (found === undefined) return undefined;
  const cells = await reader.rows(
    cell,
    `SELECT branch, officer, month, amount_fen AS "amountFen" FROM quota
     WHERE plan_id = $1 ORDER BY branch, officer, month`,
    [found.planId],
  );
  return { ...found, year, category, cells };
}
