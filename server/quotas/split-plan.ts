import { FEN_PER_UNIT } from '../money.ts';
import { type Blend, blendWeights, type Member } from './blend-weights.ts';
import { groupBy } from './group-by.ts';
import { officerKey, type PlanBounds } from './officer-bounds.ts';
import { memberOf, type OfficerPool, sumUnits } from './officer-pool.ts';
import { blendsOf, type PlanRequest, type WeightComponent } from './plan-request.ts';
import type { SplitStep } from './receipt.ts';
import { type Bounds, splitTotal } from './split-step.ts';

/** One who got a share: the units, and the step that explains them. */
export interface Share {
  units: bigint;
  step(): SplitStep;
}

export interface SplitPlan {
  /** Branches in the order of the pools. */
  branches: Map<string, { pools: OfficerPool[]; share: Share }>;
  /** By officerKey. */
  officers: Map<string, Share>;
  /** Components asked for between branches that are zero for all of them. */
  dropped: WeightComponent[];
}

/** The bounds of a branch, which its officers' bounds must fit into. */
function branchBounds(own: Bounds, officers: readonly Bounds[]): Bounds {
  if (own.isLocked) return own;
  let floor = sumUnits(officers.map((bounds) => bounds.floor));
  if (own.floor > floor) floor = own.floor;
  const caps = officers.map((bounds) => bounds.cap);
  const room = caps.some((cap) => cap === undefined)
    ? undefined
    : sumUnits(caps.map((cap) => cap ?? 0n));
  const cap = own.cap === undefined || (room !== undefined && room < own.cap) ? room : own.cap;
  return { floor, cap, isLocked: false };
}

/** The blend within a branch; when it is zero for all of its officers, claims and then heads. */
function officerBlend(members: readonly Member[], request: PlanRequest): Blend {
  const none = { collectable: 0, npl: 0, past: 0, headcount: 0, equal: 0 };
  for (const blend of [
    blendsOf(request).officer,
    { ...none, npl: 100 },
    { ...none, headcount: 100 },
  ]) {
    const blended = blendWeights(members, blend);
    if (blended.parts.length > 0) return blended;
  }
  return blendWeights(members, none);
}

/**
 * Splits the target over branches and each branch over its officers. A branch's bounds hold its
 * officers' bounds, so a target that the bank can take is one that every branch can.
 */
export function splitPlan(
  request: PlanRequest,
  pools: readonly OfficerPool[],
  bounds: PlanBounds,
): SplitPlan {
  const { unit } = request;
  const groups = [...groupBy(pools, (pool) => pool.branch)];
  const members = groups.map(([branch, own]) => memberOf(branch, branch, own, own.length));
  const blend = blendWeights(members, blendsOf(request).branch);
  const limits = groups.map(([branch, own]) =>
    branchBounds(bounds.branch(branch), own.map(bounds.officer)),
  );
  const total = BigInt(request.targetFen) / BigInt(FEN_PER_UNIT[unit]);
  const bank = splitTotal(total, members, blend, limits, unit);

  const result: SplitPlan = { branches: new Map(), officers: new Map(), dropped: blend.dropped };
  groups.forEach(([branch, own], index) => {
    const units = bank.units[index] ?? 0n;
    result.branches.set(branch, { pools: own, share: { units, step: () => bank.step(index) } });
    const people = own.map((pool) => memberOf(officerKey(pool), pool.officer, [pool], 1));
    const split = splitTotal(
      units,
      people,
      officerBlend(people, request),
      own.map(bounds.officer),
      unit,
    );
    own.forEach((pool, at) => {
      result.officers.set(officerKey(pool), {
        units: split.units[at] ?? 0n,
        step: () => split.step(at),
      });
    });
  });
  return result;
}
