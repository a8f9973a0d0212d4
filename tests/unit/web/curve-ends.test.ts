import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveEnds } from '../../../web/components/charts/curve-ends.ts';

const curve = (id: string, ends: number, share: number) => ({
  id,
  name: id,
  points: [
    { month: 1, share: 0 },
    { month: ends, share },
  ],
});

describe('the names at the ends of curves', () => {
  it('stand where the curve ends when nothing is near', () => {
    const ends = curveEnds([curve('a', 12, 0.1), curve('b', 12, 0.5), curve('c', 2, 0.1)], 0.05);
    expect(ends.map(({ id, labelAt }) => [id, labelAt]).sort()).toEqual([
      ['a', 0.1],
      ['b', 0.5],
      ['c', 0.1],
    ]);
  });

  it('are never closer than the gap to one that ends beside it, and never below the end', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (shares) => {
          const ends = curveEnds(
            shares.map((share, i) => curve(String(i), 12, share)),
            0.05,
          ).sort((a, b) => a.labelAt - b.labelAt);
          ends.forEach((end, i) => {
            expect(end.labelAt).toBeGreaterThanOrEqual(end.share);
            const before = ends[i - 1];
            if (before) expect(end.labelAt - before.labelAt).toBeGreaterThanOrEqual(0.05 - 1e-9);
          });
        },
      ),
    ));
});
