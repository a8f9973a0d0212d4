import { type CsvValue, csvText } from './csv.ts';

export type ExportKind = 'text' | 'count' | 'money' | 'percent' | 'date';
export type ExportCell = string | number | null;

/**
 * A table that leaves the page: `head` says line by line what it is (title, bank, filter, day,
 * source, unit, day of export). Money is whole fen, a percent a ratio, a date an ISO day.
 */
export interface ExportTable {
  /** The file's name, without an extension; also the sheet's. */
  name: string;
  head: [string, string][];
  columns: { header: string; kind: ExportKind }[];
  rows: ExportCell[][];
}

/** Ratios are written as percents to the tenth, as on the page; everything else as it is. */
function csvCell(value: ExportCell | undefined, kind: ExportKind | undefined): CsvValue {
  if (typeof value !== 'number') return value;
  // Whole fen ÷ 100 prints with at most two decimals, exactly.
  if (kind === 'money') return value / 100;
  return kind === 'percent' ? `${Math.round(value * 1000) / 10}%` : value;
}

/** The table as CSV: its head, an empty line, the columns and rows; amounts in yuan. */
export function exportCsv({ head, columns, rows }: ExportTable): string {
  return csvText(
    columns.map(({ header }) => header),
    [...rows.map((row) => columns.map(({ kind }, place) => csvCell(row[place], kind)))],
    head,
  );
}

/** Without the characters that a file system refuses. */
export const fileName = (words: string): string =>
  words.replaceAll(/[\\/:*?"<>|\s]+/g, '-').slice(0, 80);
