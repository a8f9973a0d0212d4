import type { Plan } from '../../../server/quotas/plan.ts';
import { basisPoints } from './effort.ts';
import { gini, rankBurdens } from './fairness.ts';

/** A figure of two plans; null where a plan does not have it. */
export interface Pair {
  one: number | null;
  other: number | null;
}

export interface OfficerPair extends Pair {
  branch: string;
  officer: string;
}

/** Quota ÷ collectable pool over all officers: middle and Gini in basis points, spread in 1/100. */
export function fairnessOf(officers: Plan['officers']) {
  const { ranked } = rankBurdens(
    officers.map((own) => ({
      id: JSON.stringify([own.branch, own.officer]),
      label: own.officer,
      quotaFen: own.quotaFen,
      poolFen: own.collectableFen,
    })),
  );
  const burdens = ranked.flatMap((own) => basisPoints(own.quotaFen, own.poolFen) ?? []);
  const [most, least] = [burdens[0], burdens.at(-1)];
  return {
    middle: burdens[Math.floor(burdens.length / 2)] ?? null,
    spread: most && least ? Math.round((most * 100) / least) : null,
    gini: gini(burdens) ?? null,
  };
}

/**
 * Two plans of a year beside each other: totals, months, fairness, and every officer of either,
 * the largest difference first. Who is in one plan only has nothing (null) in the other.
 */
export function comparePlans(one: Plan, other: Plan) {
  const key = (own: { branch: string; officer: string }) =>
    JSON.stringify([own.branch, own.officer]);
  const pairs = new Map<string, OfficerPair>();
  for (const { branch, officer, quotaFen } of one.officers) {
    pairs.set(key({ branch, officer }), { branch, officer, one: quotaFen, other: null });
  }
  for (const { branch, officer, quotaFen } of other.officers) {
    const held = pairs.get(key({ branch, officer }));
    pairs.set(key({ branch, officer }), {
      branch,
      officer,
      one: held?.one ?? null,
      other: quotaFen,
    });
  }
  const size = (pair: Pair) => Math.abs((pair.other ?? 0) - (pair.one ?? 0));
  const [fairOne, fairOther] = [fairnessOf(one.officers), fairnessOf(other.officers)];
  return {
    total: { one: one.targetFen, other: other.targetFen },
    months: one.monthsFen.map((fen, m) => ({ one: fen, other: other.monthsFen[m] ?? null })),
    officers: [...pairs.values()].sort((a, b) => size(b) - size(a) || (key(a) < key(b) ? -1 : 1)),
    middle: { one: fairOne.middle, other: fairOther.middle },
    spread: { one: fairOne.spread, other: fairOther.spread },
    gini: { one: fairOne.gini, other: fairOther.gini },
  };
}
