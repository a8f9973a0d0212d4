import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { FEN_PER_UNIT, type Fen } from '../money.ts';
import { getOfficersOn } from '../roster/get-officers-on.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getReplanSources } from './get-built-plan.ts';
import { countAssigned } from './get-holders.ts';
import { type HoldersAsked, holdersDay } from './holders.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { sum } from './officer-pool.ts';
import { firstOpenMonth } from './open-months.ts';
import { type Proposal, proposeChanges } from './propose-changes.ts';

export interface Proposals {
  basis: { asOf: string };
  /** Loans of the basis that an assignment gives to another than the book, and until which day. */
  assigned: { loans: number; on: IsoDate };
  /** The day of the roster that was asked; null when there is none. */
  rosterAsOf: IsoDate | null;
  effectiveOn: string;
  proposals: Proposal[];
  /** Who may be named: everybody of the plan and of the latest book, with the branches. */
  people: (OfficerKey & { restFen: Fen; loans: number })[];
  branches: string[];
  achievedFen: Fen | null;
}

/** The last day whose book has loans of each of `who`; those who never held any are not there. */
async function getLastHeld(
  reader: Reader,
  who: readonly OfficerKey[],
): Promise<Map<string, IsoDate>> {
  if (who.length === 0) return new Map();
  const found = await reader.rows(
    z.object({ branch: z.string(), officer: z.string(), lastOn: z.string() }),
    `SELECT l.branch, l.officer, max(s.as_of) AS "lastOn"
     FROM loan l JOIN snapshot s ON s.id = l.snapshot_id AND s.status = 'current'
     WHERE l.branch = any($1) AND l.officer = any($2)
     GROUP BY l.branch, l.officer`,
    [[...new Set(who.map((own) => own.branch))], [...new Set(who.map((own) => own.officer))]],
  );
  return new Map(found.map((own) => [officerKey(own), own.lastOn]));
}

/**
 * What the latest book, the assignments and the roster say has changed since the plan in force (see
 * `proposeChanges`), and who can be named in a change. Refuses as `getReplanSources`.
 */
export async function getProposals(
  reader: Reader,
  question: HoldersAsked & {
    planId: number;
    effectiveOn: IsoDate;
    basisAsOf?: string | undefined;
  },
  today: IsoDate,
): Promise<Proposals> {
  const { effectiveOn } = question;
  const { planId: basePlanId, ...asked } = question;
  const sources = await getReplanSources(reader, { basePlanId, ...asked }, today);
  const { base, basis, officers: pools, handovers } = sources;
  const on = holdersDay({ holders: 'assigned' }, effectiveOn, today) ?? today;
  const assigned = { loans: await countAssigned(reader, basis.snapshotId, on), on };
  const first = firstOpenMonth(effectiveOn, 'next');
  const planned = base.plan.officers.map(({ branch, officer, monthsFen }) => ({
    ...{ branch, officer, monthsFen },
    restFen: sum(monthsFen.slice(first - 1)),
  }));
  const restOf = new Map(planned.map((own) => [officerKey(own), own.restFen]));
  const poolOf = new Map(pools.map((own) => [officerKey(own), own]));
  const emptied = planned.filter(
    (own) => own.restFen > 0 && (poolOf.get(officerKey(own))?.loans ?? 0) === 0,
  );
  const roster = await getOfficersOn(reader, `${base.year}-12-31`);
  const proposals = proposeChanges({
    ...{ year: base.year, effectiveOn, planned, handovers, holders: pools },
    unitFen: FEN_PER_UNIT[base.unit],
    lastHeld: await getLastHeld(reader, emptied),
    roster: roster.source === 'roster' ? roster.officers : [],
    newStaffPercent: Math.max(1, Math.round(base.request.newStaffPerMille / 10)),
  });
  const people = new Map<string, OfficerKey & { restFen: Fen; loans: number }>();
  for (const { branch, officer } of [...base.plan.officers, ...pools]) {
    const key = officerKey({ branch, officer });
    const loans = poolOf.get(key)?.loans ?? 0;
    people.set(key, { branch, officer, restFen: restOf.get(key) ?? 0, loans });
  }
  return {
    basis: { asOf: basis.asOf },
    assigned,
    effectiveOn,
    proposals,
    rosterAsOf: roster.source === 'roster' ? roster.asOf : null,
    people: [...people.values()],
    branches: [...new Set([...people.values()].map((own) => own.branch))],
    achievedFen: sources.achievedFen,
  };
}
