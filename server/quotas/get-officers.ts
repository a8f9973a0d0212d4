import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';

const row = z.object({ branch: z.string(), officer: z.string() });

/** Everybody whom the loan book of a snapshot names, with or without non-performing loans. */
export function getOfficers(reader: Reader, snapshotId: number): Promise<z.infer<typeof row>[]> {
  return reader.rows(
    row,
    `SELECT branch, officer FROM loan
     WHERE snapshot_id = $1 AND branch IS NOT NULL AND officer IS NOT NULL
     GROUP BY branch, officer ORDER BY branch, officer`,
    [snapshotId],
  );
}
