import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { checkRates, newSince, ratePart } from './collectable.ts';
import { getBasis } from './get-basis.ts';
import { getOfficers } from './get-officers.ts';
import { getPastRecovery, type PastRecovery } from './get-past-recovery.ts';
import { getPlanned } from './get-planned.ts';
import { getPoolParts } from './get-pool-parts.ts';
import { groupBy } from './group-by.ts';
import { holdersDay } from './holders.ts';
import { checkMinimums } from './methods.ts';
import { monthProfile } from './month-profile.ts';
import { officerKey } from './officer-bounds.ts';
import { type OfficerPool, type PlanInputs, sum } from './officer-pool.ts';
import type { PlanRequest } from './plan-request.ts';
import { calendarProfile } from './work-calendar.ts';

export interface FoundInputs extends Omit<PlanInputs, 'profile'> {
  past: PastRecovery;
  /** Months of last year that are over: a season can be learned from them. */
  completeMonths: number;
}

type Question = Pick<PlanRequest, 'year' | 'category' | 'rates' | 'minimums' | 'basisAsOf'> & {
  /** The day whose assignments count before the book; null for none. */
  assignedOn: IsoDate | null;
};

/** How many months of `year` are over on `today`. */
function monthsOver(year: number, today: IsoDate): number {
  const now = Number(today.slice(0, 4));
  if (year < now) return 12;
  return year > now ? 0 : Number(today.slice(5, 7)) - 1;
}

/**
 * Reads what a plan is made from: everybody in the loan book of the basis, and in the assignments
 * that count, with the claims they hold, rated, and last year's recovery. Refuses with 'no-snapshot', or as `checkRates` and
 * `checkMinimums`.
 */
export async function findInputs(
  reader: Reader,
  question: Question,
  today: IsoDate,
): Promise<FoundInputs> {
  const { year, category, rates, minimums, assignedOn } = question;
  checkRates(rates);
  checkMinimums(minimums);
  const basis = await getBasis(reader, year, question.basisAsOf);
  const [parts, planned, names, past] = await Promise.all([
    getPoolParts(reader, basis.id, category, newSince(rates, basis.asOf), assignedOn),
    getPlanned(reader, basis.id, question, assignedOn),
    getOfficers(reader, basis.id, assignedOn),
    getPastRecovery(reader, year - 1, category),
  ]);
  const plannedBy = new Map(planned.map((own) => [officerKey(own), own.plannedFen]));
  const partsOf = groupBy(parts, officerKey);
  const pastOf = new Map(past.officers.map((own) => [officerKey(own), own.amountFen]));
  const officers = names.map((who): OfficerPool => {
    const held = partsOf.get(officerKey(who)) ?? [];
    const rated = held.map(({ defaultType, isNew, isOffBook, loans, balanceFen }) =>
      ratePart({ defaultType, isNew, isOffBook, loans, balanceFen }, rates, minimums),
    );
    return {
      branch: who.branch,
      officer: who.officer,
      loans: sum(rated.map((part) => part.loans)),
      assigned: sum(held.map((part) => part.assigned)),
      balanceFen: sum(rated.map((part) => part.balanceFen)),
      collectableFen: sum(rated.map((part) => part.collectableFen)),
      minimumFen: sum(rated.map((part) => part.minimumFen)),
      plannedFen: plannedBy.get(officerKey(who)) ?? 0,
      parts: rated,
      pastFen: past.isKnown ? (pastOf.get(officerKey(who)) ?? 0) : null,
    };
  });
  const nobodys = parts.filter((part) => part.branch === '' || part.officer === '');
  const holders = new Set(officers.filter((own) => own.balanceFen > 0).map(officerKey));
  return {
    basis: { snapshotId: basis.id, asOf: basis.asOf, assignedOn },
    officers,
    unassigned: {
      loans: sum(nobodys.map((part) => part.loans)),
      balanceFen: sum(nobodys.map((part) => part.balanceFen)),
    },
    unknownBalances: sum(parts.map((part) => part.unknownBalances)),
    pastElsewhereFen: past.isKnown
      ? sum(past.officers.filter((own) => !holders.has(officerKey(own))).map((o) => o.amountFen))
      : null,
    past,
    completeMonths: monthsOver(year - 1, today),
  };
}

/**
 * The inputs of a plan, with the season that the request asks for. Refuses as `monthProfile`
 * and `calendarProfile`.
 */
export async function getPlanInputs(
  reader: Reader,
  request: PlanRequest,
  today: IsoDate,
): Promise<PlanInputs> {
  const { monthProfile: kind, year, calendar } = request;
  const assignedOn = holdersDay(request, `${year}-01-01`, today);
  const found = await findInputs(reader, { ...request, assignedOn }, today);
  const profile =
    kind === 'working-days' || kind === 'spring-festival'
      ? calendarProfile(kind, year, calendar)
      : monthProfile(kind, found.past.monthsFen, found.completeMonths);
  return { ...found, profile };
}
