import type { Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import { getOfficersOn } from '../roster/get-officers-on.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { QUOTA_CATEGORIES, type QuotaCategory } from './categories.ts';
import type { PoolRates } from './collectable.ts';
import { getBasis } from './get-basis.ts';
import { countAssigned } from './get-holders.ts';
import { findInputs } from './get-plan-inputs.ts';
import { groupBy } from './group-by.ts';
import { holdersDay } from './holders.ts';
import { HOLIDAY_SOURCE, type Holiday, holidaysOf, springFestivalOf } from './holidays.ts';
import { officerKey } from './officer-bounds.ts';
import { totalsOf } from './officer-pool.ts';
import {
  DEFAULT_BRANCH_WEIGHTS,
  DEFAULT_OFFICER_WEIGHTS,
  type PlanRequest,
  planRequest,
} from './plan-request.ts';
import { rosterPresence } from './roster-presence.ts';
import { USUAL_STRETCH } from './stretch.ts';
import { getBasisDays, getTargets, type Target } from './targets.ts';
import { workingDays } from './work-calendar.ts';

interface Totals {
  loans: number;
  assigned: number;
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
  /** Loans of the basis with another officer by the assignments in force, and the day of those. */
  assigned: { loans: number; on: string };
  /** Last year's ledger of the category by month; months not over yet are incomplete. */
  past: { year: number; isKnown: boolean; monthsFen: Fen[]; completeMonths: number };
  /** The day of the roster that `defaults.presence` is from; null when there is none. */
  rosterAsOf: string | null;
  /** The year's calendar as we know it, and where it is from. */
  calendar: {
    springFestivalOn: string | null;
    holidays: Holiday[];
    workingDays: number[];
    source: Sentence;
  };
  /** The year's targets in every category. */
  targets: Target[];
  defaults: Pick<
    PlanRequest,
    'holders' | 'methods' | 'minimums' | 'jointPools' | 'presence' | 'newStaffPerMille' | 'calendar'
  > & {
    rates: PoolRates;
    stretchPerMille: number;
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
  const { methods, minimums, jointPools, newStaffPerMille, calendar } = planRequest.parse({
    year,
    targetFen: 0,
  });
  const on = holdersDay({ holders: 'assigned' }, `${year}-01-01`, today) ?? today;
  const basis = await getBasis(reader, year, question.basisAsOf);
  const assigned = { loans: await countAssigned(reader, basis.id, on), on };
  const isAssigned = assigned.loans > 0;
  const [found, targets, basisDays, roster] = await Promise.all([
    findInputs(reader, { ...question, minimums, assignedOn: isAssigned ? on : null }, today),
    getTargets(reader, year),
    getBasisDays(reader),
    getOfficersOn(reader, `${year}-12-31`),
  ]);
  const branches = [...groupBy(found.officers, (own) => own.branch)].map(([branch, own]) => ({
    branch,
    officers: own.filter((officer) => officer.balanceFen > 0).length,
    ...totalsOf(own),
  }));
  const holders = new Set(found.officers.filter((own) => own.balanceFen > 0).map(officerKey));
  return {
    year,
    category,
    basis: { snapshotId: found.basis.snapshotId, asOf: found.basis.asOf },
    basisDays,
    assigned,
    totals: totalsOf(found.officers),
    branches,
    officers: found.officers.map(({ parts: _parts, minimumFen: _least, ...own }) => own),
    past: {
      year: year - 1,
      isKnown: found.past.isKnown,
      monthsFen: found.past.monthsFen,
      completeMonths: found.completeMonths,
    },
    rosterAsOf: roster.source === 'roster' ? roster.asOf : null,
    calendar: {
      springFestivalOn: springFestivalOf(year) ?? null,
      holidays: holidaysOf(year),
      workingDays: workingDays(year, calendar).map((days) => days.length),
      source: HOLIDAY_SOURCE,
    },
    targets,
    defaults: {
      holders: isAssigned ? 'assigned' : 'book',
      methods,
      minimums,
      jointPools,
      presence: rosterPresence(year, roster.officers).filter((own) => holders.has(officerKey(own))),
      newStaffPerMille,
      calendar,
      stretchPerMille: USUAL_STRETCH,
      rates,
      branchWeights: DEFAULT_BRANCH_WEIGHTS,
      officerWeights: DEFAULT_OFFICER_WEIGHTS,
    },
    categories: QUOTA_CATEGORIES,
  };
}
