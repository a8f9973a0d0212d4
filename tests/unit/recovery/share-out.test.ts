import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../server/recovery/share-out.ts';

const amounts = fc.array(fc.integer({ min: 0, max: 9_000_000_000_000 }), {
  minLength: 1,
  maxLength: 16,
});

describe('the shares of a whole in basis points', () => {
  it('give what rounding leaves to the largest remainders, of equal ones to the earlier', () => {
    expect(shareOut([1, 1, 1])).toEqual([3334, 3333, 3333]);
    expect(shareOut([1, 6, 0])).toEqual([1429, 8571, 0]);
    expect(shareOut([0, 0])).toEqual([0, 0]);
  });

  it('add up to exactly 10,000 and are each within one point of the exact share', () => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const whole = parts.reduce((sum, part) => sum + BigInt(part), 0n);
        fc.pre(whole > 0n);
        const shares = shareOut(parts);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(10_000);
        for (const [place, part] of parts.entries()) {
          const off = BigInt(shares[place] ?? 0) * whole - BigInt(part) * 10_000n;
          expect(off < whole && -off < whole).toBe(true);
          if (part === 0) expect(shares[place]).toBe(0);
        }
      }),
    );
  });
});
