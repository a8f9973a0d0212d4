import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '../warehouse/warehouse.ts';
import { sqlText } from './clean-sql.ts';
import type { RejectedRow, SkippedRow } from './judge-rows.ts';

/** Text that every column can hold: the NUL byte, which none can, becomes its picture. */
const storable = (text: string) => text.replaceAll('\0', '\u2400');

/** Bulk-inserts rows of text and numbers through a file of JSON lines in the load's own folder. */
async function storeLines(
  tx: Transaction,
  workFolder: string,
  lines: readonly unknown[],
  insert: (source: string) => string,
  columns: string,
): Promise<void> {
  if (lines.length === 0) return;
  const path = join(workFolder, 'rows.jsonl');
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await tx.load(
    insert(
      `read_json(${sqlText(path)}, format = 'newline_delimited', maximum_object_size = 33554432, columns = {${columns}})`,
    ),
  );
  await rm(path, { force: true });
}

export function storeRejects(
  tx: Transaction,
  snapshotId: number,
  rows: readonly RejectedRow[],
  workFolder: string,
): Promise<void> {
  return storeLines(
    tx,
    workFolder,
    rows.map((row) => ({
      row_no: row.rowNo,
      line_no: row.lineNo,
      raw: storable(row.raw),
      reasons: storable(JSON.stringify(row.reasons)),
    })),
    (source) =>
      `INSERT INTO reject SELECT ${snapshotId}, row_no, line_no, raw, reasons FROM ${source}`,
    `row_no: 'BIGINT', line_no: 'BIGINT', raw: 'VARCHAR', reasons: 'VARCHAR'`,
  );
}

export function storeSkipped(
  tx: Transaction,
  snapshotId: number,
  rows: readonly SkippedRow[],
  workFolder: string,
): Promise<void> {
  return storeLines(
    tx,
    workFolder,
    rows.map((row) => ({ line_no: row.lineNo, kind: row.kind, raw: storable(row.raw) })),
    (source) => `INSERT INTO skipped_row SELECT ${snapshotId}, line_no, kind, raw FROM ${source}`,
    `line_no: 'BIGINT', kind: 'VARCHAR', raw: 'VARCHAR'`,
  );
}
