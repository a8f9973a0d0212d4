import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '../money.ts';
import { checkTarget } from './check-target.ts';
import type { FoundPlan } from './get-plan.ts';
import { groupBy } from './group-by.ts';
import type { officerBounds } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import type { PlanRequest } from './plan-request.ts';
import { refuseOldBase, refuseReplan } from './refuse-replan.ts';
import type { ReplanRow } from './replan-sheet.ts';
import type { ReplanWish } from './replan-wish.ts';
import { sayFen } from './say-money.ts';

/** A target below what has come in, or one that no plan may have. */
export function checkTargets(wish: ReplanWish, unit: MoneyUnit, achievedFen: Fen | null): void {
  for (const change of wish.changes) {
    if (change.kind !== 'target') continue;
    checkTarget(change.targetFen, unit);
    if (achievedFen === null || change.targetFen >= achievedFen) continue;
    refuseReplan(
      'target-below-achieved',
      `新目标 ${sayFen(change.targetFen).zh}低于今年已收回的 ${sayFen(achievedFen).zh}。`,
      `The new target of ${sayFen(change.targetFen).en} is below what has been recovered this year, ${sayFen(achievedFen).en}.`,
      { zh: '请填更高的目标。', en: 'Enter a higher target.' },
    );
  }
}

/** Nothing before the day from which the plan in force counts can be planned again. */
export function checkBase({ effectiveOn }: ReplanWish, base: FoundPlan): void {
  if (base.status !== 'published') refuseOldBase();
  if (base.effectiveOn !== null && effectiveOn < base.effectiveOn) {
    refuseReplan(
      'effective-before-last',
      `生效日 ${effectiveOn} 早于现行版本的生效日 ${base.effectiveOn}。`,
      `The effective day ${effectiveOn} is before that of the version in force, ${base.effectiveOn}.`,
      {
        zh: `请选 ${base.effectiveOn} 或以后的日期。`,
        en: `Choose ${base.effectiveOn} or a later day.`,
      },
    );
  }
}

/** A branch's cap holds for its year, unless it was above it already. */
export function refuseBranchCaps(
  rows: readonly ReplanRow[],
  base: FoundPlan,
  bounds: ReturnType<typeof officerBounds>,
): void {
  const perUnit = FEN_PER_UNIT[base.unit];
  for (const [branch, own] of groupBy(rows, (row) => row.branch)) {
    const { cap } = bounds.branch(branch);
    if (cap === undefined) continue;
    const amount = Number(sumUnits(own.map((row) => sumUnits(row.cells)))) * perUnit;
    const before = base.plan.branches.find((one) => one.branch === branch)?.quotaFen ?? 0;
    const most = Number(cap) * perUnit;
    if (amount <= most || amount <= before) continue;
    refuseReplan(
      'branch-cap',
      `调整后“${branch}”全年任务 ${sayFen(amount).zh},高于它的上限 ${sayFen(most).zh}。`,
      `"${branch}" would have ${sayFen(amount).en} for the year, above its cap of ${sayFen(most).en}.`,
      { zh: '请调整变动,或先提高机构上限。', en: 'Change what moves, or raise the cap first.' },
    );
  }
}

/** Months that are over stay as they were in the plan in force. */
export function refuseFrozenEdits({ edits }: PlanRequest, frozenTo: number): void {
  for (const { places } of edits) {
    const place = places.find(({ month }) => month !== undefined && month <= frozenTo);
    if (place === undefined) continue;
    refuseReplan(
      'month-frozen',
      `${place.month} 月已经冻结,年中调整不能改它。`,
      `Month ${place.month} is frozen: a re-plan cannot change it.`,
      { zh: '请改生效日以后的月份。', en: 'Change a month after the effective day.' },
    );
  }
}
