/**
 * Cuts delimited text into records of cells, forgiving of stray quotes: a quote counts only where
 * a cell begins, and text after a closing quote is kept. For a file's first records and for odd
 * ones; whole files go through `RecordScanner`. `limit` stops after so many records. The last
 * record of a text that was cut off is left out when `cut` is set.
 */
export function splitRecords(
  text: string,
  delimiter: string,
  limit = Number.POSITIVE_INFINITY,
  cut = false,
): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  const size = text.length;
  while (at < size && records.length < limit) {
    let cell = '';
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end !== -1) {
        cell = text.slice(at + 1, end).replaceAll('""', '"');
        at = end + 1;
      }
    }
    const start = at;
    while (at < size && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    cells.push(cell + text.slice(start, at));
    if (at < size && text[at] === delimiter) {
      at++;
      if (at < size) continue;
      cells.push('');
    }
    const ended = at < size;
    if (ended) at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (ended || !cut) records.push(cells);
    cells = [];
  }
  return records;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** The cells of one record. */
export function splitCells(raw: string, delimiter: string): string[] {
  return splitRecords(raw.replaceAll('\0', ''), delimiter, 1)[0] ?? [''];
}

/** Cells as one record that any CSV reader understands, without its line end. */
export function joinCells(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) =>
      cell.includes('"') || cell.includes(delimiter) || /[\r\n]/.test(cell)
        ? `"${cell.replaceAll('"', '""')}"`
        : cell,
    )
    .join(delimiter);
}
