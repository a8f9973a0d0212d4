import { addMonths, type IsoDate } from '../calendar.ts';

/** How a claim stood in one loan book. */
export interface Sighting {
  on: IsoDate;
  /** NULL where the book does not say. */
  daysPastDue: number | null;
  isBad: boolean;
}

/** Whether the time of good payment before an upgrade was kept; 'unknown' where no book shows it. */
export type Observation = 'met' | 'not-met' | 'unknown';

/** Whether the claim was bad again in time; 'open' while the time is not over. */
export type Relapse = 'yes' | 'no' | 'open';

export interface Cure {
  observation: Observation;
  relapse: Relapse;
  /** The first book in which it was bad again, within the time. */
  relapsedOn: IsoDate | null;
  /** The time for a re-default is over: only then does the claim count in its rate. */
  isRipe: boolean;
}

/**
 * 风险分类办法 14: two periods or six months of normal payment, the longer of the two.
 * A restructured claim is watched for a year (21), which no book says of which claim.
 */
const OBSERVED_MONTHS = 6;
/** Bad again within this time is a re-default, later is a new default. */
const RELAPSE_MONTHS = 6;

/**
 * Judges an upgrade that the book of `upgradedOn` shows first, from all sightings of the claim up
 * to `asOf`, oldest first. The time of observation is met when every book of it says 0 days past
 * due and the books reach back over all of it; one book with days past due is enough for 'not-met'.
 */
export function judgeCure(
  sightings: readonly Sighting[],
  { upgradedOn, asOf }: { upgradedOn: IsoDate; asOf: IsoDate },
): Cure {
  const since = addMonths(upgradedOn, -OBSERVED_MONTHS);
  const watched = sightings.filter(({ on }) => on > since && on <= upgradedOn);
  const isSeenBefore = sightings.some(({ on }) => on <= since);
  const until = addMonths(upgradedOn, RELAPSE_MONTHS);
  const again = sightings.find(({ on, isBad }) => isBad && on > upgradedOn && on <= until);
  let observation: Observation = 'unknown';
  if (watched.some(({ daysPastDue }) => (daysPastDue ?? 0) > 0)) observation = 'not-met';
  else if (isSeenBefore && watched.every(({ daysPastDue }) => daysPastDue === 0)) {
    observation = 'met';
  }
  const isOver = asOf >= until;
  return {
    observation,
    relapse: again ? 'yes' : isOver ? 'no' : 'open',
    relapsedOn: again?.on ?? null,
    isRipe: isOver,
  };
}
