import { POOL_NAME } from './joint-pool.ts';
import { type OfficerKey, officerKey, type PlanBounds } from './officer-bounds.ts';
import type { OfficerPool } from './officer-pool.ts';
import type { SplitPlan } from './split-plan.ts';
import type { Bounds } from './split-step.ts';
import type { Year } from './spread-months.ts';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** A line of the plan: an officer's year, or a branch's joint pool under an empty name. */
export interface PlanLine extends Year, OfficerKey {
  bounds: Bounds;
  /** Months 1–12 in which somebody is there to collect. */
  there: readonly number[];
}

/** The lines of a split: the officers in their order, then the joint pools. */
export function planLines(
  split: SplitPlan,
  pools: readonly OfficerPool[],
  bounds: PlanBounds,
  monthsOf: (who: OfficerKey) => readonly number[],
): PlanLine[] {
  const officers = pools.map((pool): PlanLine => {
    const { branch, officer } = pool;
    const key = officerKey(pool);
    const there = monthsOf(pool);
    return {
      key,
      branch,
      officer,
      label: { zh: officer, en: officer },
      units: split.officers.get(key)?.units ?? 0n,
      isAway: there.length < 12,
      there,
      bounds: bounds.officer(pool),
      lock: (month) => bounds.cell(pool, month) ?? (there.includes(month) ? undefined : 0n),
    };
  });
  const joint = [...split.branches].flatMap(([branch, { joint: own }]): PlanLine[] => {
    if (own.perMille === 0) return [];
    return [
      {
        key: officerKey({ branch, officer: POOL_NAME }),
        branch,
        officer: POOL_NAME,
        label: { zh: `${branch}集体清收池`, en: `the joint pool of ${branch}` },
        units: own.units,
        there: MONTHS,
        bounds: { floor: 0n, cap: undefined, isLocked: false },
        lock: () => undefined,
      },
    ];
  });
  return [...officers, ...joint];
}
