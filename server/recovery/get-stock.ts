import { z } from 'zod';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const stock = z.object({
  snapshotId: z.int(),
  nplLoans: z.int(),
  nplFen: z.int(),
  offBookLoans: z.int(),
  offBookFen: z.int(),
});

/** Non-performing balance on book, and claims off book, in one snapshot. */
export type Stock = z.infer<typeof stock>;

/** The stock of each snapshot asked for, under the filter; a snapshot without any is all zero. */
export async function getStock(
  reader: Reader,
  snapshotIds: readonly number[],
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Map<number, Stock>> {
  const { sql, binds } = loanWhere(filter, 1, ON_CLAIM);
  const part = (state: string, name: string) => `
    count(*) FILTER (WHERE npl_state = '${state}') AS "${name}Loans",
    CAST(coalesce(sum(balance_fen) FILTER (WHERE npl_state = '${state}'), 0) AS BIGINT)
      AS "${name}Fen"`;
  const rows = await reader.rows(
    stock,
    `SELECT c.snapshot_id AS "snapshotId", ${part('on_book', 'npl')}, ${part('off_book', 'offBook')}
     FROM claim c
     WHERE c.snapshot_id IN (${snapshotIds.join(', ') || 'NULL'}) AND ${sql}
     GROUP BY c.snapshot_id`,
    binds,
  );
  const found = new Map(rows.map((row) => [row.snapshotId, row]));
  for (const snapshotId of snapshotIds) {
    if (found.has(snapshotId)) continue;
    found.set(snapshotId, { snapshotId, nplLoans: 0, nplFen: 0, offBookLoans: 0, offBookFen: 0 });
  }
  return found;
}

const held = z.object({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  loans: z.int(),
  balanceFen: z.int(),
});

/** What an officer of a branch holds: non-performing claims on and off book. */
export type Holding = z.infer<typeof held>;

/** Claims held by branch and officer in one snapshot, under the filter. */
export async function getHoldings(
  reader: Reader,
  snapshotId: number,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Holding[]> {
  const { sql, binds } = loanWhere(filter, 2, ON_CLAIM);
  return reader.rows(
    held,
    `SELECT c.branch, c.officer, count(*) AS loans,
            CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT) AS "balanceFen"
     FROM claim c WHERE c.snapshot_id = $1 AND ${sql}
     GROUP BY c.branch, c.officer ORDER BY c.branch, c.officer`,
    [snapshotId, ...binds],
  );
}
