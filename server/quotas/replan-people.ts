import { addDays, type IsoDate } from '../calendar.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import { compareKeys, roundHalfUp } from './ratio.ts';
import {
  refuseHasQuota,
  refuseNobody,
  refuseNotHanded,
  refuseNothingLeft,
  refuseNotMoved,
  refuseNotTaken,
} from './refuse-replan.ts';
import type { Part, ReplanRow } from './replan-sheet.ts';
import { addMonthsTo } from './replan-sheet.ts';
import type { ReplanChange } from './replan-wish.ts';
import {
  type Dated,
  freeOf,
  givingOf,
  hand,
  openOf,
  pairOf,
  record,
  rowOf,
  stop,
  takeFrom,
  takerOf,
  type Work,
} from './replan-work.ts';

type Of<Kind extends ReplanChange['kind']> = Dated<Extract<ReplanChange, { kind: Kind }>>;
type Share = OfficerKey & { percent: number };

const eve = (day: IsoDate) => addDays(day, -1);

function byShares(work: Work, shares: readonly Share[], first: IsoDate): Part[] {
  return shares.map((share) => ({
    row: takerOf(work, share, first),
    weight: BigInt(Math.round(share.percent * 100)),
  }));
}

/** Those who hold the officer's loans now and have not got their quota yet, by collectable balance. */
function byLoans(work: Work, who: OfficerKey, first: IsoDate): Part[] {
  const own = officerKey(who);
  return work.handovers
    .filter(({ from, to, collectableFen }) => {
      const ended = work.rows.get(officerKey(to))?.ended;
      const isThere = ended === undefined || ended >= first;
      const isTaken = officerKey(to) === own || work.handed.has(pairOf(from, to));
      return officerKey(from) === own && !isTaken && collectableFen > 0 && isThere;
    })
    .map(({ to, collectableFen }) => ({ row: rowOf(work, to), weight: BigInt(collectableFen) }));
}

export function applyLeave(work: Work, dated: Of<'leave'>): void {
  const { change, first } = dated;
  const from = rowOf(work, change);
  const months = stop(work, from, first, eve(first));
  const { shares } = change;
  const parts = shares ? byShares(work, shares, first) : byLoans(work, change, first);
  if (parts.length === 0) refuseNotMoved(change);
  hand(work, dated, from, months, parts, { by: shares ? 'shares' : 'loans' });
}

export function applyMove(work: Work, dated: Of<'move'>): void {
  const { change, first } = dated;
  const from = rowOf(work, change);
  const months = stop(work, from, first, eve(first));
  const { shares } = change;
  const parts = shares ? byShares(work, shares, first) : byLoans(work, change, first);
  if (parts.length > 0) {
    hand(work, dated, from, months, parts, { by: shares ? 'shares' : 'loans' });
    return;
  }
  const row = returning(work, { branch: change.to, officer: change.officer }, first);
  hand(work, dated, from, months, [{ row, weight: 1n }], { by: 'all' });
}

export function applyMerge(work: Work, dated: Of<'merge'>): void {
  const { change, first } = dated;
  const own = [...work.rows.values()]
    .filter((row) => row.branch === change.branch && sumUnits(openOf(work, row, first)) > 0n)
    .sort((a, b) => compareKeys(a.key, b.key));
  if (own.length === 0) refuseNothingLeft({ branch: change.branch, officer: '' }, first);
  for (const from of own) {
    const row = returning(work, { branch: change.into, officer: from.officer }, first);
    const months = stop(work, from, first, eve(first));
    hand(work, dated, from, months, [{ row, weight: 1n }], { by: 'all' });
  }
}

/** Who comes back to a branch that he or she left is there again. */
function returning(work: Work, who: OfficerKey, first: IsoDate): ReplanRow {
  const row = rowOf(work, who);
  if (row.ended !== undefined && row.ended < first) row.ended = undefined;
  return row;
}

export function applyAbsence(work: Work, dated: Of<'absence'>): void {
  const { change, first } = dated;
  const from = rowOf(work, change);
  const months = freeOf(work, from, first, change.to);
  if (sumUnits(months) === 0n) refuseNothingLeft(change, first);
  const { shares } = change;
  const parts = shares
    ? byShares(work, shares, first)
    : givingOf(work, first, (row) => row.branch === from.branch && row !== from).map(
        ({ row, open }) => ({ row, weight: sumUnits(open) }),
      );
  if (parts.length === 0) refuseNobody(from);
  hand(work, dated, from, months, parts, { by: shares ? 'shares' : 'rest', last: change.to });
}

export function applyJoin(work: Work, dated: Of<'join'>): void {
  const { change, first } = dated;
  const to = returning(work, change, first);
  if (sumUnits(openOf(work, to, first)) > 0n) refuseHasQuota(change);
  if (change.percent === undefined) joinByLoans(work, dated, to);
  else joinByPart(work, dated, to, BigInt(Math.round(change.percent)));
}

/**
 * What is left of `from` goes to `to` with the loans that are there now, as the part of them among
 * those whose quota is still with `from`; false when there are none.
 */
function handWithLoans(work: Work, dated: Dated, from: ReplanRow, to: ReplanRow): boolean {
  let [taken, kept] = [0n, 0n];
  for (const handover of work.handovers) {
    if (officerKey(handover.from) !== from.key || work.handed.has(pairOf(from, handover.to))) {
      continue;
    }
    if (officerKey(handover.to) === to.key) taken += BigInt(handover.collectableFen);
    else kept += BigInt(handover.collectableFen);
  }
  const months = freeOf(work, from, dated.first);
  if (taken === 0n || sumUnits(months) === 0n) return false;
  const parts = [
    { row: to, weight: taken },
    { row: from, weight: kept },
  ];
  hand(work, dated, from, months, parts, { by: 'loans' });
  work.handed.add(pairOf(from, to));
  return true;
}

/** The newcomer takes of each former holder what goes with the loans taken over. */
function joinByLoans(work: Work, dated: Of<'join'>, to: ReplanRow): void {
  const before = work.moves.length;
  const holders = [...work.rows.values()].filter((row) => row !== to);
  for (const from of holders.sort((a, b) => compareKeys(a.key, b.key))) {
    handWithLoans(work, dated, from, to);
  }
  if (work.moves.length === before) refuseNotTaken(to);
}

export function applyHandover(work: Work, dated: Of<'handover'>): void {
  const { change, first } = dated;
  const from = rowOf(work, change);
  const to = takerOf(work, change.to, first);
  const months = freeOf(work, from, first);
  if (sumUnits(months) === 0n) refuseNothingLeft(change, first);
  if (change.percent === undefined) {
    if (!handWithLoans(work, dated, from, to)) refuseNotHanded(change, change.to);
    return;
  }
  const hundredths = BigInt(Math.round(change.percent * 100));
  const parts = [
    { row: to, weight: hundredths },
    { row: from, weight: 10_000n - hundredths },
  ];
  hand(work, dated, from, months, parts, { by: 'shares' });
}

/** The newcomer takes a part of an average colleague's rest; each gives in proportion to it. */
function joinByPart(work: Work, dated: Of<'join'>, to: ReplanRow, percent: bigint): void {
  const giving = givingOf(work, dated.first, (row) => row.branch === to.branch && row !== to);
  if (giving.length === 0) refuseNobody(to);
  const all = sumUnits(giving.map(({ open }) => sumUnits(open)));
  const wanted = roundHalfUp(all * percent, BigInt(100 * giving.length) + percent);
  const dealt = takeFrom(work, giving, wanted);
  for (const own of dealt) addMonthsTo(to, own.months, 1n);
  record(work, dated, dealt, { by: 'part', to }, true);
}
