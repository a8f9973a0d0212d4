import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { rosterFileSql } from '../loan-book/roster-lines.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { bookOn } from './book-on.ts';
import type { RosterSource } from './get-branches-on.ts';
import { leavesText } from './officer-kind.ts';

const row = z.object({
  code: z.string().nullable(),
  name: z.string(),
  /** The branch's name, as loan books have it. */
  branch: z.string(),
  kind: z.string().nullable(),
  activeFrom: z.string().nullable(),
  /** The last day. */
  activeTo: z.string().nullable(),
  /** 10,000 is a full officer; NULL when the roster does not say. */
  capacityBp: z.int().nullable(),
  leaves: leavesText,
  /** Whether the person works for the bank on the day that was asked about. */
  isActive: z.boolean(),
});

export interface RosterOfficer extends z.infer<typeof row> {
  isOnLeave: boolean;
}

/**
 * The bank's officers on a day, working or not, by branch and name: by the roster of that day or the
 * last before it (else the first there is), where `isActive` tells who works on the day; without a
 * roster everybody whom the latest loan book by then names.
 */
export async function getOfficersOn(
  reader: Reader,
  day: IsoDate,
): Promise<RosterSource & { officers: RosterOfficer[] }> {
  const [version] = await reader.rows(
    z.object({ id: z.int(), asOf: z.string() }),
    `SELECT id, as_of AS "asOf" FROM side_file WHERE id = ${rosterFileSql('officers', day)}`,
  );
  if (version !== undefined) {
    const officers = await reader.rows(
      row,
      `SELECT code, name, branch, kind, active_from AS "activeFrom", active_to AS "activeTo",
         capacity_bp AS "capacityBp", leaves,
         coalesce(active_from <= CAST($2 AS DATE), TRUE)
           AND coalesce(active_to >= CAST($2 AS DATE), TRUE) AS "isActive"
       FROM roster_officer WHERE file_id = $1 ORDER BY branch, name, code`,
      [version.id, day],
    );
    const isOnLeave = ({ leaves }: z.infer<typeof row>) =>
      leaves.some(({ from, to }) => from <= day && day <= to);
    return {
      source: 'roster',
      ...version,
      officers: officers.map((one) => ({ ...one, isOnLeave: isOnLeave(one) })),
    };
  }
  const book = await bookOn(reader, day);
  if (book === undefined) return { source: 'none', id: null, asOf: null, officers: [] };
  const named = await reader.rows(
    z.object({ branch: z.string(), name: z.string() }),
    `SELECT branch, officer AS name FROM loan
     WHERE snapshot_id = $1 AND branch IS NOT NULL AND officer IS NOT NULL
     GROUP BY branch, officer ORDER BY branch, officer`,
    [book.id],
  );
  const unknown = { code: null, kind: null, activeFrom: null, activeTo: null, capacityBp: null };
  const officers = named.map((one) => ({
    ...{ ...unknown, ...one, leaves: [], isActive: true, isOnLeave: false },
  }));
  return { source: 'book', ...book, officers };
}
