import { z } from 'zod';
import { daysInMonth, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { FIRST_CATEGORY, type QuotaCategory, quotaCategory } from './categories.ts';

const head = z.object({
  category: quotaCategory,
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

/** One officer's quota of one month (1–12); without a name, of the branch's joint pool. */
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
  /**
   * What each month asked when it was under way: its cells in the version in force at its end, and
   * from the day asked about on those of the plan itself. A re-plan leaves the past as it was, so
   * after one these are the cells.
   */
  asked: QuotaCell[];
}

type Version = z.infer<typeof head>;

/**
 * Of versions in the order published, the one in force on `day`: the last that counted by then, or
 * before the first of them the one that counted first.
 */
export function inForceOn<Of extends Pick<Version, 'effectiveOn'>>(
  versions: readonly Of[],
  day: string,
): Of | undefined {
  const begun = versions.filter((own) => own.effectiveOn <= day).at(-1);
  if (begun !== undefined) return begun;
  const first = versions.map((own) => own.effectiveOn).sort()[0];
  return versions.findLast((own) => own.effectiveOn === first);
}

const monthEnd = (year: number, month: number) =>
  `${year}-${String(month).padStart(2, '0')}-${daysInMonth(year, month)}`;

/** The published plans of a year of some categories, in the order published. */
export function getVersions(
  reader: Reader,
  year: number,
  categories: readonly QuotaCategory[],
): Promise<Version[]> {
  return reader.rows(
    head,
    `SELECT p.category, p.plan_id AS "planId", v.name, v.target_fen AS "targetFen", p.version,
            p.effective_on AS "effectiveOn"
     FROM plan_publication p JOIN plan_version v ON v.id = p.plan_id
     WHERE p.year = $1 AND p.category = any($2)
     ORDER BY p.category, p.version`,
    [year, categories],
  );
}

/**
 * Of a category's versions: the plan in force on `on`, and by month (1–12) the one that says what it
 * asked. Undefined when none has been published.
 */
export function plansInForce(
  versions: readonly Version[],
  year: number,
  on: IsoDate,
): { plan: Version; planOf: Map<number, number> } | undefined {
  const plan = inForceOn(versions, on);
  if (plan === undefined) return undefined;
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  const planOf = new Map(
    months.map((month) => {
      const end = monthEnd(year, month);
      return [month, (inForceOn(versions, end < on ? end : on) ?? plan).planId];
    }),
  );
  return { plan, planOf };
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
