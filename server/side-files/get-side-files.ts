import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { SKIPPED_KINDS } from '../loan-book/classify-row.ts';
import type { RejectSource } from '../loan-book/export-rejects.ts';
import { type RejectFilter, rejectsWhere } from '../loan-book/get-rejects.ts';
import { rejectReason } from '../loan-book/reject-reasons.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { fileMissing } from './refuse-side-file.ts';
import { sayReason } from './say-reason.ts';
import { SIDE_KINDS, type SideField, type SideKindId } from './side-kind.ts';

const total = z.object({ field: z.string(), statedFen: z.int(), loadedFen: z.int() });
const row = z.object({
  id: z.int(),
  kind: z.enum(SIDE_KINDS),
  asOf: z.string(),
  sourceName: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  sheet: z.string().nullable(),
  encoding: z.string(),
  unit: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  /** Rejected rows that no later file has brought back. */
  rowsOpen: z.int(),
  /** What the file's total row states beside what was loaded. */
  totals: z.string().transform((text) => z.array(total).parse(JSON.parse(text))),
  amends: z.int().nullable(),
  loadedAt: z.string(),
});

/** One side file as it was loaded; rows read = loaded + rejected + skipped. */
export type SideFile = z.infer<typeof row> & {
  /** The same bytes, read the same way, had been loaded before: nothing was stored. */
  isRepeat?: boolean;
};

const COLUMNS = `f.id, f.kind, f.as_of AS "asOf", f.source_name AS "sourceName",
  f.file_name AS "fileName", f.sha256, f.sheet, f.encoding, f.unit, f.rows_read AS "rowsRead",
  f.rows_loaded AS "rowsLoaded", f.rows_rejected AS "rowsRejected",
  f.rows_skipped AS "rowsSkipped", f.totals, f.amends, f.loaded_at AS "loadedAt",
  f.rows_rejected - (SELECT count(*) FROM side_correction c WHERE c.file_id = f.id) AS "rowsOpen"`;

/** Every side file, or those of one kind; the latest loaded first. */
export function getSideFiles(reader: Reader, kind?: SideKindId): Promise<SideFile[]> {
  return reader.rows(
    row,
    `SELECT ${COLUMNS} FROM side_file f
     WHERE CAST($1 AS VARCHAR) IS NULL OR f.kind = $1 ORDER BY f.id DESC`,
    [kind ?? null],
  );
}

/** One side file. Refuses with 'no-side-file'. */
export async function getSideFile(reader: Reader, id: number): Promise<SideFile> {
  const [found] = await reader.rows(row, `SELECT ${COLUMNS} FROM side_file f WHERE f.id = $1`, [
    id,
  ]);
  if (found === undefined) throw fileMissing();
  return found;
}

/** The file that the same bytes became when they were read the same way; of any day without one. */
export async function findSame(
  reader: Reader,
  file: {
    kind: SideKindId;
    sha256: string;
    sheet: string | null;
    mapping: string;
    day: IsoDate | null;
    /** How its rows were read, as JSON. */
    layout: string;
  },
): Promise<number | undefined> {
  const [same] = await reader.rows(
    z.object({ id: z.int() }),
    `SELECT id FROM side_file
     WHERE kind = $1 AND sha256 = $2 AND coalesce(sheet, '') = $3 AND mapping = $4
       AND (CAST($5 AS DATE) IS NULL OR as_of = CAST($5 AS DATE))
       AND coalesce(layout, $6) = $6 AND amends IS NULL
     ORDER BY id DESC LIMIT 1`,
    [file.kind, file.sha256, file.sheet ?? '', file.mapping, file.day, file.layout],
  );
  return same?.id;
}

const rejectRow = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string().transform((text) => z.array(rejectReason).parse(JSON.parse(text))),
});

const OPEN = `NOT EXISTS (SELECT 1 FROM side_correction c
  WHERE c.file_id = side_reject.file_id AND c.line_no = side_reject.line_no)`;

/** A page of the rejected rows that wait for a correction, in the file's order, each in words. */
export async function getSideRejects(
  reader: Reader,
  fileId: number,
  fields: readonly SideField[],
  { offset, limit }: { offset: number; limit: number },
  filter: RejectFilter = {},
) {
  const { sql, binds } = rejectsWhere(filter, 'file_id');
  const rows = await reader.rows(
    rejectRow,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM side_reject
     WHERE ${sql} AND ${OPEN} ORDER BY line_no, row_no
     LIMIT $${binds.length + 2} OFFSET $${binds.length + 3}`,
    [fileId, ...binds, limit, offset],
  );
  const { total: found } = await reader.one(
    z.object({ total: z.int() }),
    `SELECT count(*) AS "total" FROM side_reject WHERE ${sql} AND ${OPEN}`,
    [fileId, ...binds],
  );
  return {
    total: found,
    rows: rows.map(({ reasons, ...rest }) => ({
      ...rest,
      reasons: reasons.map((reason) => ({ ...reason, says: sayReason(reason, fields) })),
    })),
  };
}

const shape = z.object({ header: z.string(), delimiter: z.string() });

/** The rejected rows of a file as they are written for correcting. */
export async function sideRejectSource(
  reader: Reader,
  file: SideFile,
  fields: readonly SideField[],
  filter: RejectFilter,
): Promise<RejectSource> {
  const { header, delimiter } = await reader.one(
    shape,
    'SELECT header, delimiter FROM side_file WHERE id = $1',
    [file.id],
  );
  return {
    names: z.array(z.string()).parse(JSON.parse(header)),
    delimiter,
    rejected: file.rowsOpen,
    page: async (offset, limit) =>
      (await getSideRejects(reader, file.id, fields, { offset, limit }, filter)).rows,
  };
}

const skippedRow = z.object({ lineNo: z.int(), kind: z.enum(SKIPPED_KINDS), raw: z.string() });

/** A page of the rows that were recognised as no data, in the file's order. */
export async function getSideSkipped(
  reader: Reader,
  fileId: number,
  { offset, limit }: { offset: number; limit: number },
) {
  const { rowsSkipped: count } = await getSideFile(reader, fileId);
  const rows = await reader.rows(
    skippedRow,
    `SELECT line_no AS "lineNo", kind, raw FROM side_skipped
     WHERE file_id = $1 ORDER BY line_no LIMIT $2 OFFSET $3`,
    [fileId, limit, offset],
  );
  return { total: count, rows };
}
