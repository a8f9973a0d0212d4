import { addDays, type IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { getClassLag } from '../triage/get-class-lag.ts';
import { getClockExposure } from '../triage/get-clock-exposure.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type AlertNote, asksAgain } from './alert-note.ts';
import { countedSpan, isKnownAt } from './coverage.ts';
import { getAlertNotes, scopeOf } from './get-alert-notes.ts';
import { getCoverage } from './get-coverage.ts';
import { getMovements } from './get-movements.ts';
import { getPairs, type Pair } from './get-pairs.ts';
import { getProgress } from './get-progress.ts';
import { getSetting } from './get-setting.ts';
import { getDaysResets, getSilentExits, type SilentChange } from './get-silent-changes.ts';
import { getSlippedPlans, type SlippedPlan } from './get-slipped-plans.ts';
import { getStreaks, unitKey } from './get-streaks.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { yearOpening } from './pace.ts';

export const ALERT_KINDS = [
  'limitation',
  'guarantee',
  'silent-exit',
  'class-lag',
  'days-reset',
  'idle-officer',
  'difference',
  'slipped-plan',
  'laggard',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** An officer of a branch: names are unique only within one. */
interface Holder {
  branch: string | null;
  officer: string;
}

/**
 * Something that a manager would act on. `opens`: a flag of the loan list, or 'list' for the
 * alert's own loans at /api/recovery/alerts/:kind/loans, or the officers, or the reconciliation.
 */
interface Found {
  kind: AlertKind;
  loans: number;
  /** What alerts are ranked by: balances, and of slipped plans what was planned. */
  amountFen: Fen;
  /** Clocks: what of it rests on proof. */
  provenFen: Fen | null;
  /** Laggards: what they are behind together. */
  gapFen: Fen | null;
  officers: Holder[] | null;
  opens: { flag: string } | { list: AlertKind } | { officers: Holder[] } | { reconciliation: true };
}

export interface Alert extends Found {
  /** Nobody has looked, or it has grown since: see `asksAgain`. */
  isOpen: boolean;
  /** Every look so far under this filter, latest first. */
  notes: AlertNote[];
}

/** The alerts whose loans only this room can list. */
export const ALERT_LISTS = ['silent-exit', 'days-reset', 'slipped-plan'] as const;
type AlertListKind = (typeof ALERT_LISTS)[number];

/** A claim behind an alert; the plan's columns are NULL but of slipped plans. */
export interface AlertLoan extends SilentChange {
  plannedFen: Fen | null;
  nowOn: IsoDate | null;
  promises: number | null;
}

const IDLE_DAYS = 21;
const RESET_DAYS = 56;
const CLOCK_WEEKS = 8;
const LAGGING_WEEKS = 3;

const total = (rows: readonly { balanceFen: Fen }[]) => ({
  loans: rows.length,
  amountFen: rows.reduce((sum, row) => sum + row.balanceFen, 0),
});

/** The alerts of a day under the filter, largest amount first; kinds without any are left out. */
export async function getAlerts(reader: Reader, given: LoanFilter): Promise<Alert[]> {
  const found = await findAlerts(reader, given);
  const { asOf } = await getSnapshot(reader, given.asOf);
  const notes = await getAlertNotes(reader, scopeOf(given), asOf);
  return found.map((alert) => {
    const own = notes.filter((note) => note.kind === alert.kind);
    return { ...alert, isOpen: asksAgain(alert, own[0]), notes: own };
  });
}

async function findAlerts(reader: Reader, given: LoanFilter): Promise<Found[]> {
  const { asOf: wanted, ...filter } = given;
  const snapshot = await getSnapshot(reader, wanted);
  const { asOf } = snapshot;
  const pairs = await getPairs(reader, { from: yearOpening(asOf), to: asOf });
  const known = await getYear(reader, given);
  const [exposure, lag, exits, resets, idle, laggards, slipped, unexplained] = await Promise.all([
    getClockExposure(reader, given),
    getClassLag(reader, given),
    getAlertLoans(reader, 'silent-exit', given),
    getAlertLoans(reader, 'days-reset', given),
    getIdleOfficers(reader, pairs, given, asOf),
    getLaggards(reader, known, given),
    getAlertLoans(reader, 'slipped-plan', given),
    getMovements(reader, pairs, filter, ['unexplained']),
  ]);
  const alerts: Found[] = [];
  const plain = { provenFen: null, gapFen: null, officers: null };
  const eight = exposure.horizons.find(({ weeks }) => weeks === CLOCK_WEEKS);
  if (eight) {
    const { flag, loans, balanceFen: amountFen, proven } = eight.limitation;
    const provenFen = proven.balanceFen;
    alerts.push({ ...plain, kind: 'limitation', loans, amountFen, provenFen, opens: { flag } });
    const { guarantee } = eight;
    alerts.push({
      ...plain,
      kind: 'guarantee',
      loans: guarantee.loans,
      amountFen: guarantee.balanceFen,
      opens: { flag: guarantee.flag },
    });
  }
  alerts.push({
    ...plain,
    kind: 'class-lag',
    loans: lag.total.loans,
    amountFen: lag.total.balanceFen,
    opens: { flag: 'class_lag' },
  });
  for (const [kind, rows] of [
    ['silent-exit', exits],
    ['days-reset', resets],
  ] as const) {
    alerts.push({ ...plain, kind, ...total(rows), opens: { list: kind } });
  }
  alerts.push({
    ...plain,
    kind: 'slipped-plan',
    loans: slipped.length,
    amountFen: slipped.reduce((sum, row) => sum + row.plannedFen, 0),
    opens: { list: 'slipped-plan' },
  });
  for (const [kind, rows] of [
    ['idle-officer', idle],
    ['laggard', laggards],
  ] as const) {
    const officers = rows.flatMap(({ branch, officer }) =>
      officer === null ? [] : [{ branch, officer }],
    );
    alerts.push({
      ...plain,
      kind,
      loans: rows.reduce((sum, row) => sum + row.heldLoans, 0),
      amountFen: rows.reduce((sum, row) => sum + row.heldFen, 0),
      gapFen: kind === 'laggard' ? rows.reduce((sum, row) => sum + (row.gapFen ?? 0), 0) : null,
      officers,
      opens: { officers },
    });
  }
  // Without a ledger there is nothing that the books could differ from.
  const open = unexplained.filter(
    ({ afterState, postedFen }) => afterState !== 'absent' && postedFen !== null,
  );
  alerts.push({
    ...plain,
    kind: 'difference',
    loans: new Set(open.map((each) => each.loanId)).size,
    amountFen: open.reduce((sum, each) => sum + Math.abs(each.fen), 0),
    opens: { reconciliation: true },
  });
  return alerts.filter((alert) => alert.loans > 0).sort((a, b) => b.amountFen - a.amountFen);
}

const NO_PLAN = { plannedFen: null, nowOn: null, promises: null };

/**
 * The loans behind an alert that no filter of the loan list can ask for. Of a slipped plan `fromOn`
 * is the book that planned it and `toOn` the day that went by.
 */
export async function getAlertLoans(
  reader: Reader,
  kind: 'silent-exit' | 'days-reset',
  given: LoanFilter,
): Promise<AlertLoan[]>;
export async function getAlertLoans(
  reader: Reader,
  kind: 'slipped-plan',
  given: LoanFilter,
): Promise<(AlertLoan & SlippedPlan)[]>;
export async function getAlertLoans(
  reader: Reader,
  kind: AlertListKind,
  given: LoanFilter,
): Promise<AlertLoan[]>;
export async function getAlertLoans(
  reader: Reader,
  kind: AlertListKind,
  { asOf: wanted, ...filter }: LoanFilter,
): Promise<AlertLoan[]> {
  const snapshot = await getSnapshot(reader, wanted);
  const span = { from: yearOpening(snapshot.asOf), to: snapshot.asOf };
  const pairs = await getPairs(reader, span);
  if (kind === 'slipped-plan') {
    const { fromFen } = await getSetting(reader, 'slipped-plan');
    const found = await getSlippedPlans(reader, pairs, snapshot, span, filter, fromFen);
    return found.map((row) => ({ ...row, beforeDays: null, afterDays: null, isRejected: false }));
  }
  const found =
    kind === 'silent-exit'
      ? await getSilentExits(reader, pairs, snapshot.id, filter)
      : await getDaysResets(reader, pairs, addDays(snapshot.asOf, -RESET_DAYS), filter);
  return found.map((row) => ({ ...row, ...NO_PLAN }));
}

/**
 * Officers below their plan's line who fell further below it in each of the last three weeks, most
 * behind first.
 */
async function getLaggards(reader: Reader, known: RecoveryYear, given: LoanFilter) {
  const streaks = await getStreaks(reader, known, 'officer');
  const { rows } = await getProgress(reader, given, 'officer');
  return rows.filter(
    (row) =>
      row.officer !== null &&
      row.heldLoans > 0 &&
      (streaks.get(unitKey(row, 'officer'))?.fallingWeeks ?? 0) >= LAGGING_WEEKS,
  );
}

/**
 * Officers who hold claims and have brought nothing in for three weeks, largest holding first;
 * nobody while less than three weeks of the year's money are known.
 */
async function getIdleOfficers(
  reader: Reader,
  pairs: readonly Pair[],
  filter: LoanFilter,
  asOf: IsoDate,
) {
  const since = addDays(asOf, -IDLE_DAYS);
  const coverage = await getCoverage(reader, pairs, { from: yearOpening(asOf), to: asOf });
  if (!isKnownAt(coverage, asOf) || countedSpan(coverage, { from: asOf, to: asOf }).from > since) {
    return [];
  }
  const { rows } = await getProgress(reader, filter, 'officer');
  return rows
    .filter((row) => row.officer !== null && row.heldFen > 0)
    .filter((row) => row.lastRecoveredOn === null || row.lastRecoveredOn <= since)
    .sort((a, b) => b.heldFen - a.heldFen);
}
