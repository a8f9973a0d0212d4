import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { SKIPPED_KINDS } from './classify-row.ts';
import { snapshotMissing } from './refuse-file.ts';
import { rejectReason, sayReason } from './reject-reasons.ts';
import { splitCells } from './split-cells.ts';

const rejectRow = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string(),
});

function readReject({ reasons, ...row }: z.infer<typeof rejectRow>) {
  const list = z.array(rejectReason).parse(JSON.parse(reasons));
  return { ...row, reasons: list.map((reason) => ({ ...reason, says: sayReason(reason) })) };
}

/** A row that was not loaded: where it stands in the file, its text, and every reason. */
export type Reject = ReturnType<typeof readReject>;

const fileFacts = z.object({
  header: z.string(),
  delimiter: z.string(),
  fileName: z.string(),
  rejected: z.int(),
  skipped: z.int(),
});

async function getFacts(reader: Reader, snapshotId: number) {
  const [facts] = await reader.rows(
    fileFacts,
    `SELECT header, delimiter, file_name AS "fileName", rows_rejected AS "rejected",
       rows_skipped AS "skipped" FROM snapshot WHERE id = $1`,
    [snapshotId],
  );
  if (facts === undefined) throw snapshotMissing(snapshotId);
  return facts;
}

export interface Page {
  offset: number;
  limit: number;
}

/** A page of the rejects, in the file's order, and how many there are. */
export async function getRejects(
  reader: Reader,
  snapshotId: number,
  { offset, limit }: Page,
): Promise<{ total: number; rows: Reject[] }> {
  const { rejected } = await getFacts(reader, snapshotId);
  const rows = await reader.rows(
    rejectRow,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM reject
     WHERE snapshot_id = $1 ORDER BY row_no LIMIT $2 OFFSET $3`,
    [snapshotId, limit, offset],
  );
  return { total: rejected, rows: rows.map(readReject) };
}

const skippedRow = z.object({ lineNo: z.int(), kind: z.enum(SKIPPED_KINDS), raw: z.string() });

/** A page of the rows that were recognised as no data, in the file's order. */
export async function getSkipped(reader: Reader, snapshotId: number, { offset, limit }: Page) {
  const { skipped } = await getFacts(reader, snapshotId);
  const rows = await reader.rows(
    skippedRow,
    `SELECT line_no AS "lineNo", kind, raw FROM skipped_row
     WHERE snapshot_id = $1 ORDER BY line_no LIMIT $2 OFFSET $3`,
    [snapshotId, limit, offset],
  );
  return { total: skipped, rows };
}

/** A cell of a CSV for spreadsheets: quoted where needed, never a formula; numbers stay numbers. */
function csvCell(text: string): string {
  const isNumber = /^[-+]?[\d,.]+%?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;

const PAGE = 2000;

/** The rejects as a CSV for Excel: line and reasons, then the row's own cells. In parts. */
export async function* rejectsCsv(
  reader: Reader,
  snapshotId: number,
  language: 'zh' | 'en',
): AsyncGenerator<string, void, undefined> {
  const { header, delimiter } = await getFacts(reader, snapshotId);
  const own = language === 'zh' ? ['行号', '拒收原因'] : ['Line', 'Why it was rejected'];
  const names = z.array(z.string()).parse(JSON.parse(header));
  yield `\ufeff${csvLine([...own, ...names])}`;
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await getRejects(reader, snapshotId, { offset, limit: PAGE });
    if (rows.length === 0) return;
    const joined = (row: Reject) =>
      row.reasons.map(({ says }) => says[language]).join(language === 'zh' ? ';' : '; ');
    yield rows
      .map((row) => csvLine([String(row.lineNo), joined(row), ...splitCells(row.raw, delimiter)]))
      .join('');
  }
}
