import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { QuotaCategory } from '../quotas/categories.ts';
import { getPlanUnits } from '../quotas/get-plan-units.ts';
import { getVersions, plansInForce } from '../quotas/get-published-plan.ts';
import { getStretch } from '../quotas/get-stretch.ts';
import { POOL_NAME } from '../quotas/joint-pool.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/** The categories that are cash recovered, and the side of the book each is about. */
const CASH_CATEGORIES = {
  'tg-cash-on': 'on',
  'tg-cash-off': 'off',
} as const satisfies Partial<Record<QuotaCategory, 'on' | 'off'>>;

const CATEGORIES = ['tg-cash-on', 'tg-cash-off'] as const;

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
  const year = Number(asOf.slice(0, 4));
  const versions = await getVersions(reader, year, CATEGORIES);
  const found = await Promise.all(
    CATEGORIES.map(async (category) => {
      const inForce = plansInForce(
        versions.filter((own) => own.category === category),
        year,
        asOf,
      );
      if (inForce === undefined) return undefined;
      const [units, stretch] = await Promise.all([
        getPlanUnits(reader, inForce, { branch, officer }),
        getStretch(reader, inForce.plan.planId),
      ]);
      return { ...inForce.plan, category, units, stretch };
    }),
  );
  const published = found.filter((own) => own !== undefined);
  if (published.length === 0) return null;
  const units = new Map<string, UnitPlan>();
  const hasStretch = published.some(({ stretch }) => stretch !== null);
  for (const own of published.flatMap((plan) => plan.units)) {
    const unit = units.get(keyOf(own));
    if (unit === undefined) {
      const name = own.officer === POOL_NAME ? null : own.officer;
      units.set(keyOf(own), { ...own, officer: name, stretchFen: null });
    } else {
      unit.targetFen += own.targetFen;
      unit.months = unit.months.map((fen, month) => fen + (own.months[month] ?? 0));
    }
  }
  for (const { stretch, units: guaranteed } of hasStretch ? published : []) {
    const tier = stretch ?? guaranteed.map((own) => ({ ...own, quotaFen: own.targetFen }));
    for (const own of tier) {
      const unit = units.get(keyOf(own));
      if (unit) unit.stretchFen = (unit.stretchFen ?? 0) + own.quotaFen;
    }
  }
  return {
    categories: published.map(({ category, planId, version, targetFen }) => ({
      ...{ category, planId, version, targetFen },
    })),
    sides: published.map(({ category }) => CASH_CATEGORIES[category]),
    units: [...units.values()],
  };
}
