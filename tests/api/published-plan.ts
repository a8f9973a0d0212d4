import { z } from 'zod';
import type { IsoDate } from '../../server/calendar.ts';
import type { Fen } from '../../server/money.ts';
import { FIRST_CATEGORY, type QuotaCategory } from '../../server/quotas/categories.ts';
import { getVersions, plansInForce } from '../../server/quotas/get-published-plan.ts';
import type { Reader } from '../../server/warehouse/warehouse.ts';

const cell = z.object({
  branch: z.string(),
  officer: z.string(),
  month: z.int(),
  amountFen: z.int(),
});

/** One officer's quota of one month (1–12); without a name, of the branch's joint pool. */
type QuotaCell = z.infer<typeof cell>;

interface PublishedPlan {
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
  /**
   * What each month asked when it was under way: its cells in the version in force at its end, and
   * from the day asked about on those of the plan itself. A re-plan leaves the past as it was, so
   * after one these are the cells.
   */
  asked: QuotaCell[];
}

/**
 * The plan in force for a year on a day (the last of the year when none is given), with what each
 * month asked at its time. Undefined when none has been published, which is a state to show, not
 * an error.
 */
export async function getPublishedPlan(
  reader: Reader,
  year: number,
  category: QuotaCategory = FIRST_CATEGORY,
  on: IsoDate = `${year}-12-31`,
): Promise<PublishedPlan | undefined> {
  const found = plansInForce(await getVersions(reader, year, [category]), year, on);
  if (found === undefined) return undefined;
  const { plan, planOf } = found;
  const ids = [...new Set([plan.planId, ...planOf.values()])];
  const cells = await reader.rows(
    cell.extend({ planId: z.int() }),
    `SELECT plan_id AS "planId", branch, officer, month, amount_fen AS "amountFen" FROM quota
     WHERE plan_id IN (${ids}) ORDER BY branch, officer, month`,
  );
  const bare = ({ planId: _planId, ...own }: (typeof cells)[number]) => own;
  return {
    ...plan,
    year,
    cells: cells.filter((own) => own.planId === plan.planId).map(bare),
    asked: cells.filter((own) => own.planId === planOf.get(own.month)).map(bare),
  };
}
