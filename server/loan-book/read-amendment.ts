import { unguarded } from './csv-line.ts';
import { OWN_COLUMNS } from './export-rejects.ts';
import type { RejectedRow, RowToJudge } from './judge-rows.ts';
import { columnNames, type Mapping } from './match-header.ts';
import { plain } from './read-words.ts';
import { amendmentHeader, amendmentStrangers, type Stranger } from './refuse-amendment.ts';
import { joinCells, splitCells } from './split-cells.ts';

/** What an amendment is read against: the snapshot's table and its rejected rows. */
export interface Amended {
  snapshotId: number;
  delimiter: string;
  /** The header's cells as unique names. */
  names: readonly string[];
  /** Cells of a regular row. */
  width: number;
  mapping: Mapping;
  rejects: readonly RejectedRow[];
  /** The field that names a row beside its line; the loan number of a loan book. */
  key?: string;
}

const OWN_LINE = new Set(Object.values(OWN_COLUMNS).map(([line]) => line));
const OWN_WHY = new Set(Object.values(OWN_COLUMNS).map(([, why]) => why));
const HEADER_SEARCH = 30;

/** How many of the table's own header names a record holds. */
export const countNames = (names: readonly string[]) => {
  const known = new Set(names);
  return (cells: readonly string[]) =>
    new Set(columnNames(cells).filter((name) => known.has(name))).size;
};

interface Columns {
  /** Where the original line number stands; -1 when that column was taken away. */
  line: number;
  /** Where each column of the original table stands. */
  places: number[];
  /** Columns that the original table does not have. */
  others: number[];
}

/** The first own column of each kind is ours; the file's own may have the same name. Refuses. */
function findColumns(header: readonly string[], names: readonly string[]): Columns {
  const cells = header.map(plain);
  const line = cells.findIndex((cell) => OWN_LINE.has(cell));
  const why = cells.findIndex((cell) => OWN_WHY.has(cell));
  const rest = cells.map((_, column) => column).filter((at) => at !== line && at !== why);
  const restNames = columnNames(rest.map((column) => cells[column] ?? ''));
  const places = names.map((name) => rest[restNames.indexOf(name)] ?? -1);
  const missing = names.filter((_, index) => places[index] === -1);
  if (missing.length > 0) throw amendmentHeader(missing);
  return { line, places, others: rest.filter((column) => !places.includes(column)) };
}

function findHeader(records: readonly string[][], names: readonly string[]): number {
  const count = countNames(names);
  let best = { index: 0, hits: -1 };
  records.slice(0, HEADER_SEARCH).forEach((cells, index) => {
    const hits = count(cells);
    if (hits > best.hits) best = { index, hits };
  });
  return best.index;
}

/** A cell as spreadsheets may rewrite it without anybody correcting it: 2024/1/5 for 2024-01-05. */
function loose(cell: string): string {
  const text = plain(cell);
  if (/^-?[\d,]+(\.\d*)?$/.test(text)) return String(Number(text.replaceAll(',', '')));
  return text
    .replace(/[-/.年月]/g, ' ')
    .replace(/日$/, '')
    .replace(/\b0+(?=\d)/g, '');
}

const sameCells = (a: readonly string[], b: readonly string[]) => {
  const filled = (cells: readonly string[]) =>
    cells.slice(0, cells.findLastIndex((cell) => plain(cell) !== '') + 1).map(loose);
  return JSON.stringify(filled(a)) === JSON.stringify(filled(b));
};

/** What is odd about a row's shape. A NUL is stored as its picture, which is as wrong as it was. */
function oddity(cells: readonly string[], width: number): Pick<RowToJudge, 'reason'> {
  if (cells.some((cell) => cell.includes('\u2400'))) return { reason: 'nul-byte' };
  return cells.length === width ? {} : { reason: 'cell-count' };
}

/** Why a row cannot be told to correct `row`; `same` are the rejected rows of its loan number. */
function strangeness(
  row: RejectedRow | undefined,
  lineText: string,
  same: readonly RejectedRow[],
  seen: ReadonlySet<RejectedRow>,
): Stranger['why'] | undefined {
  if (row === undefined) return 'unknown';
  if (lineText === '' && same.length > 1) return 'ambiguous';
  if (seen.has(row)) return 'twice';
  return same.length > 0 && !same.includes(row) ? 'mixed' : undefined;
}

/**
 * The records of a file of corrected rows as the rejected rows they correct, ready to be judged under
 * their original numbers. A row is known by its original line, or by its loan number where the line
 * is blank; blank rows are passed over. A row rejected for its shape that only a spreadsheet has
 * rewritten is not corrected: it is left out, as Excel's filling up of short rows would shift its
 * cells unseen. Refuses with 'amendment-header' and 'amendment-unmatched'.
 */
export function readAmendment(records: readonly string[][], amended: Amended): RowToJudge[] {
  const { names, mapping, rejects, delimiter, width, key = 'loan_id' } = amended;
  const headerAt = findHeader(records, names);
  const header = records[headerAt] ?? [];
  const { line, places, others } = findColumns(header, names);
  const loanIdAt = names.findIndex((name) => mapping[name] === key);
  const loanIdOf = (cells: readonly string[]) => plain(cells[loanIdAt] ?? '').replace(/^'/, '');
  const cellsOf = new Map(rejects.map((row) => [row, splitCells(row.raw, delimiter)]));
  const byLine = new Map(rejects.map((row) => [row.lineNo, row]));
  const byLoan = new Map<string, RejectedRow[]>();
  for (const row of rejects) {
    const id = loanIdOf(cellsOf.get(row) ?? []);
    byLoan.set(id, [...(byLoan.get(id) ?? []), row]);
  }
  const strangers: Stranger[] = [];
  const seen = new Set<RejectedRow>();
  const rows: RowToJudge[] = [];
  for (const [index, record] of records.entries()) {
    if (index <= headerAt) continue;
    const texts = record.map(unguarded);
    const cells = places.map((column) => texts[column] ?? '');
    const surplus = [...others.map((column) => texts[column] ?? ''), ...texts.slice(header.length)];
    const last = surplus.findLastIndex((cell) => plain(cell) !== '');
    cells.push(...surplus.slice(0, last + 1));
    if (cells.every((cell) => plain(cell) === '')) continue;
    const lineText = plain(texts[line] ?? '');
    const loanId = loanIdOf(cells);
    const same = loanId === '' ? [] : (byLoan.get(loanId) ?? []);
    const row = lineText === '' ? same[0] : byLine.get(Number(lineText));
    const why = strangeness(row, lineText, same, seen);
    if (row === undefined || why !== undefined) {
      const name = why === 'twice' ? String(row?.lineNo) : why === 'unknown' ? lineText : loanId;
      strangers.push({ lineNo: index + 1, why: why ?? 'unknown', name: name || loanId });
      continue;
    }
    seen.add(row);
    const isShape = row.reasons.every(({ field }) => field === null);
    if (isShape && sameCells(cells, cellsOf.get(row) ?? [])) continue;
    while (cells.length < width) cells.push('');
    rows.push({
      rowNo: row.rowNo,
      lineNo: row.lineNo,
      raw: joinCells(cells, delimiter),
      ...oddity(cells, width),
    });
  }
  if (strangers.length > 0) throw amendmentStrangers(amended.snapshotId, strangers);
  return rows;
}
