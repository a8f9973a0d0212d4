import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { commonSource, getPairs, type Pair, type RecoverySource } from './get-pairs.ts';
import { type CashPlan, getCashPlan } from './get-plan.ts';
import { getRecoveredUnits, type RecoveredUnit } from './get-recovered.ts';
import { getHoldings } from './get-stock.ts';
import { type Pace, paceOf, planOnDay, timeProgress, yearOpening } from './pace.ts';
import { basisPoints } from './ratio.ts';

/** One branch, one officer, or the bank (both NULL), with its pace. Amounts are principal. */
export interface ProgressRow extends Pace {
  branch: string | null;
  officer: string | null;
  /** What counts against the plan: the sides of the book that a published plan is about. */
  achievedFen: Fen;
  onBookFen: Fen;
  offBookFen: Fen;
  interestFen: Fen;
  thisWeekFen: Fen;
  lastWeekFen: Fen;
  /** Mean of the last eight weeks. */
  recentWeeklyFen: Fen;
  lastRecoveredOn: IsoDate | null;
  heldLoans: number;
  heldFen: Fen;
  source: RecoverySource;
}

export interface Progress {
  snapshot: SnapshotRef;
  year: number;
  time: { days: number; ofDays: number; bp: number };
  plan: Pick<CashPlan, 'categories' | 'sides'> | null;
  sources: { source: RecoverySource; from: IsoDate; to: IsoDate }[];
  total: ProgressRow;
  rows: ProgressRow[];
}

/** The stretches of the year that rest on one source each, oldest first. */
export function sourceStretches(pairs: readonly Pair[]): Progress['sources'] {
  const stretches: Progress['sources'] = [];
  for (const { source, fromOn: from, toOn: to } of pairs) {
    const last = stretches.at(-1);
    if (last?.source === source) last.to = to;
    else stretches.push({ source, from, to });
  }
  return stretches;
}

interface Parts {
  units: RecoveredUnit[];
  months: Fen[][];
  held: { loans: number; balanceFen: Fen }[];
}

function rowOf(
  names: Pick<ProgressRow, 'branch' | 'officer'>,
  { units, months, held }: Parts,
  plan: CashPlan | null,
  pairs: readonly Pair[],
  asOf: IsoDate,
): ProgressRow {
  const sum = (of: (unit: RecoveredUnit) => Fen) => units.reduce((all, unit) => all + of(unit), 0);
  const sides = plan?.sides ?? ['on', 'off'];
  const counts = (on: Fen, off: Fen) =>
    (sides.includes('on') ? on : 0) + (sides.includes('off') ? off : 0);
  const achievedFen = sum((u) => counts(u.onFen, u.offFen));
  const weeks = Math.min(8, Math.max(1, Math.ceil(timeProgress(asOf).days / 7)));
  const days = units.map((unit) => unit.lastOn).filter((day) => day !== null);
  return {
    ...names,
    achievedFen,
    onBookFen: sum((u) => u.onFen),
    offBookFen: sum((u) => u.offFen),
    interestFen: sum((u) => u.interestFen),
    thisWeekFen: sum((u) => counts(u.weekOnFen, u.weekOffFen)),
    lastWeekFen: sum((u) => counts(u.lastWeekOnFen, u.lastWeekOffFen)),
    recentWeeklyFen: Math.round(sum((u) => counts(u.recentOnFen, u.recentOffFen)) / weeks),
    lastRecoveredOn: days.sort().at(-1) ?? null,
    heldLoans: held.reduce((all, one) => all + one.loans, 0),
    heldFen: held.reduce((all, one) => all + one.balanceFen, 0),
    source: commonSource(
      units.length === 0 ? pairs.map((pair) => pair.source) : units.map((unit) => unit.source),
    ),
    // A unit that has no line in the plan has no pace, though others do.
    ...paceOf(achievedFen, plan && months.length > 0 ? planOnDay(months, asOf) : null, asOf),
  };
}

/**
 * Progress of the year of the snapshot that speaks for `filter.asOf`, up to its day, by branch or
 * by officer: what was recovered, from which source, against the published plan. Rows add to the
 * total to the fen. Refuses with 'no-snapshot' when nothing is loaded.
 */
export async function getProgress(
  reader: Reader,
  { asOf: wanted, ...filter }: LoanFilter,
  by: 'branch' | 'officer',
): Promise<Progress> {
  const snapshot = await getSnapshot(reader, wanted);
  const span = { from: yearOpening(snapshot.asOf), to: snapshot.asOf };
  const pairs = await getPairs(reader, span);
  const year = Number(snapshot.asOf.slice(0, 4));
  const [plan, units, holdings] = await Promise.all([
    getCashPlan(reader, year, filter),
    getRecoveredUnits(reader, pairs, span, filter),
    getHoldings(reader, snapshot.id, filter),
  ]);
  const groups = new Map<string, Parts & Pick<ProgressRow, 'branch' | 'officer'>>();
  const at = (branch: string | null, officer: string | null) => {
    const names = { branch, officer: by === 'officer' ? officer : null };
    const key = JSON.stringify(Object.values(names));
    const group = groups.get(key) ?? { ...names, units: [], months: [], held: [] };
    groups.set(key, group);
    return group;
  };
  for (const unit of units) at(unit.branch, unit.officer).units.push(unit);
  for (const one of plan?.units ?? []) at(one.branch, one.officer).months.push(one.months);
  for (const one of holdings) at(one.branch, one.officer).held.push(one);
  const make = ({ branch, officer, ...parts }: Parts & Pick<ProgressRow, 'branch' | 'officer'>) =>
    rowOf({ branch, officer }, parts, plan, pairs, snapshot.asOf);
  return {
    snapshot,
    year,
    time: timeProgress(snapshot.asOf),
    plan: plan && { categories: plan.categories, sides: plan.sides },
    sources: sourceStretches(pairs),
    total: make({
      branch: null,
      officer: null,
      units,
      months: plan?.units.map((unit) => unit.months) ?? [],
      held: holdings,
    }),
    rows: [...groups.values()].map(make).sort(byGap),
  };
}

/** Most behind first; units without a plan after those with one, by what they recovered. */
function byGap(a: ProgressRow, b: ProgressRow): number {
  if (a.gapFen !== null && b.gapFen !== null) return b.gapFen - a.gapFen;
  if (a.gapFen === null && b.gapFen === null) return b.achievedFen - a.achievedFen;
  return a.gapFen === null ? 1 : -1;
}

/** Each row's part in the sum of what the rows behind are behind, in basis points. */
export function gapShareBp(row: ProgressRow, rows: readonly ProgressRow[]): number | null {
  if (row.gapFen === null) return null;
  const behind = rows.reduce((sum, each) => sum + Math.max(0, each.gapFen ?? 0), 0);
  return basisPoints(Math.max(0, row.gapFen), behind);
}
