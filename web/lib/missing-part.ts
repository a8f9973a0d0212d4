/** Which days of a year's recovery are known; NULL when none is. */
export interface KnownDays {
  knownSince: string | null;
  knownUntil: string | null;
  isYearKnown: boolean;
}

/**
 * The part of the year so far whose recovery is not known: what came 'before' the first day that
 * is, or 'after' the last. Undefined when all of the year is known, or nothing is.
 */
export function missingPart({
  knownSince,
  knownUntil,
  isYearKnown,
}: KnownDays): { side: 'before' | 'after'; day: string } | undefined {
  if (isYearKnown || knownSince === null || knownUntil === null) return undefined;
  return knownSince.endsWith('-01-01')
    ? { side: 'after', day: knownUntil }
    : { side: 'before', day: knownSince };
}
