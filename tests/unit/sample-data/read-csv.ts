/** Just enough of a CSV reader for the files that the sample bank writes. */
export function readCsv(text: string): string[][] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map(cells);
}

function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** `1,234.56` as 123456: whole fen, by text. */
export function fenOf(text: string): number {
  const [whole = '', rest = ''] = text.replaceAll(',', '').split('.');
  const value = Number(whole.replace('-', '')) * 100 + Number(rest.padEnd(2, '0'));
  return whole.startsWith('-') ? -value : value;
}

/** Reads cells of a table by header. */
export function column(headers: readonly string[], name: string): number {
  const at = headers.indexOf(name);
  if (at < 0) throw new Error(`no column ${name}`);
  return at;
}
