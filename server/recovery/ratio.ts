/**
 * `part / whole` in basis points (10,000 = 100 %), rounded half away from zero; NULL when there is
 * nothing to divide by. Exact for every safe integer: no float is multiplied.
 */
export function basisPoints(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return shareOf(10_000, part, whole);
}

/** `amount × part / whole` as a whole number, rounded half away from zero. `whole` is not 0. */
export function shareOf(amount: number, part: number, whole: number): number {
  const top = BigInt(amount) * BigInt(part);
  const bottom = BigInt(whole);
  const sign = top < 0n === bottom < 0n ? 1n : -1n;
  const a = top < 0n ? -top : top;
  const b = bottom < 0n ? -bottom : bottom;
  const value = Number(sign * ((a * 2n + b) / (b * 2n)));
  return value === 0 ? 0 : value;
}
