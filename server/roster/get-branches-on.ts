import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { rosterFileSql } from '../loan-book/roster-lines.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { bookOn } from './book-on.ts';

const row = z.object({
  code: z.string().nullable(),
  name: z.string(),
  parent: z.string().nullable(),
  kind: z.string().nullable(),
  activeFrom: z.string().nullable(),
  activeTo: z.string().nullable(),
  /** Whether it is open on the day that was asked about. */
  isActive: z.boolean(),
});
export type RosterBranch = z.infer<typeof row>;

/** Where a list of branches or officers comes from. */
export interface RosterSource {
  /** 'book' where no roster has been loaded: whoever the loan book names. */
  source: 'roster' | 'book' | 'none';
  /** The version: a side file of the roster, or a snapshot. */
  id: number | null;
  /** The day that the version speaks of. */
  asOf: IsoDate | null;
}

/**
 * The bank's branches on a day, open or not, by code and name: by the roster of that day or the last
 * before it (else the first there is); without a roster those of the latest loan book by then.
 */
export async function getBranchesOn(
  reader: Reader,
  day: IsoDate,
): Promise<RosterSource & { branches: RosterBranch[] }> {
  const [version] = await reader.rows(
    z.object({ id: z.int(), asOf: z.string() }),
    `SELECT id, as_of AS "asOf" FROM side_file WHERE id = ${rosterFileSql('branches', day)}`,
  );
  if (version !== undefined) {
    const branches = await reader.rows(
      row,
      `SELECT code, name, parent, kind, active_from AS "activeFrom", active_to AS "activeTo",
         coalesce(active_from <= CAST($2 AS DATE), TRUE)
           AND coalesce(active_to >= CAST($2 AS DATE), TRUE) AS "isActive"
       FROM roster_branch WHERE file_id = $1 ORDER BY code, name`,
      [version.id, day],
    );
    return { source: 'roster', ...version, branches };
  }
  const book = await bookOn(reader, day);
  if (book === undefined) return { source: 'none', id: null, asOf: null, branches: [] };
  const names = await reader.rows(
    z.object({ name: z.string() }),
    `SELECT DISTINCT branch AS name FROM loan
     WHERE snapshot_id = $1 AND branch IS NOT NULL ORDER BY branch`,
    [book.id],
  );
  const unknown = { code: null, parent: null, kind: null, activeFrom: null, activeTo: null };
  const branches = names.map(({ name }) => ({ ...unknown, name, isActive: true }));
  return { source: 'book', ...book, branches };
}
