import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeForLike } from '../../../server/recovery/like-for-like.ts';

describe('like for like', () => {
  it('expects of a mix what everybody’s rates would bring of it', () => {
    const found = likeForLike([
      { unit: 'A', segment: 'easy', exposure: 100, cashFen: 30 },
      { unit: 'B', segment: 'easy', exposure: 100, cashFen: 10 },
      { unit: 'B', segment: 'hard', exposure: 100, cashFen: 5 },
    ]);
    expect(found.get('A')).toEqual({ actualFen: 30, expectedFen: 20 });
    expect(found.get('B')).toEqual({ actualFen: 15, expectedFen: 25 });
  });

  it('expects of all together what all brought in, to the rounding of each', () => {
    const parts = fc.array(
      fc.record({
        unit: fc.constantFrom('A', 'B', 'C'),
        segment: fc.constantFrom('x', 'y', 'z'),
        exposure: fc.integer({ min: 1, max: 1e9 }),
        cashFen: fc.nat(1e6),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(parts, (list) => {
        const all = [...likeForLike(list).values()];
        const actual = all.reduce((sum, one) => sum + one.actualFen, 0);
        const expected = all.reduce((sum, one) => sum + one.expectedFen, 0);
        expect(Math.abs(expected - actual)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
