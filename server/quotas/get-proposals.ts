import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getReplanSources } from './get-built-plan.ts';
import { countAssigned } from './get-holders.ts';
import { type HoldersAsked, holdersDay } from './holders.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { sum } from './officer-pool.ts';
import { firstOpenMonth } from './open-months.ts';
import type { ReplanChange } from './replan-wish.ts';

/** A change that the latest book suggests: nobody has said so yet. */
export interface Proposal {
  change: ReplanChange;
  /** What is left of the quota, or what is held now by somebody who has none. */
  restFen: Fen | null;
  loans: number;
  balanceFen: Fen;
}

export interface Proposals {
  basis: { asOf: string };
  /** Loans of the basis that an assignment gives to another than the book, and until which day. */
  assigned: { loans: number; on: IsoDate };
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
 * What the latest book says has changed since the plan in force: who has a quota left and holds
 * nothing any more, who holds loans and has no quota, and who does both in two branches. Refuses
 * as `getReplanSources`.
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
  const restOf = new Map(
    base.plan.officers.map((own) => [officerKey(own), sum(own.monthsFen.slice(first - 1))]),
  );
  const poolOf = new Map(pools.map((own) => [officerKey(own), own]));
  const gone = base.plan.officers.filter(
    (own) =>
      (restOf.get(officerKey(own)) ?? 0) > 0 && (poolOf.get(officerKey(own))?.loans ?? 0) === 0,
  );
  const fresh = pools.filter((own) => own.loans > 0 && (restOf.get(officerKey(own)) ?? 0) === 0);
  const lastHeld = await getLastHeld(reader, gone);
  const opening = `${base.year}-01-01`;
  const dayOf = (who: OfficerKey) => {
    const day = lastHeld.get(officerKey(who)) ?? opening;
    return day.startsWith(`${base.year}-`) ? day : opening;
  };
  const taken = new Set<string>();
  const left = gone.map((own): Proposal => {
    const restFen = restOf.get(officerKey(own)) ?? 0;
    const there = fresh.find((one) => one.officer === own.officer && one.branch !== own.branch);
    const handed = handovers.filter(({ from }) => officerKey(from) === officerKey(own));
    const held = { restFen, loans: sum(handed.map(({ loans }) => loans)), balanceFen: 0 };
    const who = { branch: own.branch, officer: own.officer, why: '' };
    if (there === undefined) return { change: { kind: 'leave', ...who, on: dayOf(own) }, ...held };
    taken.add(officerKey(there));
    return { change: { kind: 'move', ...who, to: there.branch, on: effectiveOn }, ...held };
  });
  // Who only takes over from somebody who leaves gets a row with that: no change of its own.
  const joins = fresh
    .filter((own) => !taken.has(officerKey(own)))
    .map(
      ({ branch, officer, loans, balanceFen }): Proposal => ({
        change: { kind: 'join', branch, officer, on: effectiveOn, why: '' },
        restFen: null,
        loans,
        balanceFen,
      }),
    );
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
    proposals: [...left, ...joins],
    people: [...people.values()],
    branches: [...new Set([...people.values()].map((own) => own.branch))],
    achievedFen: sources.achievedFen,
  };
}
