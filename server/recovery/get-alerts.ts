import { addDays, type IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { getClassLag } from '../triage/get-class-lag.ts';
import { getClockExposure } from '../triage/get-clock-exposure.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan, isKnownAt } from './coverage.ts';
import { getCoverage } from './get-coverage.ts';
import { getMovements } from './get-movements.ts';
import { getPairs, type Pair } from './get-pairs.ts';
import { getProgress } from './get-progress.ts';
import { getDaysResets, getSilentExits } from './get-silent-changes.ts';
import { yearOpening } from './pace.ts';

export const ALERT_KINDS = [
  'limitation',
  'guarantee',
  'silent-exit',
  'class-lag',
  'days-reset',
  'idle-officer',
  'difference',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/**
 * Something that a manager would act on. `opens`: a flag of the loan list, or 'list' for the
 * alert's own loans at /api/recovery/alerts/:kind/loans, or the officers, or the reconciliation.
 */
export interface Alert {
  kind: AlertKind;
  loans: number;
  balanceFen: Fen;
  /** Clocks: what of it rests on proof. */
  provenFen: Fen | null;
  officers: string[] | null;
  opens: { flag: string } | { list: AlertKind } | { officers: string[] } | { reconciliation: true };
}

const IDLE_DAYS = 21;
const RESET_DAYS = 56;
const CLOCK_WEEKS = 8;

const total = (rows: readonly { balanceFen: Fen }[]) => ({
  loans: rows.length,
  balanceFen: rows.reduce((sum, row) => sum + row.balanceFen, 0),
});

/** The alerts of a day under the filter, largest amount first; kinds without any are left out. */
export async function getAlerts(reader: Reader, given: LoanFilter): Promise<Alert[]> {
  const { asOf: wanted, ...filter } = given;
  const snapshot = await getSnapshot(reader, wanted);
  const { asOf } = snapshot;
  const pairs = await getPairs(reader, { from: yearOpening(asOf), to: asOf });
  const [exposure, lag, exits, resets, idle, unexplained] = await Promise.all([
    getClockExposure(reader, given),
    getClassLag(reader, given),
    getAlertLoans(reader, 'silent-exit', given),
    getAlertLoans(reader, 'days-reset', given),
    getIdleOfficers(reader, pairs, given, asOf),
    getMovements(reader, pairs, filter, ['unexplained']),
  ]);
  const alerts: Alert[] = [];
  const plain = { provenFen: null, officers: null };
  const eight = exposure.horizons.find(({ weeks }) => weeks === CLOCK_WEEKS);
  if (eight) {
    const { flag, loans, balanceFen, proven } = eight.limitation;
    const provenFen = proven.balanceFen;
    alerts.push({ ...plain, kind: 'limitation', loans, balanceFen, provenFen, opens: { flag } });
    const { flag: guaranteeFlag, ...guarantee } = eight.guarantee;
    alerts.push({ ...plain, kind: 'guarantee', ...guarantee, opens: { flag: guaranteeFlag } });
  }
  alerts.push({ ...plain, kind: 'class-lag', ...lag.total, opens: { flag: 'class_lag' } });
  for (const [kind, rows] of [
    ['silent-exit', exits],
    ['days-reset', resets],
  ] as const) {
    alerts.push({ ...plain, kind, ...total(rows), opens: { list: kind } });
  }
  const officers = idle.map((row) => row.officer).filter((officer) => officer !== null);
  alerts.push({
    kind: 'idle-officer',
    loans: idle.reduce((sum, row) => sum + row.heldLoans, 0),
    balanceFen: idle.reduce((sum, row) => sum + row.heldFen, 0),
    provenFen: null,
    officers,
    opens: { officers },
  });
  // Without a ledger there is nothing that the books could differ from.
  const open = unexplained.filter(
    ({ afterState, postedFen }) => afterState !== 'absent' && postedFen !== null,
  );
  alerts.push({
    ...plain,
    kind: 'difference',
    loans: new Set(open.map((each) => each.loanId)).size,
    balanceFen: open.reduce((sum, each) => sum + Math.abs(each.fen), 0),
    opens: { reconciliation: true },
  });
  return alerts.filter((alert) => alert.loans > 0).sort((a, b) => b.balanceFen - a.balanceFen);
}

/** The loans behind an alert that no filter of the loan list can ask for. */
export async function getAlertLoans(
  reader: Reader,
  kind: 'silent-exit' | 'days-reset',
  { asOf: wanted, ...filter }: LoanFilter,
) {
  const snapshot = await getSnapshot(reader, wanted);
  const span = { from: yearOpening(snapshot.asOf), to: snapshot.asOf };
  const pairs = await getPairs(reader, span);
  if (kind === 'silent-exit') return getSilentExits(reader, pairs, snapshot.id, filter);
  return getDaysResets(reader, pairs, addDays(snapshot.asOf, -RESET_DAYS), filter);
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
