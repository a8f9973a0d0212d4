import { expect } from 'vitest';
import { FEN_PER_UNIT } from '../../../server/money.ts';
import type { Plan } from '../../../server/quotas/plan.ts';

export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const months = Array.from({ length: 12 }, (_, m) => m);

/** Every sum that must hold in a plan, to the fen. */
export function expectExact(plan: Plan) {
  expect(sum(plan.monthsFen)).toBe(plan.targetFen);
  expect(sum(plan.branches.map((branch) => branch.quotaFen))).toBe(plan.targetFen);
  for (const m of months) {
    expect(sum(plan.branches.map((branch) => branch.monthsFen[m] ?? 0))).toBe(plan.monthsFen[m]);
  }
  for (const branch of plan.branches) {
    const own = [...plan.officers, ...plan.jointPools].filter((o) => o.branch === branch.branch);
    expect(sum(own.map((officer) => officer.quotaFen))).toBe(branch.quotaFen);
    for (const m of months) {
      expect(sum(own.map((officer) => officer.monthsFen[m] ?? 0))).toBe(branch.monthsFen[m]);
    }
  }
  for (const officer of [...plan.officers, ...plan.jointPools]) {
    expect(sum(officer.monthsFen)).toBe(officer.quotaFen);
    for (const amount of [...officer.monthsFen, officer.quotaFen]) {
      expect(amount % FEN_PER_UNIT[plan.unit]).toBe(0);
      expect(amount).toBeGreaterThanOrEqual(0);
    }
  }
}
