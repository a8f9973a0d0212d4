/**
 * `part / whole` in basis points (10,000 = 100 %), rounded half away from zero; NULL when there is
 * nothing to divide by. Exact for every safe integer: no float is multiplied.
 */
export function basisPoints(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return shareOf(10_000, part, whole);
}

/**
 * `amount × part / whole` as a whole number, rounded half away from zero. `whole` is not 0. Exact for
 * every safe integer: a product that a float cannot hold is taken apart, or made by a BigInt.
 */
export function shareOf(amount: number, part: number, whole: number): number {
  const product = amount * part;
  const size = Math.abs(whole);
  const sign = product < 0 === whole < 0 ? 1 : -1;
  if (Number.isSafeInteger(product)) return signed(sign, divide(Math.abs(product), size));
  const [a, p] = [Math.abs(amount), Math.abs(part)];
  if (p <= size && size <= MOST_WHOLE && a <= MOST_AMOUNT) {
    // amount = high × STEP + low: no product of either with part or with a rest is beyond a float.
    const steps = wholeOf(a, STEP);
    const low = a - steps * STEP;
    const high = steps * p;
    const whole = wholeOf(high, size);
    const rest = high - whole * size;
    return signed(sign, whole * STEP + divide(rest * STEP + low * p, size));
  }
  const [top, bottom] = [BigInt(a) * BigInt(p), BigInt(size)];
  return signed(sign, Number((top * 2n + bottom) / (bottom * 2n)));
}

const STEP = 1_000_000;
const MOST_WHOLE = 1_000_000_000;
const MOST_AMOUNT = 9_000_000_000_000;

const signed = (sign: number, value: number) => (value === 0 ? 0 : sign * value);

/**
 * How often `bottom` goes into `top`, for safe integers of 0 or more: a float's quotient is at most one too
 * large, and is made several times faster than a remainder.
 */
function wholeOf(top: number, bottom: number): number {
  const whole = Math.floor(top / bottom);
  return top - whole * bottom < 0 ? whole - 1 : whole;
}

/** The remainder, not the quotient, says which way to round: exact for safe integers of 0 or more. */
function divide(top: number, bottom: number): number {
  const whole = wholeOf(top, bottom);
  const rest = top - whole * bottom;
  return whole + (rest >= bottom - rest ? 1 : 0);
}
