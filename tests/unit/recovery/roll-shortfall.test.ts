import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollShortfall } from '../../../server/recovery/roll-shortfall.ts';

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const fen = fc.nat(1_000_000_000);
const plan = fc.array(fen, { minLength: 12, maxLength: 12 });

describe('a shortfall rolls to the next month', () => {
  it('adds what January lacked to February, and a good February to nobody', () => {
    const rolled = rollShortfall([100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0], [40, 200]);
    expect(rolled.rolledFen.slice(0, 4)).toEqual([100, 160, 100, 100]);
    expect(rolled.carriedFen.slice(0, 4)).toEqual([60, 0, 0, 0]);
  });

  it('is the plan itself while nothing is over or every month brought its own', () => {
    fc.assert(
      fc.property(plan, (months) => {
        expect(rollShortfall(months, []).rolledFen).toEqual(months);
        expect(rollShortfall(months, months).rolledFen).toEqual(months);
      }),
    );
  });

  it('when behind all year, what is still asked and what came in are the year’s target, to the fen', () => {
    const behind = plan.chain((months) =>
      fc.record({
        months: fc.constant(months),
        achieved: fc
          .tuple(...months.map((own) => fc.nat(own)))
          .chain((all) => fc.nat(11).map((over) => all.slice(0, over))),
      }),
    );
    fc.assert(
      fc.property(behind, ({ months, achieved }) => {
        const { rolledFen } = rollShortfall(months, achieved);
        expect(sum(rolledFen.slice(achieved.length)) + sum(achieved)).toBe(sum(months));
      }),
    );
  });

  it('never asks less than the plan nor less than nothing, even after a reversal', () => {
    const money = fc.integer({ min: -1_000_000, max: 2_000_000_000 });
    fc.assert(
      fc.property(plan, fc.array(money, { maxLength: 12 }), (months, achieved) => {
        const { rolledFen, carriedFen } = rollShortfall(months, achieved);
        rolledFen.forEach((own, m) => {
          expect(own).toBe((months[m] ?? 0) + (carriedFen[m - 1] ?? 0));
        });
        expect(carriedFen.every((own) => own >= 0)).toBe(true);
      }),
    );
  });
});
