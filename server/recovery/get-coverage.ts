import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { getLedgerSpans, type Pair } from './get-pairs.ts';

/**
 * Since when, until when and by what the bank's money of `(from, to]` is known. It is the bank's
 * whatever a page filters by: an officer without a line in a ledger that covers the time has
 * brought in nothing, and that is known.
 */
export async function getCoverage(
  reader: Reader,
  pairs: readonly Pair[],
  span: { from: IsoDate; to: IsoDate },
): Promise<Coverage> {
  const ledger = await getLedgerSpans(reader);
  const touches = ({ firstOn, lastOn }: (typeof ledger)[number]) =>
    lastOn > span.from && firstOn <= span.to;
  return coverageOf(pairs, ledger.filter(touches), span);
}
