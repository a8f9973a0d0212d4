import { z } from 'zod';
import type { SideFileRef } from '../side-files/side-kind.ts';
import type { Transaction } from '../warehouse/warehouse.ts';

/**
 * A version that corrects another says everything that one said, and its own lines besides. What
 * was found about who holds the loans is found again against the new version.
 */
export async function copyVersion(
  tx: Transaction,
  { table, columns }: { table: string; columns: Readonly<Record<string, string>> },
  { id, amends }: SideFileRef,
): Promise<void> {
  const names = Object.keys(columns).filter((name) => name !== 'file_id');
  const { rows } = await tx.one(
    z.object({ rows: z.int() }),
    `SELECT count(*) AS rows FROM ${table} WHERE file_id = $1`,
    [amends],
  );
  // Never an INSERT of no rows: see `EmptyInsert`.
  if (rows > 0) {
    await tx.run(
      `INSERT INTO ${table} (file_id, ${names.join(', ')})
       SELECT ${id}, ${names.join(', ')} FROM ${table} WHERE file_id = $1`,
      [amends],
    );
  }
  await tx.run('DELETE FROM quality_report');
}
