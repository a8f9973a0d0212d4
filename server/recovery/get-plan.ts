import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { QuotaCategory } from '../quotas/categories.ts';
import { getPublishedPlan, type QuotaCell } from '../quotas/get-published-plan.ts';
import { getStretch } from '../quotas/get-stretch.ts';
import { POOL_NAME } from '../quotas/joint-pool.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/** The categories that are cash recovered, and the side of the book each is about. */
const CASH_CATEGORIES = {
  'tg-cash-on': 'on',
  'tg-cash-off': 'off',
} as const satisfies Partial<Record<QuotaCategory, 'on' | 'off'>>;

export type BookSide = 'on' | 'off';

/**
 * An officer's year of every published cash plan together: the year's quota, and what each month
 * (January … December) asked by the version in force at its time. A branch's joint pool is nobody's:
 * it stands against what is recovered in nobody's name.
 */
export interface UnitPlan {
  branch: string;
  officer: string | null;
  targetFen: Fen;
  months: Fen[];
  /** 力争, which is not measured against: with the guaranteed of a category that has no second tier. NULL where none has. */
  stretchFen: Fen | null;
}

/** The cash plans in force for a year, as one. */
export interface CashPlan {
  categories: { category: QuotaCategory; planId: number; version: number; targetFen: Fen }[];
  /** The sides of the book whose recovery counts against the plan. */
  sides: BookSide[];
  units: UnitPlan[];
}

const keyOf = (own: { branch: string; officer: string }) =>
  JSON.stringify([own.branch, own.officer]);

/**
 * The plans of on-book and off-book cash in force on `asOf` for its year, added up per officer; a filter by
 * branch or officer keeps theirs. NULL when neither has been published, or when the filter selects
 * claims by anything else, for which no plan exists.
 */
export async function getCashPlan(
  reader: Reader,
  asOf: IsoDate,
  filter: Omit<LoanFilter, 'asOf'> = {},
): Promise<CashPlan | null> {
  const { branch, officer, ...ofLoan } = filter;
  if (Object.values(ofLoan).some((wanted) => wanted !== undefined)) return null;
  const plan: CashPlan = { categories: [], sides: [], units: [] };
  const units = new Map<string, UnitPlan>();
  const tiers: { branch: string; officer: string; quotaFen: Fen }[][] = [];
  let hasStretch = false;
  for (const category of ['tg-cash-on', 'tg-cash-off'] as const) {
    const published = await getPublishedPlan(reader, Number(asOf.slice(0, 4)), category, asOf);
    if (published === undefined) continue;
    const { planId, version, targetFen } = published;
    plan.categories.push({ category, planId, version, targetFen });
    plan.sides.push(CASH_CATEGORIES[category]);
    const stretch = await getStretch(reader, planId);
    const isWanted = (cell: QuotaCell) =>
      (!branch || branch.includes(cell.branch)) && (!officer || officer.includes(cell.officer));
    const unitOf = (cell: QuotaCell) => {
      const key = keyOf(cell);
      const unit = units.get(key) ?? {
        branch: cell.branch,
        officer: cell.officer === POOL_NAME ? null : cell.officer,
        targetFen: 0,
        months: Array.from({ length: 12 }, () => 0),
        stretchFen: null,
      };
      units.set(key, unit);
      return unit;
    };
    for (const cell of published.cells.filter(isWanted)) unitOf(cell).targetFen += cell.amountFen;
    tiers.push(stretch ?? published.cells.map((cell) => ({ ...cell, quotaFen: cell.amountFen })));
    hasStretch ||= stretch !== null;
    for (const cell of published.asked.filter(isWanted)) {
      const { months } = unitOf(cell);
      months[cell.month - 1] = (months[cell.month - 1] ?? 0) + cell.amountFen;
    }
  }
  if (hasStretch) {
    for (const own of tiers.flat()) {
      const unit = units.get(keyOf(own));
      if (unit) unit.stretchFen = (unit.stretchFen ?? 0) + own.quotaFen;
    }
  }
  plan.units = [...units.values()];
  return plan.categories.length === 0 ? null : plan;
}
