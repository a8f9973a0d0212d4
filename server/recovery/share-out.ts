/** A whole, in basis points. */
const WHOLE = 10_000n;

/**
 * What part of their sum each of `parts` is, in whole basis points that add up to exactly 10,000:
 * each is rounded down, and the points left go to the largest remainders (Hare–Niemeyer), of equal
 * ones to the earlier. All zero where there is nothing to share. Parts are whole and not negative.
 */
export function shareOut(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + BigInt(part), 0n);
  if (whole === 0n) return parts.map(() => 0);
  const rounded = parts.map((part, place) => {
    const exact = BigInt(part) * WHOLE;
    return { place, points: exact / whole, rest: exact % whole };
  });
  const left = WHOLE - rounded.reduce((sum, { points }) => sum + points, 0n);
  const byRest = [...rounded].sort((a, b) =>
    a.rest === b.rest ? a.place - b.place : a.rest < b.rest ? 1 : -1,
  );
  const raised = new Set(byRest.slice(0, Number(left)).map(({ place }) => place));
  return rounded.map(({ place, points }) => Number(points) + (raised.has(place) ? 1 : 0));
}
