import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { HOLDS, holdersOn } from './get-holders.ts';

const row = z.object({ branch: z.string(), officer: z.string() });

/**
 * Everybody whom the loan book of a snapshot names, with or without non-performing loans, and whom
 * the assignments of a day give any of it; no assignment counts on a day that is null.
 */
export function getOfficers(
  reader: Reader,
  snapshotId: number,
  assignedOn: IsoDate | null,
): Promise<z.infer<typeof row>[]> {
  return reader.rows(
    row,
    `SELECT branch, officer FROM loan
     WHERE snapshot_id = $1 AND branch IS NOT NULL AND officer IS NOT NULL
     UNION
     SELECT h.to_branch, h.to_officer FROM loan l JOIN ${holdersOn('$2')} h ON ${HOLDS}
     WHERE l.snapshot_id = $1
     ORDER BY branch, officer`,
    [snapshotId, assignedOn],
  );
}
