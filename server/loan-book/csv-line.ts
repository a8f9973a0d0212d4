/** A cell of a CSV for spreadsheets: quoted where needed, never a formula; numbers stay numbers. */
function csvCell(text: string): string {
  const isNumber = /^[-+]?[\d,.]+%?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that `csvLine` guarded from being run as a formula, as it was. */
export const unguarded = (cell: string): string =>
  /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
