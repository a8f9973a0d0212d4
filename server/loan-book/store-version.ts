import type { Fen } from '../money.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import type { SnapshotTotals } from './check-snapshot.ts';
import type { ImportWarning } from './import-warnings.ts';
import type { Mapping } from './match-header.ts';

/** Copies a snapshot's rows of a table over to its next version. There must be some: see `EmptyInsert`. */
export const copyRows = (table: string, from: number, to: number, rest = ''): string =>
  `INSERT INTO ${table} SELECT * REPLACE (${to} AS snapshot_id) FROM ${table}
   WHERE snapshot_id = ${from}${rest}`;

/** What a new version of a snapshot says of itself; everything else is as in the one before. */
export interface Version {
  id: number;
  /** The version before, of the same day and file. */
  of: { id: number; rowsRead: number };
  totals: SnapshotTotals & { balanceFen: Fen };
  skipped: number;
  warnings: readonly ImportWarning[];
  now: string;
  /** Where its columns are read otherwise. */
  reading?: { mapping: Mapping; options: string; unmapped: readonly string[] };
}

/** Makes a snapshot the current one of its day; the version that it comes from is superseded. */
export async function storeVersion(tx: Transaction, version: Version): Promise<void> {
  const { id, of, totals, skipped, warnings, now, reading } = version;
  await tx.run(`UPDATE snapshot SET status = 'superseded' WHERE id = $1`, [of.id]);
  await tx.run(
    `INSERT INTO snapshot (id, as_of, status, supersedes, source_name, file_name, sha256, byte_size,
       encoding, delimiter, unit, header, mapping, options, rows_read, rows_loaded, rows_rejected,
       rows_skipped, balance_fen, file_total_fen, npl_loans, npl_balance_fen, off_book_loans,
       off_book_balance_fen, warnings, unmapped, loaded_at)
     SELECT $1, as_of, 'current', id, source_name, file_name, sha256, byte_size, encoding, delimiter,
       unit, header, coalesce($13, mapping), coalesce($14, options), rows_read, $3, $4, $5, $6,
       file_total_fen, $7, $8, $9, $10, $11, coalesce($15, unmapped), CAST($12 AS TIMESTAMP)
     FROM snapshot WHERE id = $2`,
    [
      id,
      of.id,
      totals.loans,
      of.rowsRead - totals.loans - skipped,
      skipped,
      totals.balanceFen,
      totals.nplLoans,
      totals.nplBalanceFen,
      totals.offBookLoans,
      totals.offBookBalanceFen,
      JSON.stringify(warnings),
      now,
      reading ? JSON.stringify(reading.mapping) : null,
      reading?.options ?? null,
      reading ? JSON.stringify(reading.unmapped) : null,
    ],
  );
}
