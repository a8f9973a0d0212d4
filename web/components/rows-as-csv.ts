import { type CsvValue, csvText } from '../lib/csv.ts';
import type { DataColumn } from './table-columns.ts';

/** The columns and rows of a table as CSV; money in yuan, named so in the header. */
export function rowsAsCsv<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const header = columns.map(({ header, kind }) => (kind === 'money' ? `${header}(元)` : header));
  const value = (column: DataColumn<Row>, row: Row): CsvValue => {
    const found = column.value(row);
    // Whole fen ÷ 100 prints with at most two decimals, exactly.
    return column.kind === 'money' && typeof found === 'number' ? found / 100 : found;
  };
  return csvText(
    header,
    rows.map((row) => columns.map((column) => value(column, row))),
  );
}
