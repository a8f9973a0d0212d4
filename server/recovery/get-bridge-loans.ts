import type { IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { BridgeTerm } from './bridge.ts';
import { getOpening } from './get-bridge.ts';
import { getMovements, sumMovements } from './get-movements.ts';
import { getPairs } from './get-pairs.ts';

/** A page of the movements behind one bar, largest first, with the count and sum of all of them. */
export async function getBridgeLoans(
  reader: Reader,
  span: { from?: IsoDate | undefined; to?: IsoDate | undefined },
  filter: Omit<LoanFilter, 'asOf'>,
  term: BridgeTerm,
  page: { limit: number; offset: number },
) {
  const to = await getSnapshot(reader, span.to);
  const from = await getOpening(reader, to, span.from);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const [rows, sums] = await Promise.all([
    getMovements(reader, pairs, filter, [term], page),
    sumMovements(reader, pairs, filter, [term]),
  ]);
  return { from, to, term, ...sums, rows };
}
