import { addDays, daysBetween, type IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Coverage, countedSpan, isKnownAt } from './coverage.ts';
import { getCoverage } from './get-coverage.ts';
import { getPairs, type Pair } from './get-pairs.ts';
import { type CashPlan, getCashPlan, type UnitPlan } from './get-plan.ts';
import { getRecoveredUnits, type RecoveredUnit } from './get-recovered.ts';
import { getHoldings } from './get-stock.ts';
import { type Pace, paceOf, planOnDay, timeProgress, yearOpening } from './pace.ts';
import { basisPoints } from './ratio.ts';
import { commonSource, type RecoverySource } from './source.ts';

/**
 * One branch, one officer, or the bank (both NULL), with its pace. Amounts are principal received
 * since `knownSince`; NULL when nothing says what came in at all ('none').
 */
export interface ProgressRow extends Pace {
  branch: string | null;
  officer: string | null;
  /** What counts against the plan: the sides of the book that a published plan is about. */
  achievedFen: Fen | null;
  onBookFen: Fen | null;
  offBookFen: Fen | null;
  interestFen: Fen | null;
  /** NULL too when books lie too far apart to say in which week money came in. */
  thisWeekFen: Fen | null;
  lastWeekFen: Fen | null;
  /** Mean of the last eight weeks, or of those that are known. */
  recentWeeklyFen: Fen | null;
  lastRecoveredOn: IsoDate | null;
  /** The year's 力争, where a plan has it: pace and gap are of the guaranteed (确保) alone. */
  stretchFen: Fen | null;
  heldLoans: number;
  heldFen: Fen;
  source: RecoverySource;
}

export interface Progress extends Pick<Coverage, 'knownSince' | 'knownUntil' | 'isYearKnown'> {
  snapshot: SnapshotRef;
  year: number;
  time: { days: number; ofDays: number; bp: number };
  plan: Pick<CashPlan, 'categories' | 'sides'> | null;
  sources: { source: RecoverySource; from: IsoDate; to: IsoDate }[];
  total: ProgressRow;
  /** With each one's part in the sum of what the rows behind are behind, in basis points. */
  rows: (ProgressRow & { gapShareBp: number | null })[];
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
  plans: UnitPlan[];
  held: { loans: number; balanceFen: Fen }[];
}

/** Σ of what is known; NULL where nothing is. */
function sumKnown(amounts: readonly (Fen | null)[]): Fen | null {
  const known = amounts.filter((own) => own !== null);
  return known.length === 0 ? null : known.reduce((all, own) => all + own, 0);
}

function rowOf(
  names: Pick<ProgressRow, 'branch' | 'officer'>,
  { units, plans, held }: Parts,
  plan: CashPlan | null,
  coverage: Coverage,
  asOf: IsoDate,
): ProgressRow {
  const isKnown = coverage.source !== 'none';
  const all = (of: (unit: RecoveredUnit) => Fen) => units.reduce((sum, unit) => sum + of(unit), 0);
  const sum = (of: (unit: RecoveredUnit) => Fen) => (isKnown ? all(of) : null);
  const sides = plan?.sides ?? ['on', 'off'];
  const counts = (on: Fen, off: Fen) =>
    (sides.includes('on') ? on : 0) + (sides.includes('off') ? off : 0);
  const achievedFen = sum((u) => counts(u.onFen, u.offFen));
  const opening = yearOpening(asOf);
  const inYear = (day: IsoDate) => (day < opening ? opening : day);
  const recent = recentFrom(coverage, asOf);
  const weeks = Math.max(1, Math.ceil(daysBetween(recent, asOf) / 7));
  const since = (day: IsoDate, until: IsoDate, of: (unit: RecoveredUnit) => Fen) =>
    isKnownAt(coverage, day) && isKnownAt(coverage, until) ? all(of) : null;
  const recentFen = since(recent, asOf, (u) => counts(u.recentOnFen, u.recentOffFen));
  const [weekAgo, twoWeeksAgo] = [inYear(addDays(asOf, -7)), inYear(addDays(asOf, -14))];
  const days = units.map((unit) => unit.lastOn).filter((day) => day !== null);
  return {
    ...names,
    achievedFen,
    onBookFen: sum((u) => u.onFen),
    offBookFen: sum((u) => u.offFen),
    interestFen: sum((u) => u.interestFen),
    thisWeekFen: since(weekAgo, asOf, (u) => counts(u.weekOnFen, u.weekOffFen)),
    lastWeekFen: since(twoWeeksAgo, weekAgo, (u) => counts(u.lastWeekOnFen, u.lastWeekOffFen)),
    recentWeeklyFen: recentFen === null ? null : Math.round(recentFen / weeks),
    lastRecoveredOn: days.sort().at(-1) ?? null,
    stretchFen: sumKnown(plans.map((own) => own.stretchFen)),
    heldLoans: held.reduce((loans, one) => loans + one.loans, 0),
    heldFen: held.reduce((fen, one) => fen + one.balanceFen, 0),
    source: units.length === 0 ? coverage.source : commonSource(units.map((unit) => unit.source)),
    // A unit that has no line in the plan has no pace, though others do. Money that is known only
    // from some day on is no pace either: the year's beginning is not known to have brought nothing.
    ...paceOf(
      coverage.isYearKnown ? achievedFen : null,
      plan && plans.length > 0 ? planOnDay(plans, asOf) : null,
      asOf,
    ),
  };
}

const RECENT_DAYS = 56;

/** The day after which the last eight weeks begin, or what is known of them. */
function recentFrom({ knownSince }: Coverage, asOf: IsoDate): IsoDate {
  const first = addDays(asOf, -RECENT_DAYS);
  const isShorter = knownSince !== null && knownSince > addDays(first, 1);
  return isShorter ? addDays(knownSince, -1) : first;
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
  const coverage = await getCoverage(reader, pairs, span);
  const [plan, units, holdings] = await Promise.all([
    getCashPlan(reader, snapshot.asOf, filter),
    getRecoveredUnits(reader, pairs, countedSpan(coverage, span), filter),
    getHoldings(reader, snapshot.id, filter),
  ]);
  const groups = new Map<string, Parts & Pick<ProgressRow, 'branch' | 'officer'>>();
  const at = (branch: string | null, officer: string | null) => {
    const names = { branch, officer: by === 'officer' ? officer : null };
    const key = JSON.stringify(Object.values(names));
    const group = groups.get(key) ?? { ...names, units: [], plans: [], held: [] };
    groups.set(key, group);
    return group;
  };
  for (const unit of units) at(unit.branch, unit.officer).units.push(unit);
  for (const one of plan?.units ?? []) at(one.branch, one.officer).plans.push(one);
  for (const one of holdings) at(one.branch, one.officer).held.push(one);
  const make = ({ branch, officer, ...parts }: Parts & Pick<ProgressRow, 'branch' | 'officer'>) =>
    rowOf({ branch, officer }, parts, plan, coverage, snapshot.asOf);
  return {
    snapshot,
    year,
    time: timeProgress(snapshot.asOf),
    plan: plan && { categories: plan.categories, sides: plan.sides },
    knownSince: coverage.knownSince,
    knownUntil: coverage.knownUntil,
    isYearKnown: coverage.isYearKnown,
    sources: sourceStretches(pairs),
    total: make({
      branch: null,
      officer: null,
      units,
      plans: plan?.units ?? [],
      held: holdings,
    }),
    rows: withShares([...groups.values()].map(make).sort(byGap)),
  };
}

/** Most behind first; units without a pace after those with one, by what they recovered. */
function byGap(a: ProgressRow, b: ProgressRow): number {
  if (a.gapFen !== null && b.gapFen !== null) return b.gapFen - a.gapFen;
  if (a.gapFen === null && b.gapFen === null) {
    if (a.achievedFen === null || b.achievedFen === null) return b.heldFen - a.heldFen;
    return b.achievedFen - a.achievedFen;
  }
  return a.gapFen === null ? 1 : -1;
}

function withShares(rows: readonly ProgressRow[]): Progress['rows'] {
  const behind = rows.reduce((sum, row) => sum + Math.max(0, row.gapFen ?? 0), 0);
  return rows.map((row) => ({
    ...row,
    gapShareBp: row.gapFen === null ? null : basisPoints(Math.max(0, row.gapFen), behind),
  }));
}
