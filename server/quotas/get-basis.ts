import { z } from 'zod';
import { type IsoDate, isoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/**
 * The snapshot that a year's pools are read from: the last one on or before 31 December of the
 * year before, else the first one there is; `asOf` overrides. A plan for next year so stands on the
 * latest book, a plan for this year on the opening one. Refuses with 'no-snapshot'.
 */
export async function getBasis(reader: Reader, year: number, asOf?: IsoDate): Promise<SnapshotRef> {
  if (asOf !== undefined) return getSnapshot(reader, asOf);
  const days = await reader.rows(
    z.object({ asOf: isoDate }),
    `SELECT as_of AS "asOf" FROM snapshot WHERE status = 'current' ORDER BY as_of`,
  );
  const before = days.filter((day) => day.asOf < `${year}-01-01`).at(-1);
  return getSnapshot(reader, (before ?? days[0])?.asOf);
}
