import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { DATE_ORDERS } from './clean-sql.ts';
import type { Layout } from './detect-layout.ts';
import { chooseEncoding, readLayout } from './examine-file.ts';
import type { ImportProgress } from './import-request.ts';
import type { RejectedRow, RowToJudge } from './judge-rows.ts';
import { type LoadPlan, planLoad } from './plan-load.ts';
import { type Amended, readAmendment } from './read-amendment.ts';
import { readUtf8 } from './read-utf8.ts';
import {
  amendmentEmpty,
  amendmentTooLarge,
  layoutUnknown,
  notCurrent,
} from './refuse-amendment.ts';
import { snapshotMissing } from './refuse-file.ts';
import { rejectReason } from './reject-reasons.ts';
import { mappingSchema } from './saved-mapping.ts';
import { splitCells, splitRecords } from './split-cells.ts';
import { type AmendmentFile, restoreLayout, storedLayout } from './store-provenance.ts';
import { getReadWords } from './store-rereading.ts';
import { delimitersOf, type TextFile } from './unpack-file.ts';

export interface AmendRequest {
  snapshotId: number;
  /** A file inside `warehouse.incoming`: the snapshot's rejected rows, corrected. */
  path: string;
  fileName: string;
  loadedBy?: string;
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

const MOST_BYTES = 268_435_456;

const factsRow = z.object({
  id: z.int(),
  asOf: z.string(),
  status: z.string(),
  sourceName: z.string(),
  delimiter: z.string(),
  header: z.string(),
  mapping: z.string(),
  options: z.string().nullable(),
  rowsRead: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  fileTotalFen: z.int().nullable(),
  warnings: z.string(),
  layout: z.string().nullable(),
});
const optionsSchema = z.looseObject({
  constants: z.record(z.string(), z.string()),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
});

/** What was asked beside the mapping when a snapshot was read. */
export const readOptions = (options: string | null) =>
  optionsSchema.parse(JSON.parse(options ?? '{"constants":{},"dateOrder":null}'));
const rejectRow = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string(),
});

/** What a snapshot was read from and what it holds. */
export type Facts = z.infer<typeof factsRow>;

/** A snapshot as an amendment needs to know it. Refuses with 'snapshot-missing'. */
export async function getFacts(reader: Reader, id: number): Promise<Facts> {
  const [facts] = await reader.rows(
    factsRow,
    `SELECT s.id, s.as_of AS "asOf", s.status, s.source_name AS "sourceName", s.delimiter, s.header,
       s.mapping, s.options, s.rows_read AS "rowsRead", s.rows_rejected AS "rowsRejected",
       s.rows_skipped AS "rowsSkipped", s.file_total_fen AS "fileTotalFen", s.warnings, p.layout
     FROM snapshot s LEFT JOIN provenance p ON p.snapshot_id = s.id WHERE s.id = $1`,
    [id],
  );
  if (facts === undefined) throw snapshotMissing(id);
  return facts;
}

const idRow = z.object({ id: z.int() });

/** Refuses with 'snapshot-superseded': only what is current is amended. */
export async function refuseSuperseded(reader: Reader, { id, asOf, status }: Facts): Promise<void> {
  if (status === 'current') return;
  const [current] = await reader.rows(
    idRow,
    `SELECT id FROM snapshot WHERE status = 'current' AND as_of = CAST($1 AS DATE)`,
    [asOf],
  );
  throw notCurrent(id, current?.id ?? null);
}

/** Every rejected row of a snapshot, in the file's order. */
export async function getRejectedRows(reader: Reader, id: number): Promise<RejectedRow[]> {
  const rows = await reader.rows(
    rejectRow,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM reject
     WHERE snapshot_id = $1 ORDER BY row_no`,
    [id],
  );
  const reasonList = z.array(rejectReason);
  return rows.map(({ reasons, ...row }) => ({
    ...row,
    reasons: reasonList.parse(JSON.parse(reasons)),
  }));
}

/** All records of the amendment. Refuses as any file does, and with 'amendment-too-large'. */
export async function readRecords(
  text: TextFile,
  request: Pick<AmendRequest, 'fileName' | 'signal'>,
): Promise<string[][]> {
  const { fileName, signal } = request;
  if (text.byteSize > MOST_BYTES) throw amendmentTooLarge(fileName);
  const { encoding, bomBytes } = chooseEncoding(text.examination, undefined);
  const { delimiter } = await readLayout(
    text.path,
    fileName,
    encoding,
    bomBytes,
    delimitersOf(text),
  );
  const parts: string[] = [];
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of readUtf8(text.path, encoding, bomBytes, signal).chunks()) {
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return splitRecords(parts.join(''), delimiter);
}

/** Corrected rows that are ready to be judged, with the way the whole file was read. */
export interface Amendment {
  facts: Facts;
  layout: Layout;
  plan: LoadPlan;
  rejects: readonly RejectedRow[];
  rows: readonly RowToJudge[];
  file: AmendmentFile;
}

/** The file against the snapshot: which rejected rows it corrects, read as the whole file was. */
export async function openAmendment(
  reader: Reader,
  request: AmendRequest,
  facts: Facts,
  text: TextFile,
): Promise<Amendment> {
  const { id } = facts;
  if (facts.layout === null) throw layoutUnknown(id);
  const stored = storedLayout.parse(JSON.parse(facts.layout));
  const mapping = mappingSchema.parse(JSON.parse(facts.mapping));
  const rejects = await getRejectedRows(reader, id);
  const { names, width, delimiter } = stored;
  const amended: Amended = { snapshotId: id, delimiter, names, width, mapping, rejects };
  const rows = readAmendment(await readRecords(text, request), amended);
  if (rows.length === 0) throw amendmentEmpty(request.fileName);
  const sample = rows.slice(0, 300).map(({ raw }) => splitCells(raw, delimiter));
  const layout = restoreLayout(stored, sample);
  const { constants, dateOrder } = readOptions(facts.options);
  const { words } = await getReadWords(reader, facts);
  const order = dateOrder ?? undefined;
  const plan = planLoad(layout, mapping, { constants, dateOrder: order, words });
  const { sha256, byteSize } = text.examination;
  const file = { amends: id, fileName: request.fileName, sha256, byteSize };
  return { facts, layout, plan, rejects, rows, file };
}
