import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  basisPoints,
  effortOf,
  milestones,
  outlook,
  seenYields,
  type Task,
} from '../../../web/features/quotas/effort.ts';
import { gini } from '../../../web/features/quotas/fairness.ts';

const WAN = 1_000_000;
const task = (
  quota: number,
  balance: number,
  past: number | null,
  months: number[] = [],
): Task => ({
  quotaFen: quota * WAN,
  balanceFen: balance * WAN,
  pastFen: past === null ? null : past * WAN,
  monthsFen: months.map((wan) => wan * WAN),
});

describe('the yields that pools had', () => {
  const pools = [
    task(0, 100, 10),
    task(0, 200, 30),
    task(0, 100, 20),
    task(0, 400, 120),
    // A twentieth of the mean: 5 of 5 collected says nothing.
    task(0, 5, 5),
  ];
  const seen = seenYields(pools);

  it('are 10, 15, 20 and 30 %: quartiles by nearest rank, without the tiny pool', () => {
    expect(seen).toEqual({ pools: 4, low: 1000, middle: 1500, high: 2000, best: 3000 });
  });

  it('tell what 805 万元 of claims would bring: 80.5, 120.75 or 161', () => {
    expect(seen && outlook(805 * WAN, seen)).toEqual({
      lowFen: 80_500_000,
      middleFen: 120_750_000,
      highFen: 161_000_000,
    });
  });

  it.each([
    [101, 'impossible'],
    [100, 'heroic'],
    [31, 'heroic'],
    [30, 'fair'],
    [10, 'fair'],
    [9, 'soft'],
  ] as const)('a quota of %i out of 100 is %s', (quota, effort) => {
    expect(effortOf(task(quota, 100, null), seen)).toBe(effort);
  });

  it('are not known without postings, which is neither soft nor heroic', () => {
    const none = seenYields([task(1, 100, null)]);
    expect(none).toBeUndefined();
    expect(effortOf(task(50, 100, null), none)).toBe('unknown');
    expect(effortOf(task(101, 100, null), none)).toBe('impossible');
    expect(seenYields([task(1, 100, -3)])?.best).toBe(0);
  });

  it('does not depend on the order of the pools', () => {
    expect(seenYields([...pools].reverse())).toEqual(seen);
  });
});

it('a part is rounded to the nearest basis point, and is unknown over nothing', () => {
  expect(basisPoints(1, 3)).toBe(3333);
  expect(basisPoints(2, 3)).toBe(6667);
  expect(basisPoints(1, 0)).toBeUndefined();
});

it('what must be in by each quarter grows to the whole year: 6, 11, 15 and 20 % of 500', () => {
  const months = [10, 10, 10, 9, 8, 8, 7, 7, 6, 8, 8, 9];
  expect(milestones(task(100, 500, null, months))).toEqual([600, 1100, 1500, 2000]);
});

describe('the Gini coefficient, by hand', () => {
  it.each([
    [[5, 5, 5], 0],
    // Pairs differ by 2 in all: 2 × 2 ÷ (2 × 2 × 4) = 1/4.
    [[1, 3], 2500],
    // (2 × (1·1 + 2·2 + 3·3) − 4 × 6) ÷ (3 × 6) = 4/18.
    [[3, 1, 2], 2222],
    [[0, 0, 0, 8], 7500],
    [[7], 0],
  ] as const)('%j → %i basis points', (values, expected) => {
    expect(gini(values)).toBe(expected);
  });

  it('is half the mean difference of all pairs over the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 12 }),
        (values) => {
          const sum = values.reduce((a, b) => a + b, 0);
          fc.pre(sum > 0);
          const pairs = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
          const exact = pairs.reduce((a, b) => a + b, 0) / (2 * values.length * sum);
          expect(Math.abs((gini(values) ?? -1) - exact * 10_000)).toBeLessThanOrEqual(0.5 + 1e-9);
        },
      ),
    );
    expect(gini([])).toBeUndefined();
    expect(gini([0, 0])).toBeUndefined();
  });
});
