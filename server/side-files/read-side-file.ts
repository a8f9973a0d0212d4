import type { IsoDate } from '../calendar.ts';
import { classifyRow, readTotalWord } from '../loan-book/classify-row.ts';
import { readUtf8 } from '../loan-book/read-utf8.ts';
import { plain } from '../loan-book/read-words.ts';
import { headerOnly, lineTooLong } from '../loan-book/refuse-file.ts';
import { LineTooLong, type OddRecord, RecordScanner } from '../loan-book/scan-records.ts';
import { joinCells, splitCells, splitRecords } from '../loan-book/split-cells.ts';
import type { TextFile } from '../loan-book/unpack-file.ts';
import type { Fen } from '../money.ts';
import type { OpenedSideFile } from './open-side-file.ts';
import { readAmount } from './read-cells.ts';
import type { Placed, SideKind, SideReject } from './side-kind.ts';
import { type RowPlan, SideRow } from './side-row.ts';

/** A side file as it was read: every data row is a line, a reject or skipped. */
export interface SideRead<Line> {
  rowsRead: number;
  lines: Placed<Line>[];
  rejects: SideReject[];
  skipped: { lineNo: number; kind: string; raw: string }[];
  /** What the last total row of the whole table says, by amount field. */
  stated: Record<string, Fen>;
}

export interface ReadHooks {
  fileName: string;
  today: IsoDate;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { bytes: number; rows: number }) => void) | undefined;
}

/** Reads one row of cells: its line, or every reason why it is none. */
export function readLine<Line>(
  kind: SideKind<Line>,
  cells: readonly string[],
  plan: RowPlan,
): { line: Line } | { reasons: SideRow['reasons'] } {
  const row = new SideRow(cells, plan);
  const line = kind.readRow(row);
  if (line !== undefined && row.reasons.length === 0) return { line };
  if (row.reasons.length === 0) row.refuse(null, 'row-unreadable');
  return { reasons: row.reasons };
}

const titleKey = (cells: readonly string[]) => cells.map(plain).filter(Boolean).join('\u0001');

/** The amounts of a total row; a subtotal is none. */
function statedTotals<Line>(
  kind: SideKind<Line>,
  cells: readonly string[],
  plan: RowPlan,
): Record<string, Fen> | undefined {
  const first = cells.find((cell) => plain(cell) !== '') ?? '';
  const word = readTotalWord(first);
  if (word === undefined || word === 'subtotal') return undefined;
  const amounts = kind.fields.flatMap(({ id, kind: how }) => {
    const column = plan.columns.get(id);
    if (how !== 'amount' || column === undefined) return [];
    const amount = readAmount(cells[column] ?? '', plan.decimals[column] ?? 2);
    return typeof amount === 'number' ? [[id, amount] as const] : [];
  });
  return Object.fromEntries(amounts);
}

/**
 * Reads a side file whole. Refuses with 'header-only' and 'line-too-long'; rows that cannot be
 * read become rejects with every reason.
 */
export async function readSideFile<Line>(
  kind: SideKind<Line>,
  source: TextFile,
  opened: OpenedSideFile,
  hooks: ReadHooks,
): Promise<SideRead<Line>> {
  const { layout, columns, decimals, dateOrder, encoding, bomBytes } = opened;
  const { delimiter, headerIndex } = layout;
  const plan: RowPlan = { columns, decimals, dateOrder, today: hooks.today };
  const context = {
    header: layout.header,
    loanIdColumn: columns.get(kind.key) ?? -1,
    titles: new Set(layout.titles.map(titleKey).filter((key) => key !== '')),
  };
  const read: SideRead<Line> = { rowsRead: 0, lines: [], rejects: [], skipped: [], stated: {} };
  const take = (rowNo: number, lineNo: number, cells: string[], raw: string) => {
    const skippedAs = classifyRow(cells, context);
    if (skippedAs !== undefined) {
      read.skipped.push({ lineNo, kind: skippedAs, raw });
      if (skippedAs === 'total') Object.assign(read.stated, statedTotals(kind, cells, plan));
      return;
    }
    const found = readLine(kind, cells, plan);
    if ('line' in found) read.lines.push({ rowNo, lineNo, raw, line: found.line });
    else read.rejects.push({ rowNo, lineNo, raw, reasons: found.reasons });
  };
  let preamble = headerIndex + 1;
  const takeOdd = ({ rowNo, lineNo, raw, reason, cells: count }: OddRecord) => {
    if (preamble > 0) {
      preamble--;
      // The last of them is the header, which is no row; what stands above it is.
      if (preamble > 0) {
        read.skipped.push({ lineNo, kind: plain(raw) ? 'title' : 'blank', raw });
      }
      return;
    }
    const cells = splitCells(raw, delimiter);
    if (reason === 'quote' || classifyRow(cells, context) !== undefined) {
      take(rowNo, lineNo, cells, raw);
      return;
    }
    const code = reason === 'blank' || reason === 'preamble' ? 'row-unreadable' : reason;
    const found = `${count}/${layout.width}`;
    read.rejects.push({ rowNo, lineNo, raw, reasons: [{ field: null, code, raw: found }] });
  };
  const file = readUtf8(source.path, encoding, bomBytes, hooks.signal);
  const scanner = new RecordScanner({
    delimiter,
    width: layout.width,
    headerIndex,
    segmentBytes: 1_048_576,
    async onSegment(segment, odd) {
      for (const record of splitRecords(Buffer.from(segment.bytes).toString('utf8'), delimiter)) {
        const [rowNo = '', lineNo = '', ...cells] = record;
        take(Number(rowNo), Number(lineNo), cells, joinCells(cells, delimiter));
      }
      for (const one of odd) takeOdd(one);
      hooks.onProgress?.({ bytes: file.bytesRead, rows: read.lines.length + read.rejects.length });
    },
  });
  try {
    for await (const chunk of file.chunks()) await scanner.push(chunk);
    await scanner.end();
  } catch (error) {
    throw error instanceof LineTooLong ? lineTooLong(error.lineNo) : error;
  }
  read.rowsRead = scanner.rows;
  read.lines.sort((a, b) => a.rowNo - b.rowNo);
  if (read.lines.length + read.rejects.length === 0) throw headerOnly(hooks.fileName);
  return read;
}
