import type { ReplanSources } from './build-replan.ts';
import type { OfficerPool } from './officer-pool.ts';
import type { Plan } from './plan.ts';
import { compareKeys } from './ratio.ts';
import type { Receipt } from './receipt.ts';

/** The receipt of somebody who had no quota: nothing was split to them, all of it moved. */
export function newcomerReceipt(
  row: Plan['officers'][number],
  { base, basis, receiptOf }: ReplanSources,
  pool: OfficerPool | undefined,
): Receipt {
  const zero = { num: '0', den: '1' };
  const nothing = {
    start: null,
    presence: null,
    components: [],
    share: zero,
    idealFen: 0,
    calculation: zero,
    beforeRoundingFen: 0,
    floorFen: 0,
    capFen: null,
    bound: null,
    tie: null,
    resultFen: 0,
  };
  const colleague = [...base.plan.officers]
    .filter((own) => own.branch === row.branch)
    .sort((a, b) => compareKeys(a.officer, b.officer))
    .map(receiptOf)
    .find((own) => own !== undefined);
  const branchStep = colleague?.branchStep ?? { ...nothing, totalFen: base.targetFen };
  return {
    year: base.year,
    category: base.category,
    unit: base.unit,
    branch: row.branch,
    officer: row.officer,
    basisAsOf: basis.asOf,
    assignedOn: basis.assignedOn,
    branchStep,
    pool: {
      loans: pool?.loans ?? 0,
      assigned: pool?.assigned ?? 0,
      balanceFen: pool?.balanceFen ?? 0,
      collectableFen: pool?.collectableFen ?? 0,
      parts: pool?.parts ?? [],
      factors: null,
    },
    jointPool: colleague?.jointPool ?? { perMille: 0, amountFen: 0 },
    stretch: null,
    officerStep: {
      ...nothing,
      totalFen: branchStep.resultFen - (colleague?.jointPool.amountFen ?? 0),
    },
    adjustments: [],
    replans: [],
    profile: base.plan.profile,
    months: [],
    quotaFen: 0,
  };
}
