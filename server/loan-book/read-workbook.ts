import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { StringTable } from './string-table.ts';
import { dayText, numberText, showsDay } from './workbook-cells.ts';

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  name: string;
  hidden: boolean;
  part: string;
}

/** One row that has something in it. Number, day and truth cells are written out as text. */
export interface SheetRow {
  /** As the sheet counts it, from 1. */
  rowNo: number;
  cells: string[];
}

/** Thrown when the archive or a part of it is cut off, damaged or not what it should be. */
export class WorkbookDamaged extends Error {}
/** Thrown when a part would unpack to more than a workbook has: an archive bomb. */
export class WorkbookBomb extends Error {}
/** Thrown for a formula that was never calculated: its cell has no value to load. */
export class FormulaWithoutValue extends Error {
  readonly cell: string;
  constructor(cell: string) {
    super(`the formula in ${cell} has no value`);
    this.cell = cell;
  }
}

/** What an archive holds instead of a workbook that can be read. */
export type ZipKind = 'xlsx' | 'xlsb' | 'ods' | 'document' | 'zip';

const SMALL_PART = 67_108_864;
const STRINGS_LIMIT = 1_073_741_824;
const BOMB_BYTES = 268_435_456;
/** Sheets pack some 10 to 40 to one; DEFLATE cannot pack better than about 1000 to one. */
const BOMB_RATIO = 200;

const WORKBOOK_PART = /^xl\/workbook\d*\.xml$/;
const LESS_THAN = 60;
const COLON = 58;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** The attribute of that local name, whatever its namespace prefix. */
function attribute(attributes: Record<string, string>, name: string): string | undefined {
  if (name in attributes) return attributes[name];
  const key = Object.keys(attributes).find((one) => localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

/** `_x000D_` in a cell's text stands for the character. */
const withoutEscapes = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;

/** The column of a cell name such as `AB12`, from 0; -1 for none. */
export function columnOf(ref: string): number {
  let column = 0;
  for (let at = 0; at < ref.length; at++) {
    const letter = ref.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

interface Merge {
  column: number;
  fromRow: number;
  toRow: number;
}

/**
 * An xlsx workbook on disk. Parts are inflated as they are read, so that memory is bounded by the
 * shared texts whatever the number of rows. Throws WorkbookDamaged and WorkbookBomb; `rows` throws
 * FormulaWithoutValue too.
 */
export class Workbook {
  readonly sheets: SheetEntry[] = [];
  private readonly zip: ZipFile;
  /** By name in lower case, as names of parts are compared. */
  private readonly entries: ReadonlyMap<string, Entry>;
  private is1904 = false;
  private dayStyles: boolean[] = [];
  private stringsPart: string | undefined;
  private strings: StringTable | undefined;
  private readonly scans = new Map<string, { rows: number; merges: Merge[] }>();

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  /** Opens an archive; the caller closes it. The workbook is there when `kind` is 'xlsx'. */
  static async open(path: string): Promise<{ kind: ZipKind; workbook: Workbook }> {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(damaged);
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
      const workbook = new Workbook(zip, entries);
      const kind = workbook.kind();
      if (kind === 'xlsx') await workbook.readIndex();
      return { kind, workbook };
    } catch (error) {
      zip.close();
      throw isOurs(error) ? error : damaged(error);
    }
  }

  close(): void {
    this.zip.close();
  }

  private kind(): ZipKind {
    const names = [...this.entries.keys()];
    const has = (part: RegExp) => names.some((name) => part.test(name));
    if (has(WORKBOOK_PART)) return 'xlsx';
    if (has(/^xl\/workbook\d*\.bin$/)) return 'xlsb';
    if (has(/^(word|ppt)\//)) return 'document';
    if (has(/^content\.xml$/) && has(/^mimetype$/)) return 'ods';
    return 'zip';
  }

  private async readIndex(): Promise<void> {
    const index = [...this.entries.keys()].find((name) => WORKBOOK_PART.test(name));
    if (index === undefined) throw new WorkbookDamaged('no workbook part');
    const folder = index.slice(0, index.lastIndexOf('/') + 1);
    const targets = new Map<string, string>();
    let stylesPart: string | undefined;
    const partOf = (target: string) =>
      (target.startsWith('/') ? target.slice(1) : posix.join(folder, target)).toLowerCase();
    await this.elements(`${folder}_rels/${index.slice(folder.length)}.rels`, (name, attributes) => {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '' } = attributes;
      const part = partOf(Target);
      if (Type.endsWith('/worksheet')) targets.set(Id, part);
      if (Type.endsWith('/sharedStrings')) this.stringsPart = part;
      if (Type.endsWith('/styles')) stylesPart = part;
    });
    await this.elements(index, (name, attributes) => {
      if (name === 'workbookPr') {
        const { date1904 } = attributes;
        this.is1904 = date1904 === '1' || date1904 === 'true';
      }
      if (name !== 'sheet') return;
      const part = targets.get(attribute(attributes, 'id') ?? '');
      if (part === undefined) return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      this.sheets.push({ name: attributes['name'] ?? '', hidden, part });
    });
    if (stylesPart !== undefined && this.entries.has(stylesPart)) await this.readStyles(stylesPart);
  }

  private async readStyles(part: string): Promise<void> {
    const codes = new Map<number, string>();
    let inCellFormats = false;
    await this.elements(
      part,
      (name, attributes) => {
        if (name === 'numFmt') {
          codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        } else if (name === 'cellXfs') inCellFormats = true;
        else if (name === 'xf' && inCellFormats) {
          const id = Number(attributes['numFmtId'] ?? 0);
          this.dayStyles.push(showsDay(id, codes.get(id)));
        }
      },
      (name) => {
        if (name === 'cellXfs') inCellFormats = false;
      },
    );
  }

  private async stream(part: string, limit: number): Promise<Readable> {
    const entry = this.entries.get(part);
    if (entry === undefined) throw new WorkbookDamaged(`${part} is missing`);
    const { compressedSize, uncompressedSize } = entry;
    const packed = uncompressedSize / Math.max(1, compressedSize);
    if (uncompressedSize > limit || (uncompressedSize > BOMB_BYTES && packed > BOMB_RATIO)) {
      throw new WorkbookBomb(`${part} unpacks to ${uncompressedSize} bytes`);
    }
    return this.zip.openReadStreamPromise(entry).catch(damaged);
  }

  private async elements(
    part: string,
    onOpen: (name: string, attributes: Record<string, string>) => void,
    onClose: (name: string) => void = () => undefined,
  ): Promise<void> {
    const parser = new SaxesParser();
    parser.on('opentag', (tag) => onOpen(localName(tag.name), tag.attributes));
    parser.on('closetag', (tag) => onClose(localName(tag.name)));
    for await (const _ of this.parse(part, parser, SMALL_PART));
  }

  /** Feeds a part to a parser, and yields after each piece. */
  private async *parse(part: string, parser: SaxesParser, limit: number): AsyncGenerator<void> {
    const decoder = new TextDecoder('utf-8');
    const stream = await this.stream(part, limit);
    try {
      for await (const chunk of stream) {
        parser.write(decoder.decode(chunk, { stream: true }));
        yield;
      }
      parser.write(decoder.decode()).close();
      yield;
    } catch (error) {
      throw isOurs(error) ? error : damaged(error);
    } finally {
      stream.destroy();
    }
  }

  private async readStrings(): Promise<StringTable> {
    const table = new StringTable();
    const part = this.stringsPart;
    if (part === undefined || !this.entries.has(part)) return table;
    const parser = new SaxesParser();
    let text = '';
    let inText = false;
    let phonetic = 0;
    parser.on('opentag', ({ name }) => {
      const local = localName(name);
      if (local === 'si') text = '';
      else if (local === 't') inText = phonetic === 0;
      else if (local === 'rPh') phonetic++;
    });
    parser.on('text', (piece) => {
      if (inText) text += piece;
    });
    parser.on('closetag', ({ name }) => {
      const local = localName(name);
      if (local === 't') inText = false;
      else if (local === 'rPh') phonetic--;
      else if (local === 'si') table.push(withoutEscapes(text));
    });
    for await (const _ of this.parse(part, parser, STRINGS_LIMIT));
    return table;
  }

  /**
   * What a sheet says only at its end, found without parsing it: how many rows it lists, and merged
   * cells that go down a column.
   */
  async scan(sheet: SheetEntry): Promise<{ rows: number; merges: Merge[] }> {
    const known = this.scans.get(sheet.part);
    if (known !== undefined) return known;
    const found = { rows: 0, merges: [] as Merge[] };
    const stream = await this.stream(sheet.part, Number.POSITIVE_INFINITY);
    let tail = Buffer.alloc(0);
    try {
      for await (const chunk of stream) {
        const piece = Buffer.concat([tail, chunk]);
        let end = 0;
        for (let at = piece.indexOf('row '); at !== -1; at = piece.indexOf('row ', end)) {
          end = at + 4;
          if (piece[at - 1] === LESS_THAN || piece[at - 1] === COLON) found.rows++;
        }
        if (piece.includes('mergeCell ')) {
          const text = piece.toString('latin1');
          const pattern = /mergeCell\s[^>]*?ref=["']([A-Z]+)(\d+):[A-Z]+(\d+)["']/g;
          for (const match of text.matchAll(pattern)) {
            const [whole, column = '', from, to] = match;
            end = Math.max(end, match.index + whole.length);
            const merge = { column: columnOf(column), fromRow: Number(from), toRow: Number(to) };
            if (merge.toRow > merge.fromRow) found.merges.push(merge);
          }
        }
        tail = Buffer.from(piece.subarray(Math.max(end, piece.length - 200)));
      }
    } catch (error) {
      throw damaged(error);
    } finally {
      stream.destroy();
    }
    found.merges.sort((a, b) => a.fromRow - b.fromRow);
    this.scans.set(sheet.part, found);
    return found;
  }

  /**
   * The rows of a sheet that have something in them, in batches. A text in cells merged downwards
   * stands in each of them (a branch beside its loans); a number does not, as it would count twice.
   */
  async *rows(sheet: SheetEntry): AsyncGenerator<SheetRow[], void, undefined> {
    this.strings ??= await this.readStrings();
    const fill = new MergeFill((await this.scan(sheet)).merges);
    const parser = new SaxesParser();
    const reader = new RowReader(this.strings, this.dayStyles, this.is1904, fill);
    parser.on('opentag', (tag) => reader.open(localName(tag.name), tag.attributes));
    parser.on('text', (piece) => reader.text(piece));
    parser.on('cdata', (piece) => reader.text(piece));
    parser.on('closetag', (tag) => reader.close(localName(tag.name)));
    for await (const _ of this.parse(sheet.part, parser, Number.POSITIVE_INFINITY)) {
      const rows = reader.take();
      if (rows.length > 0) yield rows;
    }
  }
}

function damaged(error: unknown): never {
  throw new WorkbookDamaged(error instanceof Error ? error.message : String(error));
}

const isOurs = (error: unknown) =>
  error instanceof WorkbookDamaged ||
  error instanceof WorkbookBomb ||
  error instanceof FormulaWithoutValue;

/** Repeats a text down the cells that are merged with it. */
class MergeFill {
  private readonly merges: readonly Merge[];
  private next = 0;
  private active: (Merge & { text: string })[] = [];

  constructor(merges: readonly Merge[]) {
    this.merges = merges;
  }

  apply(rowNo: number, cells: string[], isText: (column: number) => boolean): void {
    if (this.next >= this.merges.length && this.active.length === 0) return;
    this.active = this.active.filter(({ toRow }) => toRow >= rowNo);
    for (const { column, text } of this.active) {
      while (cells.length <= column) cells.push('');
      if (cells[column] === '') cells[column] = text;
    }
    for (;;) {
      const merge = this.merges[this.next];
      if (merge === undefined || merge.fromRow > rowNo) return;
      this.next++;
      const text = cells[merge.column] ?? '';
      const starts = merge.fromRow === rowNo && text !== '' && isText(merge.column);
      if (starts) this.active.push({ ...merge, text });
    }
  }
}

/** Builds rows from the elements of a sheet. */
class RowReader {
  private readonly strings: StringTable;
  private readonly dayStyles: readonly boolean[];
  private readonly is1904: boolean;
  private readonly fill: MergeFill;
  private ready: SheetRow[] = [];
  private rowNo = 0;
  private cells: string[] = [];
  private textColumns = new Set<number>();
  private column = -1;
  private ref = '';
  private type = '';
  private style = 0;
  private value = '';
  private hasValue = false;
  private hasFormula = false;
  private phonetic = 0;
  private reading = false;
  private inRows = false;

  constructor(
    strings: StringTable,
    dayStyles: readonly boolean[],
    is1904: boolean,
    fill: MergeFill,
  ) {
    this.strings = strings;
    this.dayStyles = dayStyles;
    this.is1904 = is1904;
    this.fill = fill;
  }

  take(): SheetRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'c') {
      this.ref = attributes['r'] ?? '';
      this.column = this.ref === '' ? this.column + 1 : columnOf(this.ref);
      this.type = attributes['t'] ?? 'n';
      this.style = Number(attributes['s'] ?? 0);
      this.value = '';
      this.hasValue = false;
      this.hasFormula = false;
    } else if (name === 'v' || name === 't') {
      this.reading = this.phonetic === 0;
      this.hasValue = true;
    } else if (name === 'row' && this.inRows) {
      this.rowNo = Number(attributes['r'] ?? this.rowNo + 1);
      this.cells = [];
      this.textColumns.clear();
      this.column = -1;
    } else if (name === 'f') this.hasFormula = true;
    else if (name === 'rPh') this.phonetic++;
    else if (name === 'sheetData') this.inRows = true;
  }

  text(piece: string): void {
    if (this.reading) this.value += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 'c' && this.inRows) this.endCell();
    else if (name === 'row' && this.inRows) this.endRow();
    else if (name === 'sheetData') this.inRows = false;
  }

  private endCell(): void {
    const { column } = this;
    if (column < 0 || column >= 16_384) throw new WorkbookDamaged(`there is no cell ${this.ref}`);
    const isText = this.type === 's' || this.type === 'str' || this.type === 'inlineStr';
    const uncalculated = this.hasFormula && (!this.hasValue || (!isText && this.value === ''));
    if (uncalculated && this.type !== 'str') throw new FormulaWithoutValue(this.ref);
    const text = this.cellText();
    if (text === '') return;
    while (this.cells.length < column) this.cells.push('');
    this.cells[column] = text;
    if (isText) this.textColumns.add(column);
  }

  private cellText(): string {
    const { value } = this;
    switch (this.type) {
      case 's':
        return value === '' ? '' : this.strings.get(Number(value));
      case 'str':
      case 'inlineStr':
        return withoutEscapes(value);
      case 'b':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value;
      case 'e':
        return '';
      case 'd':
        return value.slice(0, 10);
      default:
        if (value === '') return '';
        return this.dayStyles[this.style] ? dayText(value, this.is1904) : numberText(value);
    }
  }

  private endRow(): void {
    this.fill.apply(this.rowNo, this.cells, (column) => this.textColumns.has(column));
    if (this.cells.length === 0) return;
    this.ready.push({ rowNo: this.rowNo, cells: this.cells });
  }
}
