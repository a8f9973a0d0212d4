import { describe, expect, it } from 'vitest';
import { yearPoints } from '../../../web/components/charts/year-points.ts';
import { missingPart } from '../../../web/lib/missing-part.ts';

const point = (day: string, achievedFen: number | null) => ({
  day,
  achievedFen,
  planFen: 500,
  linearFen: 500,
});
const year = {
  year: 2026,
  points: [point('2026-11-06', null), point('2026-11-13', 30), point('2026-11-20', 70)],
  planAhead: [{ day: '2026-11-30', planFen: 900 }],
};
const ending = { yearEndFen: 100, lowFen: null, highFen: null };

describe('a year that is known in part', () => {
  it('is drawn from its first known day alone, beside no plan and no forecast of a whole year', () => {
    const part = { ...year, knownSince: '2026-11-09', isYearKnown: false };
    expect(yearPoints(part, ending)).toEqual([
      { day: '2026-11-09', actualFen: 0, planFen: null },
      { day: '2026-11-13', actualFen: 30, planFen: null },
      { day: '2026-11-20', actualFen: 70, planFen: null },
    ]);
  });

  it('is not drawn at all while nothing is known', () => {
    expect(yearPoints({ ...year, knownSince: null, isYearKnown: false }, undefined)).toEqual([]);
  });

  it('says which part is missing, before or after what is known', () => {
    const known = { knownSince: '2026-01-01', knownUntil: '2026-11-20' };
    expect(missingPart({ ...known, isYearKnown: true })).toBeUndefined();
    expect(missingPart({ knownSince: null, knownUntil: null, isYearKnown: false })).toBeUndefined();
    expect(missingPart({ ...known, knownUntil: '2026-09-30', isYearKnown: false })).toEqual({
      ...{ side: 'after', day: '2026-09-30' },
    });
    expect(missingPart({ ...known, knownSince: '2026-11-09', isYearKnown: false })).toEqual({
      ...{ side: 'before', day: '2026-11-09' },
    });
  });
});
