export type CsvValue = string | number | null | undefined;

/**
 * One cell: quoted where needed, and text that a spreadsheet would run as a formula (`=`, `+`, `-`,
 * `@`, tab, return) is kept as text by a leading apostrophe. Numbers stay numbers.
 */
function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV that Excel opens as UTF-8 (BOM, CRLF); `head` stands above, with an empty line between. */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
  head: readonly (readonly string[])[] = [],
): string {
  const above = head.length > 0 ? [...head, []] : [];
  const lines = [...above, header, ...rows].map((row) => row.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
