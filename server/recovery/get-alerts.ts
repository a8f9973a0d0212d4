import { addDays } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { getClassLagTotal } from '../triage/get-class-lag.ts';
import { getClocksWithin } from '../triage/get-clock-exposure.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type AlertNote, asksAgain } from './alert-note.ts';
import { countedSpan, isKnownAt } from './coverage.ts';
import { resetsSince } from './get-alert-loans.ts';
import { getAlertNotes, scopeOf } from './get-alert-notes.ts';
import { getProgress, type Progress } from './get-progress.ts';
import { getSetting } from './get-setting.ts';
import { sumDaysResets, sumSilentExits } from './get-silent-changes.ts';
import { getSlippedPlans } from './get-slipped-plans.ts';
import { getStreaks, unitKey } from './get-streaks.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { sumDifferences } from './sum-differences.ts';

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

const IDLE_DAYS = 21;
const CLOCK_WEEKS = 8;
const LAGGING_WEEKS = 3;

/** The alerts of a day under the filter, largest amount first; kinds without any are left out. */
export async function getAlerts(reader: Reader, given: LoanFilter): Promise<Alert[]> {
  const known = await getYear(reader, given);
  const [found, notes] = await Promise.all([
    findAlerts(reader, given, known),
    getAlertNotes(reader, scopeOf(given), known.asOf),
  ]);
  return found.map((alert) => {
    const own = notes.filter((note) => note.kind === alert.kind);
    return { ...alert, isOpen: asksAgain(alert, own[0]), notes: own };
  });
}

async function findAlerts(
  reader: Reader,
  given: LoanFilter,
  known: RecoveryYear,
): Promise<Found[]> {
  const { snapshot, asOf, pairs, span, filter } = known;
  const [eight, lag, exits, resets, progress, falling, slipped, open] = await Promise.all([
    getClocksWithin(reader, given, CLOCK_WEEKS),
    getClassLagTotal(reader, given),
    sumSilentExits(reader, pairs, snapshot.id, filter),
    sumDaysResets(reader, pairs, resetsSince(asOf), filter),
    getProgress(reader, given, 'officer'),
    getStreaks(reader, known, 'officer', LAGGING_WEEKS),
    getSetting(reader, 'slipped-plan').then(({ fromFen }) =>
      getSlippedPlans(reader, pairs, snapshot, span, filter, fromFen),
    ),
    sumDifferences(reader, pairs, filter),
  ]);
  const idle = idleOfficers(progress, known);
  const laggards = progress.rows.filter(
    (row) =>
      row.officer !== null &&
      row.heldLoans > 0 &&
      (falling.get(unitKey(row, 'officer'))?.fallingWeeks ?? 0) >= LAGGING_WEEKS,
  );
  const alerts: Found[] = [];
  const plain = { provenFen: null, gapFen: null, officers: null };
  const { limitation, guarantee } = eight;
  alerts.push({
    ...plain,
    kind: 'limitation',
    loans: limitation.loans,
    amountFen: limitation.balanceFen,
    provenFen: limitation.proven.balanceFen,
    opens: { flag: limitation.flag },
  });
  alerts.push({
    ...plain,
    kind: 'guarantee',
    loans: guarantee.loans,
    amountFen: guarantee.balanceFen,
    opens: { flag: guarantee.flag },
  });
  alerts.push({
    ...plain,
    kind: 'class-lag',
    loans: lag.loans,
    amountFen: lag.balanceFen,
    opens: { flag: 'class_lag' },
  });
  alerts.push({ ...plain, kind: 'silent-exit', ...exits, opens: { list: 'silent-exit' } });
  alerts.push({ ...plain, kind: 'days-reset', ...resets, opens: { list: 'days-reset' } });
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
  alerts.push({ ...plain, kind: 'difference', ...open, opens: { reconciliation: true } });
  return alerts.filter((alert) => alert.loans > 0).sort((a, b) => b.amountFen - a.amountFen);
}

/**
 * Officers who hold claims and have brought nothing in for three weeks, largest holding first;
 * nobody while less than three weeks of the year's money are known.
 */
function idleOfficers({ rows }: Progress, { asOf, coverage }: RecoveryYear) {
  const since = addDays(asOf, -IDLE_DAYS);
  if (!isKnownAt(coverage, asOf) || countedSpan(coverage, { from: asOf, to: asOf }).from > since) {
    return [];
  }
  return rows
    .filter((row) => row.officer !== null && row.heldFen > 0)
    .filter((row) => row.lastRecoveredOn === null || row.lastRecoveredOn <= since)
    .sort((a, b) => b.heldFen - a.heldFen);
}
