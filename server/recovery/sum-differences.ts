import { z } from 'zod';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { effectRows } from './effect-rows.ts';
import type { Pair } from './get-pairs.ts';
import { movementRows } from './movement-rows.ts';

const sum = z.object({ loans: z.int(), amountFen: z.int() });

/**
 * The claims that are still listed and whose balance neither money nor a reason explains, and by
 * how much (fen, without signs). Only pairs for which a ledger speaks: without one there is nothing
 * that the books could differ from.
 */
export async function sumDifferences(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<z.infer<typeof sum>> {
  const posted = pairs.filter(({ source }) => source === 'postings');
  if (posted.length === 0) return { loans: 0, amountFen: 0 };
  const { sql, binds } = movementRows(posted, filter);
  return reader.one(
    sum,
    `WITH ${sql}, ${effectRows(['unexplained'])}
     SELECT count(DISTINCT loan_id) AS loans,
            CAST(coalesce(sum(abs(fen)), 0) AS BIGINT) AS "amountFen"
     FROM effect WHERE after_state <> 'absent'`,
    binds,
  );
}
