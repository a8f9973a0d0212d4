import { splitSigned } from './split-signed.ts';

/** A whole, in basis points. */
const WHOLE = 10_000;

/**
 * What part of their sum each of `parts` is, in whole basis points that add up to exactly 10,000
 * (see {@link splitSigned}). All zero where there is nothing to share. Parts are whole and not
 * negative.
 */
export function shareOut(parts: readonly number[]): number[] {
  return parts.every((part) => part === 0) ? parts.map(() => 0) : splitSigned(WHOLE, parts);
}
