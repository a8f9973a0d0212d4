import { addDays, type IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPairs } from './get-pairs.ts';
import { getSetting } from './get-setting.ts';
import { getDaysResets, getSilentExits, type SilentChange } from './get-silent-changes.ts';
import { getSlippedPlans } from './get-slipped-plans.ts';
import { yearOpening } from './pace.ts';

/** The alerts whose loans only this room can list. */
export const ALERT_LISTS = ['silent-exit', 'days-reset', 'slipped-plan'] as const;
type AlertListKind = (typeof ALERT_LISTS)[number];

/** A claim behind an alert; the plan's columns are NULL but of slipped plans. */
export interface AlertLoan extends SilentChange {
  plannedFen: Fen | null;
  nowOn: IsoDate | null;
  promises: number | null;
}

const RESET_DAYS = 56;

/** Since when days past due that went back are an alert on a day. */
export const resetsSince = (asOf: IsoDate): IsoDate => addDays(asOf, -RESET_DAYS);

const NO_PLAN = { plannedFen: null, nowOn: null, promises: null };

/**
 * The loans behind an alert that no filter of the loan list can ask for. Of a slipped plan `fromOn`
 * is the book that planned it and `toOn` the day that went by.
 */
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
      : await getDaysResets(reader, pairs, resetsSince(snapshot.asOf), filter);
  return found.map((row) => ({ ...row, ...NO_PLAN }));
}
