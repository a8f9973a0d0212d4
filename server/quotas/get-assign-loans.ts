import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { maskBorrower } from '../loan-book/mask-personal.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { LoanToAssign } from './assign-cases.ts';
import type { QuotaCategory } from './categories.ts';
import { newSince, type PoolRates, ratePart } from './collectable.ts';
import { HOLDS, holdersOn } from './get-holders.ts';
import { CLAIMS } from './get-pool-parts.ts';
import { officerKey } from './officer-bounds.ts';

const row = z.object({
  loanId: z.string(),
  borrowerId: z.string().nullable(),
  borrowerName: z.string().nullable(),
  borrowerKind: z.string().nullable(),
  township: z.string().nullable(),
  village: z.string().nullable(),
  branch: z.string(),
  bookOfficer: z.string().nullable(),
  fromBranch: z.string().nullable(),
  fromOfficer: z.string().nullable(),
  origin: z.string().nullable(),
  kind: z.string(),
  isNew: z.boolean(),
  isOffBook: z.boolean(),
  amountFen: z.int().nullable(),
});

/** A loan to assign with what a list says of it. Personal data are masked already. */
export interface BookLoan extends LoanToAssign {
  borrowerName: string | null;
  township: string | null;
  bookOfficer: string | null;
  fromBranch: string | null;
  fromOfficer: string | null;
}

/**
 * The claims of a category in a snapshot with who holds them on `day`: by the assignments in force,
 * else by the book. A claim without a branch belongs to no pool and is left out.
 */
export async function getAssignLoans(
  reader: Reader,
  snapshot: SnapshotRef,
  category: QuotaCategory,
  rates: PoolRates,
  day: IsoDate,
): Promise<BookLoan[]> {
  const { states, amount } = CLAIMS[category];
  const rows = await reader.rows(
    row,
    `SELECT l.loan_id AS "loanId", l.borrower_id AS "borrowerId", l.borrower_name AS "borrowerName",
            l.borrower_kind AS "borrowerKind", l.township, l.village, l.branch,
            l.officer AS "bookOfficer", coalesce(h.to_branch, l.branch) AS "fromBranch",
            coalesce(h.to_officer, l.officer) AS "fromOfficer", l.origin_officer AS origin,
            coalesce(s.default_type, 'undetermined') AS kind,
            coalesce(l.defaulted_on >= CAST($2 AS DATE), FALSE) AS "isNew",
            l.npl_state = 'off_book' AS "isOffBook", ${amount} AS "amountFen"
     FROM loan l
     LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
     LEFT JOIN ${holdersOn('$4')} h ON ${HOLDS}
     WHERE l.snapshot_id = $1 AND l.npl_state = any($3) AND l.branch IS NOT NULL
     ORDER BY l.loan_id`,
    [snapshot.id, newSince(rates, snapshot.asOf), states, day],
  );
  return rows.map((own): BookLoan => {
    const balanceFen = own.amountFen ?? 0;
    const { kind, isNew, isOffBook, branch, fromBranch, fromOfficer, village } = own;
    const part = { defaultType: kind, isNew, isOffBook, loans: 1, balanceFen };
    return {
      id: own.loanId,
      borrower: own.borrowerId ?? own.loanId,
      branch,
      village: village === null ? null : JSON.stringify([own.township, village]),
      collectableFen: ratePart(part, rates).collectableFen,
      amountFen: balanceFen,
      kind,
      officer:
        fromOfficer === null
          ? null
          : officerKey({ branch: fromBranch ?? branch, officer: fromOfficer }),
      origin: own.origin === null ? null : officerKey({ branch, officer: own.origin }),
      borrowerName: maskBorrower(own.borrowerName, own.borrowerKind),
      township: own.township,
      bookOfficer: own.bookOfficer,
      fromBranch,
      fromOfficer,
    };
  });
}
