import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { QUOTA_CATEGORIES, type QuotaCategory } from './categories.ts';
import { DEFAULT_RATES, type PoolRates } from './collectable.ts';
import { findInputs } from './get-plan-inputs.ts';
import { groupBy } from './group-by.ts';
import { totalsOf } from './officer-pool.ts';
import { DEFAULT_BRANCH_WEIGHTS, DEFAULT_OFFICER_WEIGHTS } from './plan-request.ts';
import { getBasisDays, getTargets, type Target } from './targets.ts';

interface Totals {
  loans: number;
  balanceFen: Fen;
  collectableFen: Fen;
  pastFen: Fen | null;
}

/** What a planner sees before choosing: who holds what, what last year brought, what is asked. */
export interface PlanningInputs {
  year: number;
  category: QuotaCategory;
  basis: { snapshotId: number; asOf: string };
  /** Days with a snapshot, newest first. */
  basisDays: string[];
  totals: Totals;
  branches: ({ branch: string; officers: number } & Totals)[];
  officers: ({ branch: string; officer: string } & Totals)[];
  /** Last year's ledger of the category by month; months not over yet are incomplete. */
  past: { year: number; isKnown: boolean; monthsFen: Fen[]; completeMonths: number };
  /** The year's targets in every category. */
  targets: Target[];
  defaults: {
    rates: PoolRates;
    branchWeights: typeof DEFAULT_BRANCH_WEIGHTS;
    officerWeights: typeof DEFAULT_OFFICER_WEIGHTS;
  };
  categories: typeof QUOTA_CATEGORIES;
}

/** Refuses with 'no-snapshot'. */
export async function getInputs(
  reader: Reader,
  question: {
    year: number;
    category: QuotaCategory;
    rates: PoolRates;
    basisAsOf?: string | undefined;
  },
  today: string,
): Promise<PlanningInputs> {
  const { year, category, rates } = question;
  const [found, targets, basisDays] = await Promise.all([
    findInputs(reader, question, today),
    getTargets(reader, year),
    getBasisDays(reader),
  ]);
  const branches = [...groupBy(found.officers, (own) => own.branch)].map(([branch, own]) => ({
    branch,
    officers: own.filter((officer) => officer.balanceFen > 0).length,
    ...totalsOf(own),
  }));
  return {
    year,
    category,
    basis: found.basis,
    basisDays,
    totals: totalsOf(found.officers),
    branches,
    officers: found.officers.map(({ parts: _parts, ...own }) => own),
    past: {
      year: year - 1,
      isKnown: found.past.isKnown,
      monthsFen: found.past.monthsFen,
      completeMonths: found.completeMonths,
    },
    targets,
    defaults: {
      rates: { ...DEFAULT_RATES, newFactor: rates.newFactor, offBookFactor: rates.offBookFactor },
      branchWeights: DEFAULT_BRANCH_WEIGHTS,
      officerWeights: DEFAULT_OFFICER_WEIGHTS,
    },
    categories: QUOTA_CATEGORIES,
  };
}
