import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestToReach, lostWithout } from '../../../server/recovery/concentration.ts';

describe('the fewest claims that close a gap', () => {
  it('are the largest, counted until they reach it', () => {
    expect(fewestToReach([50, 30, 20], 80)).toBe(2);
    expect(fewestToReach([50, 30, 20], 81)).toBe(3);
    expect(fewestToReach([50, 30, 20], 101)).toBeNull();
    expect(fewestToReach([], 0)).toBe(0);
  });

  it('are as few as any choice of claims could be', () => {
    const amounts = fc.array(fc.nat(1000), { maxLength: 9 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 4000 }), (list, gap) => {
        let best: number | null = null;
        for (let chosen = 0; chosen < 2 ** list.length; chosen++) {
          const taken = list.filter((_, index) => (chosen >> index) & 1);
          const sum = taken.reduce((all, fen) => all + fen, 0);
          if (sum >= gap && (best === null || taken.length < best)) best = taken.length;
        }
        expect(
          fewestToReach(
            [...list].sort((a, b) => b - a),
            gap,
          ),
        ).toBe(best);
      }),
    );
  });
});

describe('a forecast without some of its claims', () => {
  it('loses their part of what it still expects, and never more than that', () => {
    expect(lostWithout(1000, 25, 100)).toBe(250);
    expect(lostWithout(1000, 25, 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.nat(1e12), (ahead, failed, pool) => {
        const lost = lostWithout(ahead, failed, pool);
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(lost).toBeLessThanOrEqual(ahead);
      }),
    );
  });
});
