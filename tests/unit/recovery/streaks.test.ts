import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksAgain } from '../../../server/recovery/alert-note.ts';
import { type StandingWeek, streaksOf } from '../../../server/recovery/streaks.ts';

const week = (achievedFen: number, planFen: number | null, receipts = 1): StandingWeek => ({
  achievedFen,
  planFen,
  receipts,
});

describe('streaks', () => {
  it('count back from the last week while each thing holds', () => {
    const weeks = [week(10, 10), week(12, 20), week(15, 30, 0), week(15, 40, 0)];
    expect(streaksOf(weeks)).toEqual({
      aheadWeeks: 0,
      behindWeeks: 3,
      fallingWeeks: 3,
      dryWeeks: 2,
    });
  });

  it('end where somebody catches up a little, though still behind', () => {
    const weeks = [week(0, 10), week(1, 20), week(15, 30), week(16, 40)];
    expect(streaksOf(weeks)).toMatchObject({ behindWeeks: 4, fallingWeeks: 1 });
  });

  it('are nobody’s without a plan, but for weeks without a receipt', () => {
    const none = { aheadWeeks: 0, behindWeeks: 0, fallingWeeks: 0 };
    expect(streaksOf([week(0, null, 0), week(0, null, 0)])).toEqual({ ...none, dryWeeks: 2 });
    expect(streaksOf([])).toEqual({ ...none, dryWeeks: 0 });
  });

  it('are never both ahead and behind, and whoever falls is behind', () => {
    const weeks = fc.array(
      fc.record({ achievedFen: fc.nat(100), planFen: fc.nat(100), receipts: fc.nat(2) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(weeks, (list) => {
        const found = streaksOf(list);
        expect(found.aheadWeeks === 0).toBe(found.behindWeeks > 0);
        expect(found.fallingWeeks).toBeLessThanOrEqual(found.behindWeeks);
      }),
    );
  });
});

describe('an alert that was seen', () => {
  it('asks again exactly when it has more loans or a larger amount than then', () => {
    const seen = { loans: 3, amountFen: 500 };
    expect(asksAgain({ loans: 3, amountFen: 500 }, undefined)).toBe(true);
    expect(asksAgain({ loans: 3, amountFen: 500 }, seen)).toBe(false);
    expect(asksAgain({ loans: 2, amountFen: 400 }, seen)).toBe(false);
    expect(asksAgain({ loans: 4, amountFen: 400 }, seen)).toBe(true);
    expect(asksAgain({ loans: 2, amountFen: 501 }, seen)).toBe(true);
  });
});
