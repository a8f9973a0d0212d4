import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareOf } from '../../../server/recovery/ratio.ts';

/** Rounded half away from zero, by BigInt alone. */
function exactly(amount: number, part: number, whole: number): number {
  const top = BigInt(amount) * BigInt(part);
  const bottom = BigInt(whole);
  const [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const value = Number((a * 2n + b) / (b * 2n));
  if (value === 0) return 0;
  return top < 0n === bottom < 0n ? value : -value;
}

const whole = fc.oneof(
  fc.constantFrom(1, -1, 2, 3, 10_000, 1_000_000, 1_000_000_000),
  fc.integer({ min: 1, max: 1_000_000_000 }),
  fc.integer({ min: 1, max: 90_000_000_000 }),
);
const amount = fc.oneof(
  fc.integer({ min: -9_000_000_000_001, max: 9_000_000_000_001 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
);

it('is exact to the last fen however large the product, and rounds halves away from zero', () => {
  fc.assert(
    fc.property(amount, whole, fc.integer({ min: -1000, max: 1000 }), (fen, of, thousandths) => {
      const part = Math.trunc((of / 1000) * thousandths);
      expect(shareOf(fen, part, of)).toBe(exactly(fen, part, of));
      expect(shareOf(fen, of - 1, of)).toBe(exactly(fen, of - 1, of));
    }),
    { numRuns: 2000 },
  );
});
