import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  paceBand,
  paceOf,
  planOnDay,
  planToDate,
  requiredWeekly,
  timeProgress,
  weekEnds,
} from '../../../server/recovery/pace.ts';
import { basisPoints, shareOf } from '../../../server/recovery/ratio.ts';

const months = fc.array(fc.integer({ min: 0, max: 9e11 }), { minLength: 12, maxLength: 12 });
const day = fc
  .integer({ min: 0, max: 364 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));

describe('plan to date', () => {
  it('is the months gone by plus the month under way by its days', () => {
    const plan = [310, 280, 310, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(planToDate(plan, '2026-01-31')).toBe(310);
    expect(planToDate(plan, '2026-02-14')).toBe(310 + 140);
    expect(planToDate(plan, '2026-12-31')).toBe(900);
  });

  it('never falls from one day to the next and ends at the annual plan', () => {
    fc.assert(
      fc.property(months, day, day, (plan, a, b) => {
        const [early = a, late = b] = [a, b].sort();
        expect(planToDate(plan, early)).toBeLessThanOrEqual(planToDate(plan, late));
        const year = plan.reduce((sum, fen) => sum + fen, 0);
        expect(planToDate(plan, '2026-12-31')).toBe(year);
      }),
    );
  });

  it("adds officers' figures to the branch's and the bank's to the fen", () => {
    fc.assert(
      fc.property(fc.array(months, { maxLength: 20 }), fc.nat(20), day, (years, cut, asOf) => {
        const plans = years.map((own) => ({ targetFen: own[0] ?? 0, months: own }));
        const all = planOnDay(plans, asOf);
        const one = planOnDay(plans.slice(0, cut), asOf);
        const two = planOnDay(plans.slice(cut), asOf);
        expect(one.planToDateFen + two.planToDateFen).toBe(all.planToDateFen);
        expect(one.targetFen + two.targetFen).toBe(all.targetFen);
      }),
    );
  });
});

describe('pace', () => {
  it('bands a pace at 1.0, 0.9 and 0.7, the boundary in the better band', () => {
    expect([10_000, 9_999, 9_000, 8_999, 7_000, 6_999].map(paceBand)).toEqual([
      'ahead',
      'near',
      'near',
      'behind',
      'behind',
      'far-behind',
    ]);
    expect(paceBand(null)).toBeNull();
  });

  it('has no figure at all without a plan', () => {
    for (const value of Object.values(paceOf(5_000, null, '2026-11-20'))) expect(value).toBeNull();
  });

  it('knows what the plan asks, and compares nothing, when what came in is unknown', () => {
    const pace = paceOf(null, { targetFen: 365_000, planToDateFen: 300_000 }, '2026-11-20');
    const { targetFen, planToDateFen, linearPlanToDateFen, ...comparisons } = pace;
    expect([targetFen, planToDateFen, linearPlanToDateFen]).toEqual([365_000, 300_000, 324_000]);
    for (const value of Object.values(comparisons)) expect(value).toBeNull();
  });

  it('says the gap in amount and in points of the annual target', () => {
    const plan = { targetFen: 1_000_000, planToDateFen: 889_000 };
    const pace = paceOf(686_000, plan, '2026-11-20');
    expect(pace).toMatchObject({ gapFen: 203_000, gapBp: -2_030, completionBp: 6_860 });
    expect(pace.band).toBe('behind');
  });

  it('asks each remaining week for enough, and for nothing once the target is met', () => {
    expect(requiredWeekly(4_100, 41)).toBe(700);
    expect(requiredWeekly(4_101, 41)).toBe(701);
    expect(requiredWeekly(0, 0)).toBe(0);
    expect(requiredWeekly(1, 0)).toBeNull();
  });

  it('counts the year from its first day', () => {
    expect(timeProgress('2026-01-01')).toMatchObject({ days: 1, ofDays: 365 });
    expect(timeProgress('2028-12-31')).toMatchObject({ days: 366, ofDays: 366, bp: 10_000 });
  });

  it('makes weeks that end on the day asked and begin in the same year', () => {
    expect(weekEnds('2026-01-16')).toEqual(['2026-01-02', '2026-01-09', '2026-01-16']);
  });
});

describe('ratios', () => {
  it('round half away from zero and know nothing of dividing by zero', () => {
    expect(basisPoints(1, 0)).toBeNull();
    expect(basisPoints(-1, 20_000)).toBe(-1);
    expect(shareOf(9e15, 31, 31)).toBe(9e15);
  });
});
