import { FEN_PER_UNIT } from '../money.ts';
import { type Blend, blendWeights, type Member, type ShareComponent } from './blend-weights.ts';
import { groupBy } from './group-by.ts';
import { pooledUnits, withPool } from './joint-pool.ts';
import { isBottomUp, type LevelMethod, usesMethod } from './methods.ts';
import { officerKey, type PlanBounds } from './officer-bounds.ts';
import { memberOf, type OfficerPool, plannedOf, sumUnits } from './officer-pool.ts';
import { blendsOf, type PlanRequest, type WeightBlend } from './plan-request.ts';
import { ALWAYS, type Presence } from './presence.ts';
import type { SplitStep } from './receipt.ts';
import {
  refuseMinimums,
  refuseNothingGuaranteed,
  refuseNothingPlanned,
} from './refuse-minimums.ts';
import { type Bounds, type Start, splitTotal, startsOf } from './split-step.ts';

/** One who got a share: the units, and the step that explains them. */
export interface Share {
  units: bigint;
  step(): SplitStep;
}

/** A branch with its share, and what of it is nobody's own. */
export interface BranchShare {
  pools: OfficerPool[];
  share: Share;
  joint: { perMille: number; units: bigint };
}

export interface SplitPlan {
  /** What was split: the target, or Σ of the minimum plans where the rest is left as a stretch. */
  total: bigint;
  /** Branches in the order of the pools. */
  branches: Map<string, BranchShare>;
  /** By officerKey. */
  officers: Map<string, Share>;
  /** Components asked for between branches that are zero for all of them. */
  dropped: ShareComponent[];
}

/** What besides the request bounds a split. */
export interface SplitLimits {
  bounds: PlanBounds;
  /** By officer key; who is not in it is there all year. */
  presence: ReadonlyMap<string, Presence>;
  jointShare(branch: string): number;
}

/** The bounds of a branch, which its officers' bounds must fit into once its pool is taken. */
function branchBounds(own: Bounds, officers: readonly Bounds[], jointShare: number): Bounds {
  if (own.isLocked) return own;
  const caps = officers.map((bounds) => bounds.cap);
  const held = withPool(
    {
      floor: sumUnits(officers.map((bounds) => bounds.floor)),
      cap: caps.includes(undefined) ? undefined : sumUnits(caps.map((cap) => cap ?? 0n)),
      isLocked: false,
    },
    jointShare,
  );
  const cap =
    own.cap === undefined || (held.cap !== undefined && held.cap < own.cap) ? held.cap : own.cap;
  let floor = held.floor;
  if (own.floor > floor) floor = own.floor;
  return { floor, cap, isLocked: false };
}

const NONE: WeightBlend = { collectable: 0, npl: 0, past: 0, headcount: 0, equal: 0 };

/** The blend that shares a level, or what its start leaves. */
function blendOf(method: LevelMethod, asked: WeightBlend, request: PlanRequest) {
  if (method.kind === 'headcount') return { ...NONE, headcount: 100 };
  if (method.kind === 'equal') return { ...NONE, equal: 100 };
  if (request.minimums.gap === 'weights') return asked;
  if (method.kind === 'bottom-up') return { ...NONE, minimum: 100 };
  return method.kind === 'planned' ? { ...NONE, planned: 100 } : asked;
}

function startOf(method: LevelMethod, members: readonly Member[]): Start | undefined {
  if (method.kind === 'growth') {
    const short = blendWeights(members, { past: 100 });
    return { kind: 'growth', growthPerMille: method.growthPerMille, short };
  }
  if (method.kind === 'planned') {
    return { kind: 'planned', growthPerMille: 0, short: blendWeights(members, { planned: 100 }) };
  }
  if (method.kind !== 'bottom-up') return undefined;
  return { kind: 'bottom-up', growthPerMille: 0, short: blendWeights(members, { minimum: 100 }) };
}

/** The first blend that is not zero for all members; claims and then heads as the last resort. */
function firstBlend(members: readonly Member[], asked: Parameters<typeof blendWeights>[1]): Blend {
  for (const blend of [asked, { npl: 100 }]) {
    const blended = blendWeights(members, blend);
    if (blended.parts.length > 0) return blended;
  }
  return blendWeights(members, { headcount: 100 });
}

/**
 * Splits the target over branches, takes each branch's joint pool, and splits the rest over its
 * officers, each level by its method. A branch's bounds hold its officers' bounds, and their minimum
 * plans where those are asked for, so a target that the bank can take is one that every branch can.
 * Refuses as `apportion`, and with 'minimums-above-target' or 'nothing-planned'.
 */
export function splitPlan(
  request: PlanRequest,
  pools: readonly OfficerPool[],
  { bounds, presence, jointShare }: SplitLimits,
): SplitPlan {
  const { unit, methods, minimums } = request;
  if (usesMethod(methods, 'planned')) refuseNothingPlanned(request.year, plannedOf(pools));
  const blends = blendsOf(request);
  const perUnit = BigInt(FEN_PER_UNIT[unit]);
  const groups = [...groupBy(pools, (pool) => pool.branch)].map(([branch, own]) => {
    const members = own.map((pool) => memberOf(officerKey(pool), pool.officer, [pool], 1));
    const level = {
      members,
      unit,
      bounds: own.map(bounds.officer),
      presence: own.map((pool) => presence.get(officerKey(pool)) ?? ALWAYS),
    };
    const start = startOf(methods.officer, members);
    const floors = start?.kind === 'bottom-up' ? startsOf(level, start) : undefined;
    const needed = level.bounds.map((limit, at) => ({
      ...limit,
      floor: floors?.[at] ?? limit.floor,
    }));
    return { branch, own, level, start, needed };
  });
  const members = groups.map(({ branch, own }) => memberOf(branch, branch, own, own.length));
  const limits = groups.map(({ branch, needed }) =>
    branchBounds(bounds.branch(branch), needed, jointShare(branch)),
  );
  const start = startOf(methods.branch, members);
  const bank = { members, bounds: limits, unit };
  const target = BigInt(request.targetFen) / perUnit;
  const floors = sumUnits(limits.map((limit) => limit.floor));
  if (usesMethod(methods, 'bottom-up')) {
    const least = start?.kind === 'bottom-up' ? sumUnits(startsOf(bank, start)) : floors;
    refuseMinimums(least, target, unit);
  }
  const isStretch = isBottomUp(methods) && minimums.gap === 'stretch';
  const total = isStretch ? guaranteed() : target;

  /** What the loans' plans promise, at most the target: the rest is the stretch. */
  function guaranteed(): bigint {
    const promised =
      start !== undefined && start.kind !== 'growth'
        ? sumUnits(startsOf(bank, start))
        : sumUnits(
            groups.map(({ branch, level, start: own }, at) => {
              const floor = limits[at]?.floor ?? 0n;
              if (own?.kind !== 'planned') return floor;
              const sum = {
                floor: sumUnits(startsOf(level, own)),
                cap: undefined,
                isLocked: false,
              };
              const needed = withPool(sum, jointShare(branch)).floor;
              return needed > floor ? needed : floor;
            }),
          );
    refuseNothingGuaranteed(promised);
    return promised < target ? promised : target;
  }

  const blend = blendWeights(members, blendOf(methods.branch, blends.branch, request));
  const isNothingLeft = blend.parts.length === 0 && start !== undefined;
  const split = splitTotal({
    ...bank,
    total,
    start,
    blend: isNothingLeft ? firstBlend(members, {}) : blend,
  });
  const result: SplitPlan = {
    total,
    branches: new Map(),
    officers: new Map(),
    dropped: blend.dropped,
  };
  groups.forEach(({ branch, own, level, start: first }, index) => {
    const units = split.units[index] ?? 0n;
    const perMille = jointShare(branch);
    const joint = { perMille, units: pooledUnits(units, perMille) };
    result.branches.set(branch, {
      pools: own,
      share: { units, step: () => split.step(index) },
      joint,
    });
    const within = splitTotal({
      ...level,
      whose: branch,
      total: units - joint.units,
      start: first,
      blend: firstBlend(level.members, blendOf(methods.officer, blends.officer, request)),
    });
    own.forEach((pool, at) => {
      result.officers.set(officerKey(pool), {
        units: within.units[at] ?? 0n,
        step: () => within.step(at),
      });
    });
  });
  return result;
}
