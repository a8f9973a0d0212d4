import { z } from 'zod';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { BRIDGE_TERMS, type BridgeTerm } from './bridge.ts';
import { effectRows } from './effect-rows.ts';
import type { Pair } from './get-pairs.ts';
import { movementRows } from './movement-rows.ts';

const row = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  fromOn: z.string(),
  toOn: z.string(),
  beforeState: z.string(),
  afterState: z.string(),
  beforeFen: z.int(),
  afterFen: z.int(),
  /** Principal posted on book in the same days; NULL where no postings speak for them. */
  postedFen: z.int().nullable(),
  reason: z.string().nullable(),
  term: z.enum(BRIDGE_TERMS),
  fen: z.int(),
});

/** What one claim did to one bar of the bridge between two consecutive snapshots. */
export type LoanMovement = z.infer<typeof row>;

const sums = z.object({ total: z.int(), loans: z.int(), sumFen: z.int() });

/**
 * The movements behind the bars asked for, largest first, or a page of them; they add up to the
 * bars. An empty page is one of more than there are.
 */
export async function getMovements(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  terms: readonly BridgeTerm[],
  page?: { limit: number; offset: number },
): Promise<LoanMovement[]> {
  const { sql, binds } = movementRows(pairs, filter);
  return reader.rows(
    row,
    `WITH ${sql}, ${effectRows(terms)}
     SELECT loan_id AS "loanId", coalesce(after_branch, before_branch) AS branch,
            coalesce(after_officer, before_officer) AS officer, from_on AS "fromOn",
            to_on AS "toOn", before_state AS "beforeState", after_state AS "afterState",
            before_fen AS "beforeFen", after_fen AS "afterFen",
            CASE WHEN source = 'postings' THEN posted_fen END AS "postedFen",
            decrease_reason AS reason, term, fen
     FROM effect ORDER BY abs(fen) DESC, loan_id, to_on
     ${page ? `LIMIT ${page.limit} OFFSET ${page.offset}` : ''}`,
    binds,
  );
}

/** How many movements are behind the bars, of how many loans, and their sum. */
export async function sumMovements(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  terms: readonly BridgeTerm[],
): Promise<z.infer<typeof sums>> {
  const { sql, binds } = movementRows(pairs, filter);
  return reader.one(
    sums,
    `WITH ${sql}, ${effectRows(terms)}
     SELECT count(*) AS total, count(DISTINCT loan_id) AS loans,
            CAST(coalesce(sum(fen), 0) AS BIGINT) AS "sumFen"
     FROM effect`,
    binds,
  );
}
