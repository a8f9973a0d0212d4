import { deflateRawSync } from 'node:zlib';

/** A cell: text, a number, or the XML of its inside with attributes: `{ xml, attributes }`. */
export type RawCell = string | number | null | { xml: string; attributes?: string };

export interface RawSheet {
  name: string;
  state?: 'hidden' | 'veryHidden';
  /** Rows by their order; a row of null is left out, as a spreadsheet leaves out empty ones. */
  rows: readonly (readonly RawCell[] | null)[];
  /** Ranges such as `A2:A3`. */
  merged?: readonly string[];
}

/** A zip archive of these parts; `lie` changes the size that the directory tells of a part. */
export function zipParts(
  parts: Readonly<Record<string, string | Uint8Array>>,
  lie: (name: string, size: number) => number = (_, size) => size,
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(lie(name, bytes.length), 18);
    fields.writeUInt16LE(title.length, 22);
    local.push(Buffer.from('PK\u0003\u0004'), fields, title, packed);
    const entry = Buffer.alloc(46);
    entry.write('PK\u0001\u0002', 'latin1');
    entry.writeUInt16LE(20, 4);
    fields.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, title);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function columnName(index: number): string {
  const rest = index >= 26 ? columnName(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (index % 26));
}

function cellXml(cell: RawCell, ref: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    return `<c r="${ref}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  }
  return `<c r="${ref}" ${cell.attributes ?? ''}>${cell.xml}</c>`;
}

function sheetXml({ rows, merged = [] }: RawSheet): string {
  const lines = rows.map((cells, row) => {
    if (cells === null) return '';
    const inside = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`));
    return `<row r="${row + 1}">${inside.join('')}</row>`;
  });
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<worksheet xmlns="x"><sheetData>${lines.join('')}</sheetData>${
    merges === '' ? '' : `<mergeCells count="${merged.length}">${merges}</mergeCells>`
  }</worksheet>`;
}

/** Cell formats by number: 0 none, 1 `yyyy-mm-dd`, 2 the built-in day of Chinese Excel, 3 two decimals. */
const STYLES = `<styleSheet xmlns="x"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="4"/></cellXfs></styleSheet>`;

/** The parts of a workbook as Excel writes them, so that a test can spoil any of them. */
export function workbookParts(
  sheets: readonly RawSheet[],
  options: { date1904?: boolean; strings?: readonly string[] } = {},
): Record<string, string> {
  const rel = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/relationships/${type}" Target="${target}"/>`;
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" ${
        state ? `state="${state}"` : ''
      } r:id="rId${i + 1}"/>`,
  );
  const strings = (options.strings ?? []).map((xml) => `<si>${xml}</si>`).join('');
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${rel('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="r"><workbookPr${
      options.date1904 ? ' date1904="1"' : ''
    }/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => rel(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join('')}${rel('rIdS', 'styles', 'styles.xml')}${rel(
      'rIdT',
      'sharedStrings',
      'sharedStrings.xml',
    )}</Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst xmlns="x">${strings}</sst>`,
    ...Object.fromEntries(
      sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]),
    ),
  };
}

/** A workbook of these sheets. */
export const makeWorkbook = (
  sheets: readonly RawSheet[],
  options: Parameters<typeof workbookParts>[1] = {},
) => zipParts(workbookParts(sheets, options));
