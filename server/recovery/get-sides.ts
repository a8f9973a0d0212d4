import { addDays, type IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getOpening } from './get-bridge.ts';
import { SPAN_DAYS } from './roll-pairs.ts';

/** Two days, each standing for the latest snapshot by then. */
export interface Days {
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
}

/** The two snapshots that a matrix compares; the same one twice when there is no earlier one. */
export async function getSides(reader: Reader, days: Days) {
  const to = await getSnapshot(reader, days.to);
  const from = await getOpening(reader, to, days.from ?? addDays(to.asOf, -SPAN_DAYS));
  return { from, to };
}

/** The same, from the opening of the year where no day is chosen. */
export async function getYearSides(reader: Reader, days: Days) {
  const to = await getSnapshot(reader, days.to);
  return { from: await getOpening(reader, to, days.from), to };
}
