import type { Plan } from '../../../server/quotas/plan.ts';
import type { EditPlace } from '../../../server/quotas/plan-edit.ts';

export interface ChangedAmount {
  branch: string;
  officer: string;
  /** 1–12, or 0 for the year. */
  month: number;
  beforeFen: number;
  afterFen: number;
}

/**
 * What a change of `places` does: the officers' amounts among them that move, and how many other
 * cells of the matrix move with them.
 */
export function compareAmounts(before: Plan, after: Plan, places: readonly EditPlace[]) {
  const keyOf = (branch: string, officer: string, month: number) =>
    JSON.stringify([branch, officer, month]);
  const given = new Set(
    places.map(({ branch, officer = '', month = 0 }) => keyOf(branch, officer, month)),
  );
  const rowOf = new Map(after.officers.map((own) => [keyOf(own.branch, own.officer, 0), own]));
  const changed: ChangedAmount[] = [];
  let alsoMoved = 0;
  for (const own of before.officers) {
    const { branch, officer } = own;
    const next = rowOf.get(keyOf(branch, officer, 0));
    const amounts = [own.quotaFen, ...own.monthsFen];
    amounts.forEach((beforeFen, month) => {
      const afterFen = (month === 0 ? next?.quotaFen : next?.monthsFen[month - 1]) ?? 0;
      if (afterFen === beforeFen) return;
      if (given.has(keyOf(branch, officer, month))) {
        changed.push({ branch, officer, month, beforeFen, afterFen });
      } else if (month > 0) alsoMoved += 1;
    });
  }
  return { changed, alsoMoved };
}
