import { FEN_PER_UNIT } from '../money.ts';
import { checkTarget } from './check-target.ts';
import { newSince } from './collectable.ts';
import { editPlan } from './edit-plan.ts';
import { poolShares } from './joint-pool.ts';
import { checkMethods, isBottomUp, usesMethod } from './methods.ts';
import { type OfficerKey, officerBounds, officerKey } from './officer-bounds.ts';
import {
  judge,
  type OfficerPool,
  type PlanInputs,
  plannedOf,
  sumUnits,
  totalsOf,
} from './officer-pool.ts';
import type { Plan } from './plan.ts';
import { planLines } from './plan-lines.ts';
import type { PlanRequest } from './plan-request.ts';
import { planWarnings } from './plan-warnings.ts';
import { ALWAYS, readPresence } from './presence.ts';
import { compareKeys, roundHalfUp } from './ratio.ts';
import type { Receipt } from './receipt.ts';
import { refuseFixedWhileAbsent, refuseNobody } from './refuse-plan.ts';
import { splitPlan } from './split-plan.ts';
import { spreadMonths } from './spread-months.ts';
import { checkStretch, stretchOf, stretchPlan } from './stretch.ts';

export interface BuiltPlan {
  plan: Plan;
  /** Why an officer's quota is what it is; undefined for somebody without one. */
  receipt(who: OfficerKey): Receipt | undefined;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * Makes the plan of a year: the target over branches, each branch over its officers who hold loans
 * of the category (less the branch's joint pool), every year over the months in which its officer is
 * there; all in whole units, exact in both directions at every level. Pure: the same inputs in any
 * order give the same plan. Refuses with a sentence when the target, the methods, the weights, the
 * floors, caps or locks cannot be met.
 */
export function buildPlan(request: PlanRequest, inputs: PlanInputs): BuiltPlan {
  const { unit, year, category } = request;
  const perUnit = FEN_PER_UNIT[unit];
  checkTarget(request.targetFen, unit);
  checkMethods(request.methods);
  checkStretch(request.stretchPerMille);
  const officers = [...inputs.officers].sort(
    (a, b) => compareKeys(a.branch, b.branch) || compareKeys(a.officer, b.officer),
  );
  const pools = officers.filter((officer) => officer.balanceFen > 0);
  const whole = totalsOf(pools);
  if (pools.length > 0) checkTarget(request.targetFen, unit, whole.balanceFen);
  refuseNobody(pools, request);

  const names = (list: readonly OfficerPool[]) =>
    new Set(list.flatMap((own) => [own.branch, officerKey(own)]));
  const known = names(officers);
  const presence = readPresence(request.presence, request.newStaffPerMille, known);
  const monthsOf = (who: OfficerKey) => (presence.get(officerKey(who)) ?? ALWAYS).months;
  refuseFixedWhileAbsent(request, monthsOf);
  const bounds = officerBounds(
    request,
    known,
    names(pools),
    (key) => presence.get(key)?.months.length === 0,
  );

  const jointShare = poolShares(request.jointPools, known);
  const split = splitPlan(request, pools, { bounds, presence, jointShare });
  const targetFen = Number(split.total) * perUnit;
  const lines = planLines(split, pools, bounds, monthsOf);
  const months = spreadMonths(lines, inputs.profile.parts, unit);
  const edited = editPlan(request, {
    unit,
    rows: lines.map(({ key, branch, officer, bounds: own, lock }) => ({
      key,
      branch,
      officer,
      cells: months.officers.get(key) ?? [],
      locked: MONTHS.map((month) => lock(month) !== undefined),
      bounds: own,
    })),
    branches: new Map([...split.branches.keys()].map((name) => [name, bounds.branch(name)])),
    season: inputs.profile.parts.map((part) => (part * 10_000n) / sumUnits(inputs.profile.parts)),
  });
  const stretched = stretchOf(request, split.total, (total) =>
    stretchPlan(
      total,
      lines.map((line) => ({
        ...line,
        units: edited.officers.get(line.key)?.units ?? 0n,
        lock: (month) => (line.there.includes(month) ? undefined : 0n),
      })),
      (key) => edited.officers.get(key)?.row.cells ?? [],
      inputs.profile.parts,
      unit,
    ),
  );
  const asFen = (list: readonly bigint[] | undefined) =>
    MONTHS.map((month) => Number(list?.[month - 1] ?? 0n) * perUnit);
  const partsTotal = sumUnits(inputs.profile.parts);
  const profile = {
    kind: inputs.profile.kind,
    learnedMonths: inputs.profile.learnedMonths,
    workingDays: inputs.profile.workingDays ?? null,
    partsPerTenThousand: inputs.profile.parts.map((part) =>
      Number(roundHalfUp(part * 10_000n, partsTotal)),
    ),
  };

  const plan: Plan = {
    year,
    category,
    unit,
    targetFen,
    basis: inputs.basis,
    pool: {
      loans: whole.loans,
      assigned: whole.assigned,
      balanceFen: whole.balanceFen,
      collectableFen: whole.collectableFen,
      pastFen: whole.pastFen,
    },
    profile,
    monthsFen: asFen(edited.bank),
    branches: [...split.branches].map(([branch, { pools: own, share }]) => {
      const { minimumFen: _least, ...totals } = totalsOf(own);
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
        assigned: pool.assigned,
        balanceFen: pool.balanceFen,
        collectableFen: pool.collectableFen,
        pastFen: pool.pastFen,
        quotaFen,
        monthsFen: asFen(line?.row.cells),
        lockedMonths: monthsOf(pool).filter((month) => line?.row.locked[month - 1]),
        presence: presence.get(key) ?? null,
        feasibility: judge(quotaFen, pool.balanceFen, pool.collectableFen),
        bound: line?.row.bounds.isLocked ? 'lock' : (split.officers.get(key)?.step().bound ?? null),
      };
    }),
    jointPools: lines.slice(pools.length).map(({ key, branch }) => {
      const line = edited.officers.get(key);
      return {
        branch,
        perMille: jointShare(branch),
        quotaFen: Number(line?.units ?? 0n) * perUnit,
        monthsFen: asFen(line?.row.cells),
        lockedMonths: MONTHS.filter((month) => line?.row.locked[month - 1]),
      };
    }),
    stretch: stretched && {
      perMille:
        request.minimums.gap === 'stretch' && isBottomUp(request.methods)
          ? null
          : (request.stretchPerMille ?? null),
      targetFen: Number(stretched.total) * perUnit,
      monthsFen: asFen(stretched.bank),
      branches: [...stretched.branches].map(([branch, cells]) => ({
        branch,
        quotaFen: Number(sumUnits(cells)) * perUnit,
        monthsFen: asFen(cells),
      })),
      officers: lines.map(({ key, branch, officer }) => ({
        branch,
        officer,
        quotaFen: Number(stretched.years.get(key) ?? 0n) * perUnit,
        monthsFen: asFen(stretched.officers.get(key)),
      })),
    },
    minimumsFen: usesMethod(request.methods, 'bottom-up') ? whole.minimumFen : null,
    plannedFen: usesMethod(request.methods, 'planned') ? plannedOf(pools) : null,
    withoutLoans: officers
      .filter((officer) => officer.balanceFen === 0)
      .map(({ branch, officer }) => ({ branch, officer })),
    warnings: planWarnings(request, inputs, whole, {
      dropped: split.dropped,
      isInSeason: months.isInSeason,
    }),
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
      assignedOn: inputs.basis.assignedOn,
      branchStep: branch.share.step(),
      pool: {
        loans: pool.loans,
        assigned: pool.assigned,
        balanceFen: pool.balanceFen,
        collectableFen: pool.collectableFen,
        parts: pool.parts,
        factors: {
          new: request.rates.newFactor,
          old: request.rates.oldFactor,
          offBook: request.rates.offBookFactor,
          newSince: newSince(request.rates, inputs.basis.asOf),
        },
      },
      jointPool: {
        perMille: branch.joint.perMille,
        amountFen: Number(branch.joint.units) * perUnit,
      },
      officerStep: own.step(),
      adjustments: edited.adjustments(key),
      replans: [],
      profile,
      stretch: stretched && {
        perMille: plan.stretch?.perMille ?? null,
        quotaFen: Number(stretched.years.get(key) ?? 0n) * perUnit,
        bankFen: Number(stretched.total) * perUnit,
        guaranteedFen: plan.targetFen,
      },
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
