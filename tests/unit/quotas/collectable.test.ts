import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolRates, ratePart } from '../../../server/quotas/collectable.ts';

const rates = poolRates.parse({});
const part = (defaultType: string, isNew: boolean, isOffBook: boolean, balanceFen = 100_000) =>
  ratePart({ defaultType, isNew, isOffBook, loans: 1, balanceFen }, rates);

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
          );
          expect(own.collectableFen).toBeGreaterThanOrEqual(0);
          expect(own.collectableFen).toBeLessThanOrEqual(balanceFen);
        },
      ),
    );
  });
});
