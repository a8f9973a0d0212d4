import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { comparePlans } from '../../../web/features/quotas/compare-plans.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const WAN = 1_000_000;
const planOf = (targetFen: number, names: readonly string[]) =>
  buildPlan(
    requestOf({ targetFen, weights: { npl: 100 } }),
    inputsOf(names.map((name, i) => holder('城关', name, (i + 1) * 100 * WAN))),
  ).plan;

describe('two plans side by side', () => {
  it('30 split 1:2 beside 60 split 1:2:3 differ by 0, 0 and the newcomer’s 30', () => {
    const compared = comparePlans(
      planOf(30 * WAN, ['甲', '乙']),
      planOf(60 * WAN, ['甲', '乙', '丙']),
    );
    expect(compared.total).toEqual({ one: 30 * WAN, other: 60 * WAN });
    expect(compared.officers).toEqual([
      { branch: '城关', officer: '丙', one: null, other: 30 * WAN },
      { branch: '城关', officer: '乙', one: 20 * WAN, other: 20 * WAN },
      { branch: '城关', officer: '甲', one: 10 * WAN, other: 10 * WAN },
    ]);
    expect(compared.months.reduce((sum, own) => sum + (own.other ?? 0) - own.one, 0)).toBe(
      30 * WAN,
    );
    // Everybody is asked a tenth of the claims, a third of what is collectable: all equal.
    expect(compared.middle).toEqual({ one: 3333, other: 3333 });
    expect(compared.gini).toEqual({ one: 0, other: 0 });
    expect(compared.spread).toEqual({ one: 100, other: 100 });
  });

  it('a plan beside itself differs nowhere', () => {
    const plan = planOf(60 * WAN, ['甲', '乙', '丙']);
    const { officers, months, total } = comparePlans(plan, plan);
    for (const pair of [...officers, ...months, total]) expect(pair.one).toBe(pair.other);
  });
});
