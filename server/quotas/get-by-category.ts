import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPlans, type PlanHead } from './get-plan.ts';
import {
  CASH_CATEGORIES,
  type CategoryAmounts,
  type CategoryCell,
  type CategoryLine,
  layCategories,
} from './lay-categories.ts';
import { TARGET_CATEGORIES, type TargetCategory } from './target-categories.ts';
import { getTargets } from './targets.ts';

const categoryIds = z.enum([
  'tg-cash-on',
  'tg-cash-off',
  'tg-interest',
  'tg-upgrade',
  'tg-writeoff',
  'tg-transfer',
  'tg-foreclosure',
]);
const ORDER = categoryIds.options satisfies readonly TargetCategory[];

export interface CategoryColumn {
  category: TargetCategory;
  name: (typeof TARGET_CATEGORIES)[TargetCategory];
  /** Split by a plan, a target that no plan splits yet, or as a loaded file of targets states it. */
  from: 'plan' | 'target' | 'file';
  /** The version shown: the plan in force, else the newest draft. */
  plan: PlanHead | null;
  /** The bank's amount; null where a file gives only parts. */
  bankFen: Fen | null;
  isCash: boolean;
}

/** Every category of a year side by side. */
export interface ByCategory {
  year: number;
  columns: CategoryColumn[];
  lines: CategoryLine[];
  /** Of the lines shown. */
  bank: CategoryAmounts;
  /** By how many fen the columns are off their plans' targets; always 0. Null when only a part is shown. */
  offByFen: Fen | null;
}

const statedLine = z.object({
  category: categoryIds,
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  amountFen: z.int(),
});

/** What loaded files of targets say of a year, all levels; of several files the last counts. */
function getStated(reader: Reader, year: number) {
  return reader.rows(
    statedLine,
    `SELECT category, branch, officer, amount_fen AS "amountFen" FROM (
       SELECT t.*, row_number() OVER (PARTITION BY category, branch, officer
                                      ORDER BY file_id DESC) AS place
       FROM target_line t WHERE year = $1 AND measure = 'target' AND month IS NULL) l
     WHERE place = 1`,
    [year],
  );
}

/** Plans count from 1: an IN of SQL may not be empty. */
const NO_PLAN = 0;

const planCell = z.object({
  planId: z.int(),
  branch: z.string(),
  officer: z.string(),
  amountFen: z.int(),
});

/**
 * The year's quotas by officer and category, of some branches and officers or of all. Each category
 * is a plan of its own; one without a plan shows its target, and what no plan splits (write-off,
 * transfer, goods taken) what loaded files of targets state.
 */
export async function getByCategory(
  reader: Reader,
  year: number,
  of: { branch?: readonly string[] | undefined; officer?: readonly string[] | undefined },
): Promise<ByCategory> {
  const [heads, targets, stated] = await Promise.all([
    getPlans(reader, year),
    getTargets(reader, year),
    getStated(reader, year),
  ]);
  const columns = ORDER.flatMap((category): CategoryColumn[] => {
    const own = heads.filter((head) => head.category === category);
    const plan = own.find((head) => head.status === 'published') ?? own[0] ?? null;
    const target = targets.find((one) => one.category === category);
    const said = stated.filter((line) => line.category === category);
    const column = {
      category,
      name: TARGET_CATEGORIES[category],
      isCash: CASH_CATEGORIES.includes(category),
    };
    if (plan) return [{ ...column, from: 'plan', plan, bankFen: plan.targetFen }];
    if (target) return [{ ...column, from: 'target', plan: null, bankFen: target.amountFen }];
    if (said.length === 0) return [];
    const bankFen = said.find((line) => line.branch === null)?.amountFen ?? null;
    return [{ ...column, from: 'file', plan: null, bankFen }];
  });
  const plans = columns.flatMap((column) => column.plan ?? []);
  const split = await reader.rows(
    planCell,
    `SELECT plan_id AS "planId", branch, officer, CAST(sum(amount_fen) AS BIGINT) AS "amountFen"
     FROM quota
     WHERE plan_id IN (${[NO_PLAN, ...plans.map((plan) => plan.id)]})
       AND (CAST($1 AS VARCHAR[]) IS NULL OR branch = any($1))
       AND (CAST($2 AS VARCHAR[]) IS NULL OR officer = any($2))
     GROUP BY plan_id, branch, officer`,
    [of.branch ?? null, of.officer ?? null],
  );
  const categoryOf = new Map(plans.map((plan) => [plan.id, plan.category]));
  const unsplit = new Set(
    columns.filter((column) => column.from !== 'plan').map((column) => column.category),
  );
  const cells: CategoryCell[] = [
    ...split.flatMap(({ planId, ...own }) => {
      const category = categoryOf.get(planId);
      return category === undefined ? [] : [{ ...own, category }];
    }),
    ...stated.flatMap(({ branch, officer, category, amountFen }) =>
      branch !== null &&
      unsplit.has(category) &&
      (of.branch === undefined || of.branch.includes(branch)) &&
      (of.officer === undefined || (officer !== null && of.officer.includes(officer)))
        ? [{ category, branch, officer, amountFen }]
        : [],
    ),
  ];
  const isPart = of.branch !== undefined || of.officer !== undefined;
  const { lines, bank } = layCategories(
    columns.map(({ category, from, bankFen }) => ({
      category,
      isSplit: from === 'plan',
      bankFen: isPart ? null : bankFen,
    })),
    cells,
  );
  const gaps = columns.map(({ from, bankFen }, at) =>
    from === 'plan' ? Math.abs((bank.cells[at] ?? 0) - (bankFen ?? 0)) : 0,
  );
  return {
    year,
    columns,
    lines,
    bank,
    offByFen: isPart ? null : gaps.reduce((all, own) => all + own, 0),
  };
}
