import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { Pair } from './get-pairs.ts';

const fileDays = z.object({ firstOn: z.string(), lastOn: z.string() });

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
  const ledger = await reader.rows(
    fileDays,
    `SELECT first_on AS "firstOn", last_on AS "lastOn" FROM posting_file
     WHERE last_on > CAST($1 AS DATE) AND first_on <= CAST($2 AS DATE)`,
    [span.from, span.to],
  );
  return coverageOf(pairs, ledger, span);
}
