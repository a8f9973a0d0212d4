import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { roundHalfUp } from './ratio.ts';
import type { Bounds } from './split-step.ts';

/**
 * 集体清收池: the part of a branch's quota that is nobody's own (domain C.3 step 3: 10–30 %), in
 * 1/1000; branches may have their own. Checked by the plan, which answers in sentences.
 */
export const jointPools = z.object({
  perMille: z.number().default(0),
  branches: z
    .array(z.object({ branch: z.string(), perMille: z.number() }))
    .max(5_000)
    .default([]),
});
export type JointPools = z.infer<typeof jointPools>;

/** Above this a joint pool is unusual. */
export const USUAL_POOL = 300;

/** The officer's name that a branch's pool has in the table; no officer's name is empty. */
export const POOL_NAME = '';
/** What it is called in files. */
export const POOL_LABEL = '集体清收池';

/**
 * The share of each branch, in 1/1000. Refuses with 'pool-share-absurd', 'unknown-name' or
 * 'duplicate-limit'.
 */
export function poolShares(
  pools: JointPools,
  branches: ReadonlySet<string>,
): (branch: string) => number {
  const own = new Map<string, number>();
  const check = (perMille: number, zh: string, en: string) => {
    if (Number.isInteger(perMille) && perMille >= 0 && perMille <= 1000) return;
    throw new Refusal('pool-share-absurd', 422, {
      happened: {
        zh: `${zh}集体清收池占比 ${perMille / 10}% 不成立:须在 0 到 100% 之间,通常不超过 30%。`,
        en: `A joint pool of ${perMille / 10} % ${en} does not work: it is between 0 and 100 %, and usually at most 30 %.`,
      },
      kept: NOTHING_CHANGED,
      next: { zh: '请重新填写占比。', en: 'Enter the share again.' },
    });
  };
  check(pools.perMille, '', 'for all branches');
  for (const { branch, perMille } of pools.branches) {
    check(perMille, `“${branch}”`, `at "${branch}"`);
    if (!branches.has(branch) || own.has(branch)) {
      const isTwice = own.has(branch);
      throw new Refusal(isTwice ? 'duplicate-limit' : 'unknown-name', 422, {
        happened: isTwice
          ? {
              zh: `“${branch}”的集体池占比写了两次。`,
              en: `The joint pool of "${branch}" is given twice.`,
            }
          : { zh: `台账里没有“${branch}”。`, en: `The loan book has no "${branch}".` },
        kept: NOTHING_CHANGED,
        next: { zh: '请核对机构名称。', en: 'Check the name of the branch.' },
      });
    }
    own.set(branch, perMille);
  }
  return (branch) => own.get(branch) ?? pools.perMille;
}

/** Units of a branch that are nobody's, to the nearest; never falls when the branch's rise. */
export function pooledUnits(units: bigint, perMille: number): bigint {
  return roundHalfUp(units * BigInt(perMille), 1000n);
}

const restOf = (units: bigint, perMille: number) => units - pooledUnits(units, perMille);

/** The least branch whose officers still get `rest`. */
function leastFor(rest: bigint, perMille: number): bigint {
  if (perMille >= 1000) return rest;
  let units = (rest * 1000n) / BigInt(1000 - perMille);
  while (restOf(units, perMille) < rest) units += 1n;
  while (units > 0n && restOf(units - 1n, perMille) >= rest) units -= 1n;
  return units;
}

/** The bounds of a branch whose officers' own bounds are `rest` once its pool is taken. */
export function withPool(rest: Bounds, perMille: number): Bounds {
  if (perMille === 0) return rest;
  const floor = leastFor(rest.floor, perMille);
  if (rest.cap === undefined || perMille >= 1000) return { ...rest, floor, cap: undefined };
  return { ...rest, floor, cap: leastFor(rest.cap + 1n, perMille) - 1n };
}
