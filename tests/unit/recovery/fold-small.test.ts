import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, foldSmall } from '../../../server/recovery/fold-small.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
const fold = (groups: readonly number[]) => foldSmall(groups, (size) => size);

describe('groups too small to be shown', () => {
  it('are added up, with the smallest of the others when they are too few together', () => {
    expect(fold([50, 7, 4, 3])).toEqual({ shown: [50, 7], rest: [4, 3], isHidden: false });
    expect(fold([50, 7, 3])).toEqual({ shown: [50], rest: [3, 7], isHidden: false });
    expect(fold([3, 1])).toEqual({ shown: [], rest: [], isHidden: true });
    expect(fold([])).toEqual({ shown: [], rest: [], isHidden: false });
  });

  it('are never shown alone nor to be told from the total, and nobody is lost', () => {
    fc.assert(
      fc.property(sizes, (groups) => {
        const { shown, rest, isHidden } = fold(groups);
        for (const size of shown) expect(size).toBeGreaterThanOrEqual(FEWEST);
        if (rest.length > 0) expect(sum(rest)).toBeGreaterThanOrEqual(FEWEST);
        if (isHidden) expect(sum(groups)).toBeLessThan(FEWEST);
        else expect(sum(shown) + sum(rest)).toBe(sum(groups));
      }),
    );
  });
});
