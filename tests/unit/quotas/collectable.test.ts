import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRates, newSince, poolRates, ratePart } from '../../../server/quotas/collectable.ts';
import { minimumRule } from '../../../server/quotas/methods.ts';

const rates = poolRates.parse({});
const minimums = minimumRule.parse({});
const part = (defaultType: string, isNew: boolean, isOffBook: boolean, balanceFen = 100_000) =>
  ratePart({ defaultType, isNew, isOffBook, loans: 1, balanceFen }, rates, minimums);

describe('what a year may bring in of a claim', () => {
  it('is its type’s rate, 1.2 times for new-formed and 0.3 times for off-book claims', () => {
    expect(part('habitual', false, false).ratePerMille).toBe(500);
    expect(part('habitual', true, false).ratePerMille).toBe(600);
    expect(part('habitual', false, true).ratePerMille).toBe(150);
    expect(part('habitual', true, true).collectableFen).toBe(18_000);
  });

  it('treats a type it does not know as undetermined', () => {
    expect(part('something-new', false, false).ratePerMille).toBe(rates.undetermined);
  });

  it('is never negative and never more than the claim, whatever the parameters', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 9_000_000_000_000 }),
        (rate, newFactor, balanceFen) => {
          const own = ratePart(
            { defaultType: 'habitual', isNew: true, isOffBook: false, loans: 1, balanceFen },
            { ...rates, habitual: rate, newFactor },
            minimums,
          );
          expect(own.collectableFen).toBeGreaterThanOrEqual(0);
          expect(own.collectableFen).toBeLessThanOrEqual(balanceFen);
        },
      ),
    );
  });

  it('has a factor for old stock too, and new-formed may mean this year’s', () => {
    const own = {
      defaultType: 'habitual',
      isNew: false,
      isOffBook: false,
      loans: 1,
      balanceFen: 100,
    };
    expect(ratePart(own, { ...rates, oldFactor: 800 }, minimums).ratePerMille).toBe(400);
    expect(newSince(rates, '2026-11-20')).toBe('2025-11-20');
    expect(newSince({ ...rates, newStock: 'base-year' }, '2026-11-20')).toBe('2026-01-01');
  });

  it('plans the stated share of it as the least: 500 ‰ of 50,000 is 25,000', () => {
    expect(part('habitual', false, false)).toMatchObject({
      collectableFen: 50_000,
      minimumPerMille: 500,
      minimumFen: 25_000,
    });
  });

  it.each([
    ['factor-absurd', { newFactor: -1 }],
    ['factor-absurd', { offBookFactor: 5001 }],
    ['factor-absurd', { habitual: 1.5 }],
    ['factors-zero', { newFactor: 0, oldFactor: 0, offBookFactor: 0 }],
    [
      'factors-zero',
      {
        incapable: 0,
        habitual: 0,
        bystander: 0,
        opportunist: 0,
        disputer: 0,
        evader: 0,
        undetermined: 0,
      },
    ],
  ])('refuses with %s for %j', (code, wrong) => {
    expect(() => checkRates({ ...rates, ...wrong })).toThrow(expect.objectContaining({ code }));
  });
});
