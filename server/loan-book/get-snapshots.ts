import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { importWarning } from './import-warnings.ts';
import { snapshotMissing } from './refuse-file.ts';
import { mappingSchema } from './saved-mapping.ts';

const COLUMNS = `id, as_of AS "asOf", status, supersedes, source_name AS "sourceName",
  file_name AS "fileName", sha256, byte_size AS "byteSize", encoding, delimiter, unit,
  rows_read AS "rowsRead", rows_loaded AS "rowsLoaded", rows_rejected AS "rowsRejected",
  rows_skipped AS "rowsSkipped", balance_fen AS "balanceFen", file_total_fen AS "fileTotalFen",
  npl_loans AS "nplLoans", npl_balance_fen AS "nplBalanceFen", off_book_loans AS "offBookLoans",
  off_book_balance_fen AS "offBookBalanceFen", warnings, loaded_at AS "loadedAt"`;

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
});

function readSnapshot({ warnings, ...facts }: z.infer<typeof row>) {
  return { ...facts, warnings: z.array(importWarning).parse(JSON.parse(warnings)) };
}

/** One load of the timeline: what came when, from which file, and what it held. */
export type SnapshotSummary = ReturnType<typeof readSnapshot>;

/** Every snapshot, current and superseded, the latest day first. */
export async function getSnapshots(reader: Reader): Promise<SnapshotSummary[]> {
  const rows = await reader.rows(
    row,
    `SELECT ${COLUMNS} FROM snapshot ORDER BY as_of DESC, id DESC`,
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
  const [summary] = await reader.rows(row, `SELECT ${COLUMNS} FROM snapshot WHERE id = $1`, [id]);
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
