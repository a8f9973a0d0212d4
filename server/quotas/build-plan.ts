import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { FEN_PER_UNIT } from '../money.ts';
import { checkTarget } from './check-target.ts';
import { editPlan } from './edit-plan.ts';
import { type OfficerKey, officerBounds, officerKey } from './officer-bounds.ts';
import { judge, type OfficerPool, type PlanInputs, sumUnits, totalsOf } from './officer-pool.ts';
import type { Plan } from './plan.ts';
import { blendsOf, type PlanRequest } from './plan-request.ts';
import { planWarnings } from './plan-warnings.ts';
import { compareKeys, roundHalfUp } from './ratio.ts';
import type { Receipt } from './receipt.ts';
import { splitPlan } from './split-plan.ts';
import { spreadMonths } from './spread-months.ts';

export interface BuiltPlan {
  plan: Plan;
  /** Why an officer's quota is what it is; undefined for somebody without one. */
  receipt(who: OfficerKey): Receipt | undefined;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * Makes the plan of a year: the target over branches, each branch over its officers who hold loans
 * of the category, every year over the months; all in whole units, exact in both directions at
 * every level. Pure: the same inputs in any order give the same plan. Refuses with a sentence when
 * the target, the weights, the floors, caps or locks cannot be met.
 */
export function buildPlan(request: PlanRequest, inputs: PlanInputs): BuiltPlan {
  const { unit, year, category } = request;
  const perUnit = FEN_PER_UNIT[unit];
  checkTarget(request.targetFen, unit);
  const officers = [...inputs.officers].sort(
    (a, b) => compareKeys(a.branch, b.branch) || compareKeys(a.officer, b.officer),
  );
  const pools = officers.filter((officer) => officer.balanceFen > 0);
  const whole = totalsOf(pools);
  if (pools.length > 0) checkTarget(request.targetFen, unit, whole.balanceFen);
  refuseNobody(pools, request);

  const names = (list: readonly OfficerPool[]) =>
    new Set(list.flatMap((own) => [own.branch, officerKey(own)]));
  const bounds = officerBounds(request, names(officers), names(pools));

  const split = splitPlan(request, pools, bounds);
  const unitsOf = (who: OfficerKey) => split.officers.get(officerKey(who))?.units ?? 0n;
  const months = spreadMonths(
    pools.map((pool) => ({
      key: officerKey(pool),
      branch: pool.branch,
      label: { zh: pool.officer, en: pool.officer },
      units: unitsOf(pool),
      lock: (month) => bounds.cell(pool, month),
    })),
    inputs.profile.parts,
    unit,
  );
  const edited = editPlan(request, {
    unit,
    rows: pools.map((pool) => ({
      key: officerKey(pool),
      branch: pool.branch,
      officer: pool.officer,
      cells: months.officers.get(officerKey(pool)) ?? [],
      locked: MONTHS.map((month) => bounds.cell(pool, month) !== undefined),
      bounds: bounds.officer(pool),
    })),
    branches: new Map([...split.branches.keys()].map((name) => [name, bounds.branch(name)])),
    season: inputs.profile.parts.map((part) => (part * 10_000n) / sumUnits(inputs.profile.parts)),
  });
  const asFen = (list: readonly bigint[] | undefined) =>
    MONTHS.map((month) => Number(list?.[month - 1] ?? 0n) * perUnit);
  const partsTotal = sumUnits(inputs.profile.parts);
  const profile = {
    kind: inputs.profile.kind,
    learnedMonths: inputs.profile.learnedMonths,
    partsPerTenThousand: inputs.profile.parts.map((part) =>
      Number(roundHalfUp(part * 10_000n, partsTotal)),
    ),
  };

  const plan: Plan = {
    year,
    category,
    unit,
    targetFen: request.targetFen,
    basis: inputs.basis,
    pool: whole,
    profile,
    monthsFen: asFen(edited.bank),
    branches: [...split.branches].map(([branch, { pools: own, share }]) => {
      const totals = totalsOf(own);
      const line = edited.branches.get(branch);
      const quotaFen = Number(line?.units ?? 0n) * perUnit;
      return {
        branch,
        officers: own.length,
        ...totals,
        quotaFen,
        monthsFen: asFen(line?.months),
        feasibility: judge(quotaFen, totals.balanceFen, totals.collectableFen),
        bound: line?.isLocked ? 'lock' : share.step().bound,
      };
    }),
    officers: pools.map((pool) => {
      const key = officerKey(pool);
      const line = edited.officers.get(key);
      const quotaFen = Number(line?.units ?? 0n) * perUnit;
      return {
        branch: pool.branch,
        officer: pool.officer,
        loans: pool.loans,
        balanceFen: pool.balanceFen,
        collectableFen: pool.collectableFen,
        pastFen: pool.pastFen,
        quotaFen,
        monthsFen: asFen(line?.row.cells),
        lockedMonths: MONTHS.filter((month) => line?.row.locked[month - 1]),
        feasibility: judge(quotaFen, pool.balanceFen, pool.collectableFen),
        bound: line?.row.bounds.isLocked ? 'lock' : (split.officers.get(key)?.step().bound ?? null),
      };
    }),
    withoutLoans: officers
      .filter((officer) => officer.balanceFen === 0)
      .map(({ branch, officer }) => ({ branch, officer })),
    warnings: planWarnings(request, inputs, whole, split.dropped),
  };

  const poolOf = new Map(pools.map((pool) => [officerKey(pool), pool]));
  const rowOf = new Map(plan.officers.map((row) => [officerKey(row), row]));
  const receipt = (who: OfficerKey): Receipt | undefined => {
    const key = officerKey(who);
    const own = split.officers.get(key);
    const branch = split.branches.get(who.branch);
    const pool = poolOf.get(key);
    const row = rowOf.get(key);
    if (own === undefined || branch === undefined || pool === undefined || row === undefined)
      return undefined;
    return {
      year,
      category,
      unit,
      branch: who.branch,
      officer: who.officer,
      basisAsOf: inputs.basis.asOf,
      branchStep: branch.share.step(),
      pool: {
        loans: pool.loans,
        balanceFen: pool.balanceFen,
        collectableFen: pool.collectableFen,
        parts: pool.parts,
      },
      officerStep: own.step(),
      adjustments: edited.adjustments(key),
      replans: [],
      profile,
      months: row.monthsFen.map((amountFen, m) => ({
        month: m + 1,
        amountFen,
        isLocked: row.lockedMonths.includes(m + 1),
      })),
      quotaFen: row.quotaFen,
    };
  };
  return { plan, receipt };
}

function refuseNobody(pools: readonly OfficerPool[], request: PlanRequest): void {
  const blends = blendsOf(request);
  const isEmpty = (blend: Record<string, number>) => Object.values(blend).every((p) => p === 0);
  if (isEmpty(blends.branch) || isEmpty(blends.officer)) {
    throw new Refusal('weights-zero', 422, {
      happened: {
        zh: '所有权重都是零,无法分配。',
        en: 'All weights are zero: nothing can be split.',
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请至少给一项依据大于零的权重。',
        en: 'Give at least one basis a weight above zero.',
      },
    });
  }
  if (pools.length > 0) return;
  throw new Refusal('nobody-to-plan', 422, {
    happened: {
      zh: '这一天的台账里没有任何清收员持有本类别的贷款,目标无人可分。',
      en: 'In the loan book of that day no officer holds a loan of this category, so there is nobody to split the target over.',
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请换一个数据日期或类别,或先导入台账。',
      en: 'Choose another day or category, or load a loan book first.',
    },
  });
}
