import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { sum, sumUnits } from './officer-pool.ts';
import { firstOpenMonth, laterOf, openMonths } from './open-months.ts';
import { compareKeys } from './ratio.ts';
import type { ReplanChange } from './replan-wish.ts';
import type { Handover } from './replan-work.ts';
import type { RosterDays } from './roster-presence.ts';

/** A change that the book, the assignments or the roster suggests: nobody has said so yet. */
export interface Proposal {
  change: ReplanChange;
  from: 'book' | 'roster';
  /** What is left of the quota; of a handover about what would move; null for somebody with none. */
  restFen: Fen | null;
  loans: number;
  balanceFen: Fen;
}

/** An officer of the plan in force: what is left from the day on, and January first. */
export interface PlannedOfficer extends OfficerKey {
  restFen: Fen;
  monthsFen: readonly Fen[];
}

export interface Evidence {
  year: number;
  effectiveOn: IsoDate;
  /** The plan's whole unit. */
  unitFen: Fen;
  planned: readonly PlannedOfficer[];
  /** Who holds what now. */
  holders: readonly (OfficerKey & { loans: number; balanceFen: Fen })[];
  handovers: readonly Handover[];
  /** By officerKey: the last day whose book has loans of somebody who holds none now. */
  lastHeld: ReadonlyMap<string, IsoDate>;
  /** Nobody where the bank has no roster. */
  roster: readonly (RosterDays & { capacityBp: number | null })[];
  /**
   * What a newcomer without loans is asked where the roster says no capacity, in percent of an
   * average colleague.
   */
  newStaffPercent: number;
}

const bare = ({ branch, officer }: OfficerKey) => ({ branch, officer });

/** Who has a quota left and works no more, holds nothing any more, or is in another branch now. */
function proposeGone(evidence: Evidence, fresh: Evidence['holders']): Proposal[] {
  const { year, effectiveOn, planned, holders, handovers, lastHeld, roster } = evidence;
  const holding = new Set(holders.filter((own) => own.loans > 0).map(officerKey));
  const opening = `${year}-01-01`;
  const isThisYear = (day: IsoDate | null | undefined): day is IsoDate =>
    day?.startsWith(`${year}-`) === true;
  return planned.flatMap((own): Proposal[] => {
    if (own.restFen === 0) return [];
    const who = bare(own);
    const listed = roster.find((one) => one.branch === own.branch && one.name === own.officer);
    const ends = isThisYear(listed?.activeTo) ? listed.activeTo : undefined;
    const elsewhere = roster.filter((one) => one.name === own.officer && one !== listed);
    const there =
      fresh.find((one) => one.officer === own.officer && one.branch !== own.branch)?.branch ??
      (listed === undefined && elsewhere.length === 1 ? elsewhere[0]?.branch : undefined);
    const isGone = !holding.has(officerKey(own));
    if (!isGone && ends === undefined && there === undefined) return [];
    const from = ends === undefined && (isGone || there === undefined) ? 'book' : 'roster';
    const handed = handovers.filter((one) => officerKey(one.from) === officerKey(own));
    const away = handed.filter((one) => officerKey(one.to) !== officerKey(own));
    const held = { restFen: own.restFen, loans: sum(away.map((one) => one.loans)), balanceFen: 0 };
    if (there !== undefined) {
      const change = { kind: 'move', ...who, to: there, on: effectiveOn, why: '' } as const;
      return [{ change, from, ...held }];
    }
    const last = lastHeld.get(officerKey(own));
    const on = ends ?? (isThisYear(last) ? last : opening);
    return [{ change: { kind: 'leave', ...who, on, why: '' }, from, ...held }];
  });
}

/**
 * Who has no quota and holds loans, or began this year by the roster. Who takes over from somebody
 * who leaves (`heirs`) gets a quota with that: no change of their own.
 */
function proposeJoins(evidence: Evidence, fresh: Evidence['holders'], heirs: ReadonlySet<string>) {
  const { year, effectiveOn, planned, roster, newStaffPercent } = evidence;
  const byLoans = fresh
    .filter((own) => !heirs.has(officerKey(own)))
    .map(
      ({ branch, officer, loans, balanceFen }): Proposal => ({
        change: { kind: 'join', branch, officer, on: effectiveOn, why: '' },
        from: 'book',
        restFen: null,
        loans,
        balanceFen,
      }),
    );
  const known = new Set([
    ...heirs,
    ...planned.map(officerKey),
    ...evidence.holders.filter((own) => own.loans > 0).map(officerKey),
  ]);
  const branches = new Set(planned.map((own) => own.branch));
  const byRoster = roster.flatMap(
    ({ branch, name, activeFrom, activeTo, capacityBp }): Proposal[] => {
      const isNew = activeFrom?.startsWith(`${year}-`) && activeFrom > `${year}-01-01`;
      const isThere = activeTo === null || activeTo >= effectiveOn;
      if (!isNew || !isThere || activeFrom === null || !branches.has(branch)) return [];
      if (known.has(officerKey({ branch, officer: name }))) return [];
      const on = laterOf(activeFrom, effectiveOn);
      // A month under way stays as it is: in December there is nothing left to join with.
      if (firstOpenMonth(on, 'next') > 12) return [];
      const percent = capacityBp === null ? newStaffPercent : Math.round(capacityBp / 100);
      if (percent === 0) return [];
      return [
        {
          change: { kind: 'join', branch, officer: name, on, percent, why: '' },
          from: 'roster',
          restFen: null,
          loans: 0,
          balanceFen: 0,
        },
      ];
    },
  );
  return [...byLoans, ...byRoster];
}

/** Leaves that the roster knows of and the plan still asks something for. */
function proposeAbsences(evidence: Evidence, gone: ReadonlySet<string>): Proposal[] {
  const { year, effectiveOn, planned, roster } = evidence;
  return planned.flatMap((own) => {
    const listed = roster.find((one) => one.branch === own.branch && one.name === own.officer);
    if (listed === undefined || gone.has(officerKey(own))) return [];
    return listed.leaves.flatMap(({ from, to }): Proposal[] => {
      const first = laterOf(from, effectiveOn);
      const last = to > `${year}-12-31` ? `${year}-12-31` : to;
      if (last < first) return [];
      const open = openMonths(own.monthsFen.map(BigInt), { first, last }, year, 'next');
      const restFen = Number(sumUnits(open));
      if (restFen === 0) return [];
      return [
        {
          change: { kind: 'absence', ...bare(own), on: first, to: last, why: '' },
          from: 'roster',
          restFen,
          loans: 0,
          balanceFen: 0,
        },
      ];
    });
  });
}

/**
 * Loans that went from one to another, who both have a quota and stay, and what would move with them;
 * the largest first. What is less than half a unit of the plan moves nothing and is left out.
 */
function proposeHandovers(
  evidence: Evidence,
  gone: ReadonlySet<string>,
  heirs: ReadonlySet<string>,
): Proposal[] {
  const { effectiveOn, planned, handovers, unitFen } = evidence;
  const heldOf = new Map<string, Fen>();
  for (const { from, collectableFen } of handovers) {
    heldOf.set(officerKey(from), (heldOf.get(officerKey(from)) ?? 0) + collectableFen);
  }
  const restOf = new Map(planned.map((own) => [officerKey(own), own.restFen]));
  const stays = (who: OfficerKey) =>
    (restOf.get(officerKey(who)) ?? 0) > 0 && !gone.has(officerKey(who));
  return handovers
    .filter(
      ({ from, to, collectableFen }) =>
        officerKey(from) !== officerKey(to) &&
        collectableFen > 0 &&
        stays(from) &&
        (stays(to) || heirs.has(officerKey(to))),
    )
    .map((own) => {
      const key = officerKey(own.from);
      const part = own.collectableFen / (heldOf.get(key) ?? own.collectableFen);
      return { ...own, restFen: Math.round((restOf.get(key) ?? 0) * part) };
    })
    .filter(({ restFen }) => 2 * restFen >= unitFen)
    .sort(
      (a, b) =>
        b.restFen - a.restFen ||
        compareKeys(officerKey(a.from), officerKey(b.from)) ||
        compareKeys(officerKey(a.to), officerKey(b.to)),
    )
    .map(
      ({ from, to, loans, collectableFen, restFen }): Proposal => ({
        change: { kind: 'handover', ...bare(from), to: bare(to), on: effectiveOn, why: '' },
        from: 'book',
        restFen,
        loans,
        balanceFen: collectableFen,
      }),
    );
}

/**
 * What has changed since the plan in force, by the latest book with its assignments and by the
 * roster: who left or moved, who is new, who is on leave, and whose loans went to another. Nobody is
 * in two changes that contradict each other. Pure.
 */
export function proposeChanges(evidence: Evidence): Proposal[] {
  const restOf = new Map(evidence.planned.map((own) => [officerKey(own), own.restFen]));
  const fresh = evidence.holders.filter(
    (own) => own.loans > 0 && (restOf.get(officerKey(own)) ?? 0) === 0,
  );
  const left = proposeGone(evidence, fresh);
  const gone = new Set(
    left.flatMap(({ change }) => ('officer' in change ? officerKey(change) : [])),
  );
  const moved = new Set(
    left.flatMap(({ change }) =>
      change.kind === 'move' ? officerKey({ branch: change.to, officer: change.officer }) : [],
    ),
  );
  const isFresh = new Set(fresh.map(officerKey));
  const heirs = new Set(moved);
  for (const { from, to, collectableFen } of evidence.handovers) {
    if (gone.has(officerKey(from)) && isFresh.has(officerKey(to)) && collectableFen > 0) {
      heirs.add(officerKey(to));
    }
  }
  return [
    ...left,
    ...proposeJoins(evidence, fresh, heirs),
    ...proposeAbsences(evidence, gone),
    ...proposeHandovers(evidence, gone, heirs),
  ];
}
