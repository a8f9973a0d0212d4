import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';
import { HOLDS, holdersOn } from './get-holders.ts';

const row = z.object({
  branch: z.string(),
  officer: z.string(),
  defaultType: z.string(),
  isNew: z.boolean(),
  isOffBook: z.boolean(),
  loans: z.int(),
  balanceFen: z.int(),
  unknownBalances: z.int(),
  /** Loans that an assignment gave to this officer, and the book names another. */
  assigned: z.int(),
});
export type PoolPartRow = z.infer<typeof row>;

const PRINCIPAL = 'l.balance_fen';
const INTEREST = `CASE WHEN l.interest_on_book_fen IS NULL AND l.interest_off_book_fen IS NULL
                        AND l.penalty_interest_fen IS NULL THEN NULL
                   ELSE coalesce(l.interest_on_book_fen, 0) + coalesce(l.interest_off_book_fen, 0)
                      + coalesce(l.penalty_interest_fen, 0) END`;

/** Which claims a category is collected from, and which of their amounts. */
export const CLAIMS: Readonly<
  Record<QuotaCategory, { states: readonly string[]; amount: string }>
> = {
  'tg-cash-on': { states: ['on_book'], amount: PRINCIPAL },
  'tg-cash-off': { states: ['off_book'], amount: PRINCIPAL },
  'tg-interest': { states: ['on_book', 'off_book'], amount: INTEREST },
  'tg-upgrade': { states: ['on_book'], amount: PRINCIPAL },
};

/**
 * The claims of a category by branch, officer and what their expected yield depends on. Loans
 * without a branch or an officer come under ''. A claim without an amount is counted in
 * `unknownBalances` and in `loans`, and adds nothing. A loan whose default date is unknown is old.
 * The officer is the book's, or whom the assignments in force on `assignedOn` name (null: no matter).
 */
export async function getPoolParts(
  reader: Reader,
  snapshotId: number,
  category: QuotaCategory,
  newSince: IsoDate,
  assignedOn: IsoDate | null,
): Promise<PoolPartRow[]> {
  const { states, amount } = CLAIMS[category];
  return reader.rows(
    row,
    `SELECT c.branch, c.officer, c.default_type AS "defaultType", c.is_new AS "isNew",
            c.is_off_book AS "isOffBook", count(*) AS loans,
            CAST(coalesce(sum(c.amount), 0) AS BIGINT) AS "balanceFen",
            count(*) FILTER (WHERE c.amount IS NULL) AS "unknownBalances",
            count(*) FILTER (WHERE c.is_assigned) AS assigned
     FROM (SELECT coalesce(h.to_branch, l.branch, '') AS branch,
                  coalesce(h.to_officer, l.officer, '') AS officer,
                  h.loan_id IS NOT NULL AND (h.to_branch IS DISTINCT FROM l.branch
                    OR h.to_officer IS DISTINCT FROM l.officer) AS is_assigned,
                  coalesce(s.default_type, 'undetermined') AS default_type,
                  coalesce(l.defaulted_on >= CAST($2 AS DATE), FALSE) AS is_new,
                  l.npl_state = 'off_book' AS is_off_book, ${amount} AS amount
           FROM loan l LEFT JOIN segment s
             ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
           LEFT JOIN ${holdersOn('$4')} h ON ${HOLDS}
           WHERE l.snapshot_id = $1 AND l.npl_state = any($3)) c
     GROUP BY c.branch, c.officer, c.default_type, c.is_new, c.is_off_book
     ORDER BY c.branch, c.officer, c.default_type, c.is_new, c.is_off_book`,
    [snapshotId, newSince, states, assignedOn],
  );
}
