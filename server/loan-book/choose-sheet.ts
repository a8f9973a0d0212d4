import { columnNames, type HeaderMatcher, LOAN_BOOK_HEADERS } from './match-header.ts';
import type { SheetEntry, Workbook } from './read-workbook.ts';

/** A sheet as it is offered: rows are those the sheet lists, blank ones and titles too. */
export interface SheetSummary {
  name: string;
  rows: number;
  hidden: boolean;
  /** Known header cells in the best of its first rows: what makes it look like a loan book. */
  knownHeaders: number;
}

/** A sheet with its first rows, blank ones too, so that a record's place is its row. */
export interface SurveyedSheet extends SheetSummary {
  entry: SheetEntry;
  records: string[][];
}

/** How many cells of a record read like header cells of the table that is wanted. */
export type CountKnown = (cells: readonly string[]) => number;

export const countHeadersOf =
  (matcher: HeaderMatcher): CountKnown =>
  (cells) =>
    matcher.count(columnNames(cells));

export const countLoanBookHeaders = countHeadersOf(LOAN_BOOK_HEADERS);

const HEADER_SEARCH = 30;
const SURVEYED_ROWS = 330;

/** Reads the beginning of a sheet. */
export async function surveySheet(
  workbook: Workbook,
  entry: SheetEntry,
  countKnown: CountKnown,
): Promise<SurveyedSheet> {
  const records: string[][] = [];
  read: for await (const batch of workbook.rows(entry)) {
    for (const { rowNo, cells } of batch) {
      if (rowNo > SURVEYED_ROWS) break read;
      while (records.length < rowNo - 1) records.push([]);
      records.push(cells);
    }
  }
  const knownHeaders = Math.max(0, ...records.slice(0, HEADER_SEARCH).map(countKnown));
  const { rows } = await workbook.scan(entry);
  const { name, hidden } = entry;
  return { entry, name, hidden, rows, knownHeaders, records };
}

/** From so many known headers on, a sheet that can be seen is taken before one that is hidden. */
const ENOUGH = 3;

/**
 * The sheet that looks most like the table that is wanted: by known headers, then the one that can
 * be seen, then the longest, then the first. Undefined when every sheet is empty.
 */
export function pickSheet<Sheet extends SheetSummary & { records: readonly unknown[] }>(
  sheets: readonly Sheet[],
): Sheet | undefined {
  const keys = ({ hidden, knownHeaders, rows }: Sheet) => [
    !hidden && knownHeaders >= ENOUGH ? 1 : 0,
    knownHeaders,
    hidden ? 0 : 1,
    rows,
  ];
  return sheets
    .filter(({ records }) => records.length > 0)
    .map((sheet) => ({ sheet, keys: keys(sheet) }))
    .sort((a, b) => {
      const differing = a.keys.findIndex((key, index) => key !== b.keys[index]);
      return differing === -1 ? 0 : (b.keys[differing] ?? 0) - (a.keys[differing] ?? 0);
    })[0]?.sheet;
}
