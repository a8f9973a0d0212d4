import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { BridgeTerm } from './bridge.ts';
import { effectsOf, MOVED_COLUMNS, movedRow } from './get-bridge.ts';
import type { Pair } from './get-pairs.ts';
import { movementRows } from './movement-rows.ts';

const row = movedRow.extend({
  loanId: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
});

/** What one claim did to one bar of the bridge between two consecutive snapshots. */
export interface LoanMovement {
  loanId: string;
  branch: string | null;
  officer: string | null;
  fromOn: string;
  toOn: string;
  beforeState: string;
  afterState: string;
  beforeFen: Fen;
  afterFen: Fen;
  /** Principal posted on book in the same days; NULL where no postings speak for them. */
  postedFen: Fen | null;
  reason: string | null;
  term: BridgeTerm;
  fen: Fen;
}

/** The movements behind the bars asked for, largest first; they add up to the bars. */
export async function getMovements(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  terms: readonly BridgeTerm[],
): Promise<LoanMovement[]> {
  const { sql, binds } = movementRows(pairs, filter);
  // Where postings speak, a row is behind another bar than cash only if money does not explain it.
  const hasRest = `(source <> 'postings' OR after_fen <> before_fen - posted_fen
    OR before_state <> 'on_book' OR after_state <> 'on_book')`;
  const rows = await reader.rows(
    row,
    `WITH ${sql}
     SELECT ${MOVED_COLUMNS}, loan_id AS "loanId", from_on AS "fromOn", to_on AS "toOn",
            coalesce(after_branch, before_branch) AS branch,
            coalesce(after_officer, before_officer) AS officer,
            before_fen AS "beforeFen", after_fen AS "afterFen", posted_fen AS "postedFen",
            paid_fen AS "paidFen"
     FROM moved WHERE (in_before OR in_after) ${terms.includes('cash') ? '' : `AND ${hasRest}`}`,
    binds,
  );
  const found: LoanMovement[] = [];
  for (const one of rows) {
    for (const { term, fen } of effectsOf(one)) {
      if (!terms.includes(term)) continue;
      const { loanId, branch, officer, fromOn, toOn, beforeState, afterState, reason } = one;
      found.push({
        ...{ loanId, branch, officer, fromOn, toOn, beforeState, afterState, reason },
        beforeFen: one.beforeFen,
        afterFen: one.afterFen,
        postedFen: one.source === 'postings' ? one.postedFen : null,
        term,
        fen,
      });
    }
  }
  return found.sort((a, b) => Math.abs(b.fen) - Math.abs(a.fen) || (a.loanId < b.loanId ? -1 : 1));
}
