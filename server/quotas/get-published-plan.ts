import { z } from 'zod';
import { daysInMonth, type IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type QuotaCategory, quotaCategory } from './categories.ts';

const head = z.object({
  category: quotaCategory,
  planId: z.int(),
  name: z.string(),
  targetFen: z.int(),
  version: z.int(),
  effectiveOn: z.string(),
});

/** A published plan: `version` is 1 for the first of the year and category. */
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
