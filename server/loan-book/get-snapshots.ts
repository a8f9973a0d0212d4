import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { importWarning } from './import-warnings.ts';
import { snapshotMissing } from './refuse-file.ts';
import { mappingSchema } from './saved-mapping.ts';

const COLUMNS = `s.id, s.as_of AS "asOf", s.status, s.supersedes, s.source_name AS "sourceName",
  s.file_name AS "fileName", s.sha256, s.byte_size AS "byteSize", s.encoding, s.delimiter, s.unit,
  s.rows_read AS "rowsRead", s.rows_loaded AS "rowsLoaded", s.rows_rejected AS "rowsRejected",
  s.rows_skipped AS "rowsSkipped", s.balance_fen AS "balanceFen",
  s.file_total_fen AS "fileTotalFen", s.npl_loans AS "nplLoans",
  s.npl_balance_fen AS "nplBalanceFen", s.off_book_loans AS "offBookLoans",
  s.off_book_balance_fen AS "offBookBalanceFen", s.warnings, s.loaded_at AS "loadedAt",
  p.loaded_by AS "loadedBy", p.mapping_version AS "mappingVersion", p.amends,
  p.amendment_name AS "amendmentName", p.amendment_sha256 AS "amendmentSha256",
  p.amendment_bytes AS "amendmentBytes", s.rows_loaded - o.rows_loaded AS "amendedRows",
  w.rereads, w.loans AS "rereadLoans", w.columns AS "rereadColumns", w.words_version AS "wordsVersion",
  r.restored_at AS "restoredAt",
  r.restored_by AS "restoredBy"
  FROM snapshot s LEFT JOIN provenance p ON p.snapshot_id = s.id
  LEFT JOIN snapshot o ON o.id = p.amends
  LEFT JOIN rereading w ON w.snapshot_id = s.id
  LEFT JOIN (SELECT DISTINCT ON (snapshot_id) snapshot_id, restored_at, restored_by
    FROM restoration ORDER BY snapshot_id, restored_at DESC) r ON r.snapshot_id = s.id`;

const row = z.object({
  id: z.int(),
  asOf: isoDate,
  status: z.enum(['current', 'superseded']),
  supersedes: z.int().nullable(),
  sourceName: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  byteSize: z.int(),
  encoding: z.string(),
  delimiter: z.string(),
  unit: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  balanceFen: z.int(),
  fileTotalFen: z.int().nullable(),
  nplLoans: z.int(),
  nplBalanceFen: z.int(),
  offBookLoans: z.int(),
  offBookBalanceFen: z.int(),
  warnings: z.string(),
  loadedAt: z.string(),
  /** Who loaded it, as they called themselves; null when not said. */
  loadedBy: z.string().nullable(),
  mappingVersion: z.int().nullable(),
  /** The snapshot whose rejected rows it corrects, and the file that brought the corrections. */
  amends: z.int().nullable(),
  amendmentName: z.string().nullable(),
  amendmentSha256: z.string().nullable(),
  amendmentBytes: z.int().nullable(),
  /** How many rows the amendment let in. */
  amendedRows: z.int().nullable(),
  /** The snapshot that was read again to make it, the loans that changed, and columns it mapped. */
  rereads: z.int().nullable(),
  rereadLoans: z.int().nullable(),
  rereadColumns: z.string().nullable(),
  /** The version of the source's code table that it was read by; null for none. */
  wordsVersion: z.int().nullable(),
  /** When it was last made current again, and by whom. */
  restoredAt: z.string().nullable(),
  restoredBy: z.string().nullable(),
});

function readSnapshot({ warnings, rereadColumns, ...facts }: z.infer<typeof row>) {
  return {
    ...facts,
    rereadColumns: z.record(z.string(), z.string()).parse(JSON.parse(rereadColumns ?? '{}')),
    warnings: z.array(importWarning).parse(JSON.parse(warnings)),
  };
}

/** One load of the timeline: what came when, from which file, and what it held. */
export type SnapshotSummary = ReturnType<typeof readSnapshot>;

/** Every snapshot, the latest day first, and within a day the current one first. */
export async function getSnapshots(reader: Reader): Promise<SnapshotSummary[]> {
  const rows = await reader.rows(
    row,
    `SELECT ${COLUMNS} ORDER BY s.as_of DESC, (s.status = 'current') DESC, s.id DESC`,
  );
  return rows.map(readSnapshot);
}

const readingRow = z.object({
  mapping: z.string(),
  options: z.string().nullable(),
  unmapped: z.string(),
});
const optionsSchema = z.object({
  constants: z.record(z.string(), z.string()),
  dateOrder: z.string().nullable(),
});

/** A snapshot with the way its file was read. Refuses with 'snapshot-missing'. */
export async function getSnapshotDetail(reader: Reader, id: number) {
  const [summary] = await reader.rows(row, `SELECT ${COLUMNS} WHERE s.id = $1`, [id]);
  if (summary === undefined) throw snapshotMissing(id);
  const reading = await reader.one(
    readingRow,
    'SELECT mapping, options, unmapped FROM snapshot WHERE id = $1',
    [id],
  );
  const labels = new Map(CANONICAL_FIELDS.map((field) => [field.id, field.label]));
  const mapping = mappingSchema.parse(JSON.parse(reading.mapping));
  const options = optionsSchema.parse(
    JSON.parse(reading.options ?? '{"constants":{},"dateOrder":null}'),
  );
  return {
    ...readSnapshot(summary),
    mapping: Object.entries(mapping).map(([column, field]) => ({
      column,
      field,
      label: field === null ? null : (labels.get(field) ?? null),
    })),
    constants: options.constants,
    dateOrder: options.dateOrder,
    unmapped: z.array(z.string()).parse(JSON.parse(reading.unmapped)),
  };
}
