import { describe, expect, it } from 'vitest';
import { findBreak } from '../../../web/lib/find-break.ts';

const year = (...done: number[]) =>
  done.map((percent, index) => ({ month: index + 1, planFen: 100, achievedFen: percent }));

describe('since when a year goes worse', () => {
  it('is the month that splits it best', () => {
    const found = findBreak(year(99, 87, 99, 90, 94, 88, 55, 59, 50, 57));
    expect(found).toEqual({ month: 7, achievedFen: 221, planFen: 400 });
  });

  it('is never, when it goes evenly, better, or there is no plan', () => {
    expect(findBreak(year(90, 92, 88, 91))).toBeUndefined();
    expect(findBreak(year(50, 60, 90, 99))).toBeUndefined();
    expect(findBreak([{ month: 1, planFen: null, achievedFen: 5 }])).toBeUndefined();
  });

  it('takes no month of which nothing is known for a month that brought nothing', () => {
    const months = [
      ...year(90, 92),
      ...[3, 4].map((month) => ({ month, planFen: 100, achievedFen: null })),
    ];
    expect(findBreak(months)).toBeUndefined();
  });
});
