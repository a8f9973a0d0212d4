import { open } from 'node:fs/promises';
import type { SurveyedSheet } from './choose-sheet.ts';
import { type Workbook, WorkbookDamaged } from './read-workbook.ts';

/** A stray cell far to the right does not make every row as wide: its own row is rejected. */
const MAX_WIDTH = 512;
const WRITE_CHARS = 1_048_576;

interface Options {
  headOnly: boolean;
  signal?: AbortSignal | undefined;
}

/** A line break within a cell would move the lines behind it: it becomes a blank. */
function csvCell(cell: string): string {
  if (!/["\r\n,]/.test(cell)) return cell;
  const line = cell.replace(/\s*[\r\n]+\s*/g, ' ');
  return `"${line.replaceAll('"', '""')}"`;
}

const widest = (records: readonly string[][], width = 1) =>
  records.reduce((most, { length }) => Math.max(most, length), width);

/**
 * Writes a sheet as CSV in UTF-8: one line for each row of the sheet up to the last that has
 * something in it, all with the same number of cells. Answers its size in bytes.
 */
export async function writeSheet(
  workbook: Workbook,
  sheet: SurveyedSheet,
  path: string,
  { headOnly, signal }: Options,
): Promise<number> {
  const first = Math.min(widest(sheet.records), MAX_WIDTH);
  const source = headOnly ? sheet.records : undefined;
  const { width, byteSize } = await writeRows(workbook, sheet, path, first, source, signal);
  if (width <= first || first === MAX_WIDTH) return byteSize;
  // Some row behind the first ones is wider: all are written again as wide as it.
  const wide = Math.min(width, MAX_WIDTH);
  return (await writeRows(workbook, sheet, path, wide, source, signal)).byteSize;
}

async function writeRows(
  workbook: Workbook,
  sheet: SurveyedSheet,
  path: string,
  width: number,
  head: string[][] | undefined,
  signal: AbortSignal | undefined,
): Promise<{ width: number; byteSize: number }> {
  const file = await open(path, 'w');
  let pending = '';
  let line = 0;
  let byteSize = 0;
  let seen = width;
  const flush = async () => {
    signal?.throwIfAborted();
    byteSize += (await file.write(pending)).bytesWritten;
    pending = '';
  };
  const add = (rowNo: number, cells: readonly string[]) => {
    if (rowNo <= line) throw new WorkbookDamaged(`row ${rowNo} stands behind row ${line}`);
    for (line++; line < rowNo; line++) pending += '\n';
    if (cells.length > seen) seen = cells.length;
    pending += cells.map(csvCell).join(',');
    pending += cells.length < width ? `${','.repeat(width - cells.length)}\n` : '\n';
  };
  try {
    if (head) {
      for (const [index, cells] of head.entries()) if (cells.length > 0) add(index + 1, cells);
    } else {
      for await (const rows of workbook.rows(sheet.entry)) {
        for (const { rowNo, cells } of rows) add(rowNo, cells);
        if (pending.length > WRITE_CHARS) await flush();
      }
    }
    await flush();
  } finally {
    await file.close();
  }
  return { width: seen, byteSize };
}
