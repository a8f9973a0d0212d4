/**
 * Splits an amount by whole weights so that the parts add to it exactly: each part is rounded
 * toward zero, and the units left go to the largest remainders (Hare–Niemeyer), of equal ones to the
 * earlier. The negative amount splits into exactly the negative parts, so a reversal takes back from
 * everybody what they were given. Weights are not negative and not all zero.
 */
export function splitSigned(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) throw new Error('splitSigned: nobody has a weight');
  const size = BigInt(Math.abs(amount));
  const sign = amount < 0 ? -1 : 1;
  const parts = weights.map((weight, place) => {
    const exact = size * BigInt(weight);
    return { place, units: exact / whole, rest: exact % whole };
  });
  const left = size - parts.reduce((sum, { units }) => sum + units, 0n);
  const byRest = [...parts].sort((a, b) =>
    a.rest === b.rest ? a.place - b.place : a.rest < b.rest ? 1 : -1,
  );
  const raised = new Set(byRest.slice(0, Number(left)).map(({ place }) => place));
  return parts.map(({ place, units }) => {
    const part = Number(units) + (raised.has(place) ? 1 : 0);
    return part === 0 ? 0 : sign * part;
  });
}
