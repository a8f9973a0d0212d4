import type { IsoDate } from '../calendar.ts';
import { FEN_PER_UNIT, type Fen } from '../money.ts';
import type { BuiltPlan } from './build-plan.ts';
import { checkBase, checkTargets, refuseBranchCaps, refuseFrozenEdits } from './check-base.ts';
import { editPlan } from './edit-plan.ts';
import type { FoundPlan } from './get-plan.ts';
import { groupBy } from './group-by.ts';
import { POOL_NAME } from './joint-pool.ts';
import { newcomerReceipt } from './newcomer-receipt.ts';
import { type OfficerKey, officerBounds, officerKey } from './officer-bounds.ts';
import {
  judge,
  type OfficerPool,
  type PlanBasis,
  sum,
  sumUnits,
  totalsOf,
} from './officer-pool.ts';
import { dayAfter, firstOpenMonth, openMonths } from './open-months.ts';
import type { Plan } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import type { QuotaMove, Receipt } from './receipt.ts';
import { replan } from './replan.ts';
import type { ReplanRow } from './replan-sheet.ts';
import { replanWarnings } from './replan-warnings.ts';
import type { ReplanWish } from './replan-wish.ts';
import type { Handover } from './replan-work.ts';

/** What a re-plan is made from, besides the request. */
export interface ReplanSources {
  /** The plan in force. */
  base: FoundPlan;
  /** The latest book: who holds what now. */
  basis: PlanBasis;
  officers: readonly OfficerPool[];
  handovers: readonly Handover[];
  /** Recovered in the year so far; null when the year is not known. */
  achievedFen: Fen | null;
  today: IsoDate;
  /** The receipt of an officer in the plan in force; undefined for somebody without one. */
  receiptOf(who: OfficerKey): Receipt | undefined;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** The rows of the plan in force, in units, with the bounds that its request gave them. */
function rowsOf(base: FoundPlan, bounds: ReturnType<typeof officerBounds>) {
  const perUnit = BigInt(FEN_PER_UNIT[base.unit]);
  const ended = new Map(
    (base.plan.replan?.ended ?? []).map((who) => [officerKey(who), who.after] as const),
  );
  // A joint pool keeps its year: what is re-planned is what people answer for.
  const joint = base.plan.jointPools.map((own): Omit<ReplanRow, 'key'> => {
    const cells = own.monthsFen.map((amount) => BigInt(amount) / perUnit);
    const year = sumUnits(cells);
    return {
      branch: own.branch,
      officer: POOL_NAME,
      cells,
      locked: MONTHS.map((month) => own.lockedMonths.includes(month)),
      bounds: { floor: year, cap: year, isLocked: true },
      ended: undefined,
    };
  });
  const officers = base.plan.officers.map((own): Omit<ReplanRow, 'key'> => {
    const { floor, cap } = bounds.officer(own);
    return {
      branch: own.branch,
      officer: own.officer,
      cells: own.monthsFen.map((amount) => BigInt(amount) / perUnit),
      locked: MONTHS.map(
        (month) => own.lockedMonths.includes(month) || isAway(own.presence, month),
      ),
      bounds: { floor, cap, isLocked: own.bound === 'lock' },
      ended: ended.get(officerKey(own)),
    };
  });
  return [...officers, ...joint];
}

/** Whether an officer of the plan is not there in a month (1–12). */
const isAway = (presence: Plan['officers'][number]['presence'], month: number) =>
  presence !== null && !presence.months.includes(month);

/**
 * The plan in force changed in mid-year, with the receipts that say what moved and why. The pools
 * are those of the latest book, against which what is left is judged. Pure. Refuses as `replan`,
 * `editPlan`, and with 'base-not-in-force', 'effective-before-last', 'target-below-achieved' or
 * 'month-frozen'.
 */
export function buildReplan(
  request: PlanRequest,
  wish: ReplanWish,
  sources: ReplanSources,
): BuiltPlan {
  const { base, basis } = sources;
  const { unit, year } = base;
  checkBase(wish, base);
  checkTargets(wish, unit, sources.achievedFen);
  const perUnit = FEN_PER_UNIT[unit];
  const pools = new Map(sources.officers.map((pool) => [officerKey(pool), pool]));
  const names = (list: readonly OfficerKey[]) =>
    new Set(list.flatMap((own) => [own.branch, officerKey(own)]));
  const everybody = [...base.plan.officers, ...base.plan.withoutLoans, ...sources.officers];
  const bounds = officerBounds(base.request, names(everybody), names(everybody));
  const changed = replan(wish, {
    year,
    unit,
    rows: rowsOf(base, bounds),
    newcomer: {
      floor: 0n,
      cap: bounds.officer(everybody[0] ?? { branch: '', officer: '' }).cap,
      isLocked: false,
    },
    handovers: sources.handovers,
    officers: new Set(pools.keys()),
    branches: new Set(sources.officers.map((own) => own.branch)),
  });
  refuseBranchCaps(changed.rows, base, bounds);

  const firstMonth = firstOpenMonth(wish.effectiveOn, wish.partMonth);
  const frozenTo = wish.effectiveOn.endsWith('-01')
    ? firstMonth - 1
    : Number(wish.effectiveOn.slice(5, 7));
  refuseFrozenEdits(request, frozenTo);
  const edited = editPlan(request, {
    unit,
    rows: changed.rows.map((row) => ({
      ...row,
      locked: row.locked.map((isLocked, m) => isLocked || m < frozenTo || isOver(row, m, year)),
      bounds: { ...row.bounds, isLocked: row.bounds.isLocked || row.ended !== undefined },
    })),
    branches: new Map(
      [...groupBy(changed.rows, (row) => row.branch).keys()].map((name) => [
        name,
        {
          ...bounds.branch(name),
          isLocked: base.plan.branches.find((own) => own.branch === name)?.bound === 'lock',
        },
      ]),
    ),
    season: base.plan.profile.partsPerTenThousand.map(BigInt),
  });
  const asFen = (list: readonly bigint[] | undefined) =>
    MONTHS.map((month) => Number(list?.[month - 1] ?? 0n) * perUnit);

  const joint = base.plan.jointPools.map((pool): Plan['jointPools'][number] => {
    const own = edited.officers.get(officerKey({ branch: pool.branch, officer: POOL_NAME }));
    return {
      ...pool,
      quotaFen: Number(own?.units ?? 0n) * perUnit,
      monthsFen: asFen(own?.row.cells),
    };
  });
  const officers = changed.rows
    .filter((row) => row.officer !== POOL_NAME)
    .filter(
      (row) =>
        sumUnits(row.cells) > 0n || base.plan.officers.some((own) => officerKey(own) === row.key),
    )
    .map((row): Plan['officers'][number] => {
      const line = edited.officers.get(row.key);
      const cells = line?.row.cells ?? row.cells;
      const pool = pools.get(row.key);
      const quotaFen = Number(sumUnits(cells)) * perUnit;
      const span = { first: wish.effectiveOn, last: row.ended ?? `${year}-12-31` };
      const restFen = Number(sumUnits(openMonths(cells, span, year, wish.partMonth))) * perUnit;
      const { minimumFen: _least, ...held } = totalsOf(pool ? [pool] : []);
      const presence =
        base.plan.officers.find((own) => officerKey(own) === row.key)?.presence ?? null;
      return {
        branch: row.branch,
        officer: row.officer,
        ...held,
        pastFen:
          base.plan.officers.find((own) => officerKey(own) === row.key)?.pastFen ?? held.pastFen,
        quotaFen,
        restFen,
        monthsFen: asFen(cells),
        lockedMonths: MONTHS.filter(
          (month) =>
            line?.row.locked[month - 1] &&
            (month > frozenTo || row.locked[month - 1]) &&
            !isOver(row, month - 1, year) &&
            !isAway(presence, month),
        ),
        presence,
        feasibility:
          restFen === 0 && quotaFen > 0
            ? 'feasible'
            : judge(restFen, held.balanceFen, held.collectableFen),
        bound: line?.row.bounds.isLocked && row.ended === undefined ? 'lock' : null,
      };
    });
  const branches = [...groupBy(officers, (own) => own.branch)].map(
    ([branch, own]): Plan['branches'][number] => {
      const { minimumFen: _least, ...held } = totalsOf(
        sources.officers.filter((pool) => pool.branch === branch),
      );
      const lines = [...own, ...joint.filter((pool) => pool.branch === branch)];
      const restFen = sum(own.map((one) => one.restFen ?? 0));
      return {
        branch,
        officers: own.length,
        ...held,
        quotaFen: sum(lines.map((one) => one.quotaFen)),
        restFen,
        monthsFen: MONTHS.map((_, m) => sum(lines.map((one) => one.monthsFen[m] ?? 0))),
        feasibility:
          restFen === 0 ? 'feasible' : judge(restFen, held.balanceFen, held.collectableFen),
        bound: base.plan.branches.find((one) => one.branch === branch)?.bound ?? null,
      };
    },
  );
  const withQuota = new Set(officers.map(officerKey));
  const { minimumFen: _least, ...whole } = totalsOf(sources.officers);
  const plan: Plan = {
    ...base.plan,
    targetFen: sum([...officers, ...joint].map((own) => own.quotaFen)),
    basis,
    pool: whole,
    monthsFen: MONTHS.map((_, m) =>
      sum([...officers, ...joint].map((own) => own.monthsFen[m] ?? 0)),
    ),
    branches,
    officers,
    jointPools: joint,
    // The stretch was in proportion to quotas that are no longer these.
    stretch: null,
    withoutLoans: sources.officers
      .filter((own) => own.balanceFen === 0 && !withQuota.has(officerKey(own)))
      .map(({ branch, officer }) => ({ branch, officer })),
    warnings: replanWarnings(wish, sources, officers),
    replan: {
      basePlanId: base.id,
      baseVersion: base.version,
      effectiveOn: wish.effectiveOn,
      firstMonth,
      moves: changed.moves,
      ended: changed.rows.flatMap(({ branch, officer, ended }) =>
        ended === undefined ? [] : [{ branch, officer, after: ended }],
      ),
    },
  };

  const receipt = (who: OfficerKey): Receipt | undefined => {
    const key = officerKey(who);
    const row = officers.find((own) => officerKey(own) === key);
    if (row === undefined) return undefined;
    const before = sources.receiptOf(who) ?? newcomerReceipt(row, sources, pools.get(key));
    const touches = ({ from, to }: QuotaMove) =>
      [from, to].some((one) => one !== null && officerKey(one) === key);
    return {
      ...before,
      stretch: null,
      replans: [
        ...before.replans,
        {
          basePlanId: base.id,
          baseVersion: base.version,
          effectiveOn: wish.effectiveOn,
          beforeFen: before.quotaFen,
          moves: changed.moves.filter(touches),
          adjustments: edited.adjustments(key),
          afterFen: row.quotaFen,
        },
      ],
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

/** Whether the month begins after the officer's last day. */
const isOver = ({ ended }: ReplanRow, m: number, year: number) =>
  ended !== undefined && dayAfter(ended) <= `${year}-${String(m + 1).padStart(2, '0')}-01`;
