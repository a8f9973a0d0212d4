import { writeXlsxStream } from 'hucre/xlsx';

/** The media type of an xlsx workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The rows that a sheet of Excel can hold, its header included. */
export const XLSX_MOST_ROWS = 1_048_576;

/** The characters that a cell of Excel can hold. */
const MOST_CHARACTERS = 32_767;
const CUT = ' …';

/**
 * A cell: text stays text whatever it begins with, so no formula ever runs; numbers are numbers,
 * days (midnight UTC) are days.
 */
export type XlsxCell = string | number | Date | null;

export interface XlsxSheet {
  name: string;
  header: readonly string[];
  /** In characters, by column; the ones not named have Excel's own width. */
  widths?: readonly number[];
  /** Lines above the header, with an empty line between; they stay in sight with it. */
  head?: readonly (readonly string[])[];
  /** Excel's number formats, by column; text where none is named. */
  formats?: readonly (string | undefined)[];
}

function fitting(cell: XlsxCell): XlsxCell {
  if (typeof cell !== 'string' || cell.length <= MOST_CHARACTERS) return cell;
  return cell.slice(0, MOST_CHARACTERS - CUT.length) + CUT;
}

/**
 * A workbook of one sheet with a frozen header row, written as it is read: memory does not grow
 * with the rows. Columns are formatted as text unless a format is named, so that a long number typed
 * into one stays whole.
 */
export function writeXlsx(
  { name, header, widths = [], head = [], formats = [] }: XlsxSheet,
  rows: AsyncIterable<readonly XlsxCell[]>,
): ReadableStream<Uint8Array> {
  async function* all() {
    for (const line of head) yield line.map(fitting);
    if (head.length > 0) yield [];
    yield header.map(fitting);
    for await (const row of rows) yield row.map(fitting);
  }
  return writeXlsxStream(all(), {
    name,
    freezePane: { rows: head.length > 0 ? head.length + 2 : 1 },
    repeatHeaders: head.length === 0,
    columns: header.map((_, column) => ({
      width: widths[column] ?? 14,
      numFmt: formats[column] ?? '@',
    })),
  });
}
