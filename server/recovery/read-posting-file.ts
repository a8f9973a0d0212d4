import type { IsoDate } from '../calendar.ts';
import { classifyRow } from '../loan-book/classify-row.ts';
import type { Encoding } from '../loan-book/detect-encoding.ts';
import type { Delimiter } from '../loan-book/detect-layout.ts';
import { headerUnit } from '../loan-book/match-header.ts';
import { readUtf8 } from '../loan-book/read-utf8.ts';
import { readStatedUnit, UNIT_DECIMALS } from '../loan-book/read-words.ts';
import { fileEmpty, headerOnly, lineTooLong } from '../loan-book/refuse-file.ts';
import { LineTooLong, type OddRecord, RecordScanner } from '../loan-book/scan-records.ts';
import { splitCells, splitRecords } from '../loan-book/split-cells.ts';
import { delimitersOf, type TextFile } from '../loan-book/unpack-file.ts';
import { matchPostingHeader, missingPostingFields, type PostingField } from './posting-columns.ts';
import { type PostingLine, type PostingReason, readPostingRow } from './read-posting-row.ts';
import { refusePostingColumns } from './refuse-postings.ts';

interface Placed {
  rowNo: number;
  lineNo: number;
}

/** A posting file as it was read: every data row is a line, a reject or skipped. */
export interface PostingFile {
  sha256: string;
  byteSize: number;
  encoding: Encoding;
  delimiter: Delimiter;
  unit: string;
  header: string[];
  columns: Map<PostingField, number>;
  rowsRead: number;
  lines: (Placed & { line: PostingLine })[];
  rejects: (Placed & { raw: string; reasons: PostingReason[] })[];
  skipped: { lineNo: number; kind: string; raw: string }[];
}

/** The beginning of a text, and whether it goes on. */
async function readHead({ path, byteSize, examination }: TextFile) {
  const { encoding, bomBytes } = examination.finding;
  for await (const chunk of readUtf8(path, encoding, bomBytes).chunks()) {
    const cut = byteSize > chunk.length + bomBytes;
    return { text: new TextDecoder('utf-8').decode(chunk, { stream: cut }), cut };
  }
  return { text: '', cut: false };
}

/** The header among a file's first records: the one, by any delimiter, that knows most fields. */
function findHeader(text: string, cut: boolean, delimiters: readonly Delimiter[]) {
  let best = {
    delimiter: ',' as Delimiter,
    index: 0,
    header: [''],
    above: [] as string[][],
    hits: -1,
  };
  for (const delimiter of delimiters) {
    const records = splitRecords(text, delimiter, 30, cut);
    records.forEach((header, index) => {
      const hits = matchPostingHeader(header).size;
      if (hits > best.hits)
        best = { delimiter, index, header, above: records.slice(0, index), hits };
    });
  }
  return best;
}

/**
 * Reads a posting file (收回流水) whole. Refuses what is empty, has no row or lacks a required column;
 * rows that cannot be read become rejects with every reason.
 */
export async function readPostingFile(
  source: TextFile,
  fileName: string,
  today: IsoDate,
): Promise<PostingFile> {
  const { sha256, byteSize, finding } = source.examination;
  const { encoding, bomBytes } = finding;
  const { text, cut } = await readHead(source);
  if (text.trim() === '') throw fileEmpty(fileName);
  const { delimiter, index, header, above } = findHeader(text, cut, delimitersOf(source));
  const columns = matchPostingHeader(header);
  const missing = missingPostingFields(columns);
  if (missing.length > 0) throw refusePostingColumns(missing, header);
  const unit =
    above
      .flat()
      .map(readStatedUnit)
      .find((found) => found !== undefined) ?? 'yuan';
  const decimals = header.map((cell) => UNIT_DECIMALS[headerUnit(cell) ?? unit]);
  const file: PostingFile = {
    ...{ sha256, byteSize, encoding, delimiter, unit, header, columns, rowsRead: 0 },
    lines: [],
    rejects: [],
    skipped: [],
  };
  const plan = { columns, decimals, today };
  const context = { header, loanIdColumn: columns.get('loan_id') ?? 0, titles: new Set<string>() };
  const take = (placed: Placed, cells: string[], raw: () => string) => {
    const kind = classifyRow(cells, context);
    if (kind !== undefined) {
      file.skipped.push({ lineNo: placed.lineNo, kind, raw: raw() });
      return;
    }
    const line = readPostingRow(cells, plan);
    if (Array.isArray(line)) file.rejects.push({ ...placed, raw: raw(), reasons: line });
    else file.lines.push({ ...placed, line });
  };
  let preamble = index + 1;
  const scanner = new RecordScanner({
    delimiter,
    width: header.length,
    headerIndex: index,
    segmentBytes: 1_048_576,
    async onSegment(segment, odd) {
      for (const record of splitRecords(Buffer.from(segment.bytes).toString('utf8'), delimiter)) {
        const [rowNo = '', lineNo = '', ...cells] = record;
        const placed = { rowNo: Number(rowNo), lineNo: Number(lineNo) };
        take(placed, cells, () => cells.join(delimiter));
      }
      for (const one of odd) takeOdd(one);
    },
  });
  const takeOdd = ({ rowNo, lineNo, raw, reason, cells: count }: OddRecord) => {
    if (preamble > 0) {
      preamble--;
      // The last of them is the header, which is no row; what stands above it is.
      if (preamble > 0) file.skipped.push({ lineNo, kind: raw.trim() ? 'title' : 'blank', raw });
      return;
    }
    const cells = splitCells(raw, delimiter);
    if (reason === 'quote' || classifyRow(cells, context) !== undefined) {
      take({ rowNo, lineNo }, cells, () => raw);
      return;
    }
    const found = `${count}/${header.length}`;
    const code = reason === 'cell-count' || reason === 'cut-off' ? reason : 'row-unreadable';
    const reasons: PostingReason[] = [{ field: null, code, raw: found }];
    file.rejects.push({ rowNo, lineNo, raw, reasons });
  };
  try {
    for await (const chunk of readUtf8(source.path, encoding, bomBytes).chunks())
      await scanner.push(chunk);
    await scanner.end();
  } catch (error) {
    throw error instanceof LineTooLong ? lineTooLong(error.lineNo) : error;
  }
  file.rowsRead = scanner.rows;
  if (file.lines.length + file.rejects.length === 0) throw headerOnly(fileName);
  refuseRepeats(file);
  return file;
}

/** A posting number that stands twice in one file counts once; the later rows are rejected. */
function refuseRepeats(file: PostingFile): void {
  const first = new Map<string, number>();
  file.lines.sort((a, b) => a.rowNo - b.rowNo);
  file.lines = file.lines.filter(({ rowNo, lineNo, line }) => {
    const other = first.get(line.postingRef);
    if (other === undefined) {
      first.set(line.postingRef, lineNo);
      return true;
    }
    const reason: PostingReason = { field: 'posting_ref', code: 'duplicate', raw: String(other) };
    file.rejects.push({ rowNo, lineNo, raw: rawOf(line), reasons: [reason] });
    return false;
  });
}

/** A line that had been read, as text for the reject list. */
export function rawOf(line: PostingLine): string {
  const { postingRef, loanId, postedOn, amounts, voucher } = line;
  return [postingRef, loanId, postedOn, ...Object.values(amounts), voucher ?? ''].join(',');
}
