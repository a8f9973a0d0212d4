import { poolRates, ratePart } from '../../../server/quotas/collectable.ts';
import { minimumRule } from '../../../server/quotas/methods.ts';
import { monthProfile } from '../../../server/quotas/month-profile.ts';
import type { OfficerPool, PlanInputs } from '../../../server/quotas/officer-pool.ts';
import { type PlanRequest, planRequest } from '../../../server/quotas/plan-request.ts';

const RATES = poolRates.parse({});
const MINIMUMS = minimumRule.parse({});

/** An officer who holds `balanceFen` of undetermined old on-book claims (rate 300 ‰). */
export function holder(
  branch: string,
  officer: string,
  balanceFen: number,
  pastFen: number | null = null,
  loans = balanceFen > 0 ? 3 : 0,
  plannedFen = 0,
): OfficerPool {
  const part = ratePart(
    { defaultType: 'undetermined', isNew: false, isOffBook: false, loans, balanceFen },
    RATES,
    MINIMUMS,
  );
  return {
    branch,
    officer,
    loans,
    assigned: 0,
    balanceFen,
    collectableFen: part.collectableFen,
    minimumFen: part.minimumFen,
    plannedFen,
    parts: loans > 0 ? [part] : [],
    pastFen,
  };
}

export function inputsOf(officers: readonly OfficerPool[]): PlanInputs {
  return {
    basis: { snapshotId: 1, asOf: '2026-11-20', assignedOn: null },
    officers,
    profile: monthProfile('default', [], 0),
    unassigned: { loans: 0, balanceFen: 0 },
    unknownBalances: 0,
    pastElsewhereFen: null,
  };
}

/** A request for 2027 with every default filled in. */
export function requestOf(request: { targetFen: number; [more: string]: unknown }): PlanRequest {
  return planRequest.parse({ year: 2027, ...request });
}
