/** A non-negative rational: `num / den`, `den` > 0. Weights and multipliers are never floats. */
export interface Ratio {
  num: bigint;
  den: bigint;
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `num / den` rounded to the nearest whole number, halves up; for a non-negative `num`. */
export function roundHalfUp(num: bigint, den: bigint): bigint {
  return (2n * num + den) / (2n * den);
}

export function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

export function reduced({ num, den }: Ratio): Ratio {
  const common = gcd(num, den);
  return common > 1n ? { num: num / common, den: den / common } : { num, den };
}

/** Plain text order of keys by code unit: the same on every machine and in every locale. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
