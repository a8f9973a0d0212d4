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

/** The time of observation is after `since`, that for a re-default up to `until`. */
export const watchOf = (upgradedOn: IsoDate): { since: IsoDate; until: IsoDate } => ({
  since: addMonths(upgradedOn, -OBSERVED_MONTHS),
  until: addMonths(upgradedOn, RELAPSE_MONTHS),
});

/** What the books say of a claim around its upgrade. */
export interface CureFacts {
  /** A book of the time of observation, that of the upgrade included, says days past due. */
  isLate: boolean;
  /** One of them lists the claim and does not say. */
  isSilent: boolean;
  /** A book lists the claim that is as old as the whole time of observation. */
  isSeenBefore: boolean;
  /** The first book in which it is bad again, within the time for it. */
  relapsedOn: IsoDate | null;
}

/** The facts from all sightings of the claim, oldest first. */
export function factsOf(sightings: readonly Sighting[], upgradedOn: IsoDate): CureFacts {
  const { since, until } = watchOf(upgradedOn);
  const watched = sightings.filter(({ on }) => on > since && on <= upgradedOn);
  const again = sightings.find(({ on, isBad }) => isBad && on > upgradedOn && on <= until);
  return {
    isLate: watched.some(({ daysPastDue }) => (daysPastDue ?? 0) > 0),
    isSilent: watched.some(({ daysPastDue }) => daysPastDue === null),
    isSeenBefore: sightings.some(({ on }) => on <= since),
    relapsedOn: again?.on ?? null,
  };
}

/**
 * Judges an upgrade that the book of `upgradedOn` shows first. The time of observation is met when
 * every book of it says 0 days past due and the books reach back over all of it; one book with days
 * past due is enough for 'not-met'.
 */
export function judgeCure(
  { isLate, isSilent, isSeenBefore, relapsedOn }: CureFacts,
  { upgradedOn, asOf }: { upgradedOn: IsoDate; asOf: IsoDate },
): Cure {
  const observed: Observation = isSeenBefore && !isSilent ? 'met' : 'unknown';
  const isOver = asOf >= watchOf(upgradedOn).until;
  return {
    observation: isLate ? 'not-met' : observed,
    relapse: relapsedOn !== null ? 'yes' : isOver ? 'no' : 'open',
    relapsedOn,
    isRipe: isOver,
  };
}
