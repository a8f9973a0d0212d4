import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CategoryAmounts,
  categoryTable,
  creditOf,
} from '../../../server/recovery/recovery-categories.ts';

const NOTHING: CategoryAmounts = {
  'tg-cash-on': 0,
  'tg-cash-off': 0,
  'tg-interest': 0,
  'tg-upgrade': 0,
  'tg-writeoff': 0,
  'tg-foreclosure': 0,
  'tg-transfer': 0,
  pendingUpgrade: 0,
};

describe('a category', () => {
  it('counts as its part: cash whole, interest and upgrades 0.3, a write-off nothing', () => {
    expect(creditOf('tg-cash-on', 1001)).toBe(1001);
    expect(creditOf('tg-interest', 1001)).toBe(300);
    expect(creditOf('tg-upgrade', 1005)).toBe(302);
    expect(creditOf('tg-writeoff', 1001)).toBe(0);
  });

  it('counts as nothing known where its price or booked value stands in no book', () => {
    expect(creditOf('tg-transfer', 1001)).toBeNull();
    expect(creditOf('tg-foreclosure', 1001)).toBeNull();
    expect(creditOf('tg-cash-on', null)).toBeNull();
  });
});

describe('the table by category', () => {
  it('recovers cash alone: no write-off, sale or set-off changes what was recovered or counted', () => {
    const fen = fc.nat({ max: 9_000_000_000 });
    fc.assert(
      fc.property(fen, fen, fen, fen, fen, (on, off, written, taken, sold) => {
        const cash = { ...NOTHING, 'tg-cash-on': on, 'tg-cash-off': off };
        const table = categoryTable({
          ...cash,
          'tg-writeoff': written,
          'tg-foreclosure': taken,
          'tg-transfer': sold,
        });
        expect(table.recoveredFen).toBe(on + off);
        expect(table.creditFen).toBe(categoryTable(cash).creditFen);
      }),
    );
  });

  it('knows no sum of a year whose cash is unknown', () => {
    const table = categoryTable({ ...NOTHING, 'tg-cash-on': null, 'tg-cash-off': null });
    expect(table).toMatchObject({ recoveredFen: null, creditFen: null });
  });
});
