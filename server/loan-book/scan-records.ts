/** Why a record cannot go the fast way. */
export type OddReason =
  | 'preamble'
  | 'blank'
  | 'cell-count'
  | 'nul-byte'
  | 'quote'
  | 'open-quote'
  | 'cut-off'
  | 'too-long';

/** A record that needs a look: its number (0 for the header), line, text and cells counted. */
export interface OddRecord {
  rowNo: number;
  lineNo: number;
  raw: string;
  reason: OddReason;
  cells: number;
}

/** Regular records as text the loader can take: `row number, line number, the record`. */
export interface Segment {
  bytes: Uint8Array;
  firstRow: number;
  lastRow: number;
  rows: number;
  /** Where each row begins in `bytes`, by order, and its number. */
  starts: Uint32Array;
  rowNos: Uint32Array;
  /** Some cell holds a line break, so the text cannot be cut at line ends. */
  hasQuotedBreaks: boolean;
}

/** Writes usual rows in a form of its own; see `RowTyper`, the only one. */
export interface RowWriter {
  readonly end: number;
  write(input: Uint8Array, from: number, out: Uint8Array, to: number): number;
  /** The row that was written last is not written again. */
  take(input: Uint8Array, out: Uint8Array, rowNo: number): void;
}

export interface TypedRows {
  writer: RowWriter;
  /** Called after some input: `row number, line number, what the writer wrote`, a line each. */
  onRows(bytes: Uint8Array, rows: number): Promise<void>;
}

export interface ScanOptions {
  /** One ASCII character. */
  delimiter: string;
  /** Cells of a regular record; 0 takes any number (for looking at a file's first records). */
  width: number;
  /** Records before the header, and the header itself: handed out as odd, 'preamble'. */
  headerIndex: number;
  segmentBytes: number;
  /** Called when a segment is full, and at the end. The segment's memory is the receiver's. */
  onSegment(segment: Segment, odd: OddRecord[]): Promise<void>;
  /** Where rows go that are so usual that they need no cleaning; without it no row does. */
  typed?: TypedRows;
}

/** A line longer than this is no table: the file is refused. */
export const MAX_RECORD_BYTES = 8_388_608;
/** A record longer than this is rejected on its own. */
const LONG_RECORD_BYTES = 1_048_576;

/** Thrown by the scanner for a line of more than MAX_RECORD_BYTES. */
export class LineTooLong extends Error {
  readonly lineNo: number;
  constructor(lineNo: number) {
    super(`line ${lineNo} is longer than ${MAX_RECORD_BYTES} bytes`);
    this.lineNo = lineNo;
  }
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** Rows after which trying to type them has to have paid. */
const TRIED = 4096;
const ODD_LIMIT_BYTES = 16_777_216;

/**
 * Where the row at `from` ends if it has no quote and no NUL, ends within `input` and has `width`
 * cells; else -1.
 */
function endOfPlainRow(input: Uint8Array, from: number, kind: Uint8Array, width: number): number {
  const size = input.length;
  let cells = 1;
  for (let at = from; at < size; at++) {
    const what = kind[input[at] as number] as number;
    if (what === 0) continue;
    if (what === 1) cells++;
    else return what === 2 && cells === width ? at : -1;
  }
  return -1;
}

/**
 * Finds the records of a delimited text (RFC 4180 quoting; line ends LF, CR, CRLF, mixed), one
 * pass over the bytes, in memory bounded by the segment and the longest record. Every record is
 * either in a segment or odd. A quote that would swallow lines without ending where a cell ends
 * is read literally, one line at a time, so that one stray quote costs one row.
 */
export class RecordScanner {
  private readonly options: ScanOptions;
  private readonly kind = new Uint8Array(256);
  private carry: Uint8Array = new Uint8Array(0);
  private held: Uint8Array[] = [];
  /** Used again and again: a new one for every chunk would be half a gigabyte of garbage a second. */
  private joined = new Uint8Array(524_288);
  private heldBytes = 0;
  private out: Uint8Array;
  private outAt = 0;
  private starts: number[] = [];
  private rowNos: number[] = [];
  private quotedBreaks = false;
  private odd: OddRecord[] = [];
  private oddBytes = 0;
  private records = 0;
  private line = 1;
  private skipLf = false;
  private typed = new Uint8Array(4_194_304);
  private typedAt = 0;
  private typedRows = 0;
  private typedInAll = 0;

  constructor(options: ScanOptions) {
    this.options = options;
    this.out = new Uint8Array(Math.min(options.segmentBytes + 1_048_576, 2_097_152));
    this.kind[options.delimiter.charCodeAt(0)] = 1;
    this.kind[LF] = 2;
    this.kind[CR] = 2;
    this.kind[QUOTE] = 3;
    this.kind[0] = 4;
  }

  /** Data records so far: everything but the header. */
  get rows(): number {
    return this.records - (this.records > this.options.headerIndex ? 1 : 0);
  }

  async push(chunk: Uint8Array): Promise<void> {
    // A long unfinished record is looked at again only when twice as much is there.
    this.held.push(chunk);
    if (this.heldBytes + chunk.length < this.carry.length)
      this.held[this.held.length - 1] = new Uint8Array(chunk);
    this.heldBytes += chunk.length;
    if (this.heldBytes < this.carry.length) return;
    const input = this.takeHeld();
    const used = this.scan(input, false);
    this.carry = new Uint8Array(input.subarray(used));
    await this.handOutTyped();
    if (this.outAt >= this.options.segmentBytes || this.oddBytes > ODD_LIMIT_BYTES) {
      await this.flush();
    }
  }

  async end(): Promise<void> {
    let input = this.takeHeld();
    while (input.length > 0) input = input.subarray(this.scan(input, true));
    await this.handOutTyped();
    await this.flush();
  }

  private takeHeld(): Uint8Array {
    const bytes = this.carry.length + this.heldBytes;
    if (bytes > this.joined.length) this.joined = new Uint8Array(bytes);
    const input = this.joined.subarray(0, bytes);
    input.set(this.carry);
    let at = this.carry.length;
    for (const part of this.held) {
      input.set(part, at);
      at += part.length;
    }
    this.held = [];
    this.heldBytes = 0;
    return input;
  }

  private async handOutTyped(): Promise<void> {
    if (this.typedRows === 0) return;
    const [bytes, rows] = [this.typed.subarray(0, this.typedAt), this.typedRows];
    this.typedAt = 0;
    this.typedRows = 0;
    this.typedInAll += rows;
    await this.options.typed?.onRows(bytes, rows);
  }

  private async flush(): Promise<void> {
    if (this.starts.length === 0 && this.odd.length === 0) return;
    const segment: Segment = {
      bytes: this.out.subarray(0, this.outAt),
      firstRow: this.rowNos[0] ?? 0,
      lastRow: this.rowNos.at(-1) ?? 0,
      rows: this.starts.length,
      starts: Uint32Array.from(this.starts),
      rowNos: Uint32Array.from(this.rowNos),
      hasQuotedBreaks: this.quotedBreaks,
    };
    const odd = this.odd;
    this.out = new Uint8Array(this.out.length);
    this.outAt = 0;
    this.starts = [];
    this.rowNos = [];
    this.odd = [];
    this.oddBytes = 0;
    this.quotedBreaks = false;
    await this.options.onSegment(segment, odd);
  }

  /** False once it has turned out that few rows of this file are usual. */
  private typedPays(): boolean {
    return this.records < TRIED || (this.typedInAll + this.typedRows) * 2 > this.records;
  }

  /** Tries to write the row at `from` as a typed one; answers where its line end is, or -1. */
  private addTyped(input: Uint8Array, from: number, writer: RowWriter): number {
    for (;;) {
      const o = this.writePrefix(this.typed, this.typedAt, this.records);
      const end = writer.write(input, from, this.typed, o);
      if (end === -1 || end - from > LONG_RECORD_BYTES) return -1;
      if (writer.end >= this.typed.length) {
        const bigger = new Uint8Array(Math.max(1_048_576, this.typed.length * 2));
        bigger.set(this.typed.subarray(0, this.typedAt));
        this.typed = bigger;
        continue;
      }
      this.typed[writer.end] = LF;
      writer.take(input, this.typed, this.records);
      this.typedAt = writer.end + 1;
      this.typedRows++;
      this.line++;
      this.records++;
      return end;
    }
  }

  private room(bytes: number): void {
    if (this.outAt + bytes <= this.out.length) return;
    const bigger = new Uint8Array(Math.max(this.out.length * 2, this.outAt + bytes));
    bigger.set(this.out.subarray(0, this.outAt));
    this.out = bigger;
  }

  /** Scans whole records of `input`; answers how many bytes they took. */
  private scan(input: Uint8Array, last: boolean): number {
    const { width, headerIndex } = this.options;
    const { kind } = this;
    const size = input.length;
    let at = 0;
    if (this.skipLf && size > 0) {
      if (input[0] === LF) at = 1;
      this.skipLf = false;
    }
    const writer = this.options.typed?.writer;
    const lastLf = writer ? input.lastIndexOf(LF) : -1;
    while (at < size) {
      if (writer && at < lastLf && this.records > headerIndex && this.typedPays()) {
        const typedEnd = this.addTyped(input, at, writer);
        if (typedEnd !== -1) {
          at = this.pastBreak(input, typedEnd, last);
          continue;
        }
      }
      const plainEnd = this.records > headerIndex ? endOfPlainRow(input, at, kind, width) : -1;
      if (plainEnd > at && plainEnd - at <= LONG_RECORD_BYTES) {
        this.addPlain(input, at, plainEnd);
        at = this.pastBreak(input, plainEnd, last);
        continue;
      }
      const start = at;
      const rowNo = this.numberOf(this.records);
      const outStart = this.outAt;
      this.room(size - at + 64);
      let o = this.writePrefix(this.out, outStart, rowNo);
      const out = this.out;
      let cells = 1;
      let lines = 0;
      let reason: OddReason | undefined;
      let ended = false;
      let openQuote = false;
      let cellAt = at;
      while (at < size) {
        const byte = input[at] as number;
        const what = kind[byte];
        if (what === 0) {
          out[o++] = byte;
          at++;
          continue;
        }
        at++;
        if (what === 1) {
          out[o++] = byte;
          cells++;
          cellAt = at;
        } else if (what === 2) {
          ended = true;
          if (byte === CR) {
            if (at < size) {
              if (input[at] === LF) at++;
            } else this.skipLf = true;
          }
          break;
        } else if (what === 4) {
          reason = 'nul-byte';
        } else if (at - 1 > cellAt) {
          reason ??= 'quote';
        } else {
          openQuote = true;
          out[o++] = QUOTE;
          while (at < size) {
            const inside = input[at++] as number;
            if (inside === QUOTE) {
              if (at < size && input[at] === QUOTE) {
                out[o++] = QUOTE;
                out[o++] = QUOTE;
                at++;
                continue;
              }
              openQuote = false;
              break;
            }
            if (inside === 0) reason = 'nul-byte';
            else if (inside === LF) lines++;
            else if (inside === CR && input[at] !== LF) lines++;
            out[o++] = inside;
          }
          if (openQuote) break;
          if (at === size && !last) break;
          out[o++] = QUOTE;
          const next = at < size ? kind[input[at] as number] : 2;
          if (next !== 1 && next !== 2) reason ??= 'quote';
        }
      }
      const tooLong = at - start > MAX_RECORD_BYTES;
      if (!ended && !last && !tooLong) {
        this.outAt = outStart;
        this.skipLf = false;
        return start;
      }
      const inPreamble = this.records <= headerIndex;
      const ragged = width > 0 && !inPreamble && cells !== width;
      if (
        (openQuote || (ragged && lines > 0) || (tooLong && lines > 0)) &&
        lines + (openQuote ? 1 : 0) > 0
      ) {
        const end = lines > 0 ? this.lineEnd(input, start) : size;
        if (end - start > MAX_RECORD_BYTES) throw new LineTooLong(this.line);
        this.skipLf = false;
        at = this.pastBreak(input, end, last);
        this.outAt = outStart;
        const atEnd = last && at >= size;
        this.addOdd(input, start, end, rowNo, atEnd ? 'cut-off' : 'open-quote', cells);
        this.line++;
        this.records++;
        continue;
      }
      if (tooLong) throw new LineTooLong(this.line);
      let end = at;
      if (ended) {
        end--;
        if (end > start && input[end] === LF && input[end - 1] === CR && at - 2 >= start) end--;
      }
      if (end === start) reason = 'blank';
      else if (inPreamble) reason = reason === 'nul-byte' ? reason : 'preamble';
      else if (ragged && !ended && cells < width) reason ??= 'cut-off';
      else if (ragged) reason ??= 'cell-count';
      if (end - start > LONG_RECORD_BYTES) reason = 'too-long';
      if (reason === undefined) {
        out[o++] = LF;
        this.starts.push(outStart);
        this.rowNos.push(rowNo);
        this.outAt = o;
        if (lines > 0) this.quotedBreaks = true;
      } else {
        this.outAt = outStart;
        this.addOdd(input, start, end, rowNo, reason, cells);
      }
      this.line += lines + 1;
      this.records++;
    }
    return at;
  }

  /** A row without quotes and with all its cells: nearly every row, so it is copied whole. */
  private addPlain(input: Uint8Array, start: number, end: number): void {
    this.room(end - start + 64);
    this.starts.push(this.outAt);
    this.rowNos.push(this.records);
    const o = this.writePrefix(this.out, this.outAt, this.records);
    this.out.set(input.subarray(start, end), o);
    this.outAt = o + end - start;
    this.out[this.outAt++] = LF;
    this.line++;
    this.records++;
  }

  /** Rows are counted from 1 without the header, which has 0. */
  private numberOf(record: number): number {
    const { headerIndex } = this.options;
    if (record === headerIndex) return 0;
    return record < headerIndex ? record + 1 : record;
  }

  /** Where the first line of the record at `start` ends. */
  private lineEnd(input: Uint8Array, start: number): number {
    let at = start;
    while (at < input.length && input[at] !== LF && input[at] !== CR) at++;
    return at;
  }

  private pastBreak(input: Uint8Array, end: number, last: boolean): number {
    if (end >= input.length) return end;
    if (input[end] !== CR) return end + 1;
    if (end + 1 < input.length) return input[end + 1] === LF ? end + 2 : end + 1;
    this.skipLf = !last;
    return end + 1;
  }

  private addOdd(
    input: Uint8Array,
    start: number,
    end: number,
    rowNo: number,
    reason: OddReason,
    cells: number,
  ): void {
    const kept = Math.min(end, start + 65_536);
    const raw = Buffer.from(input.buffer, input.byteOffset + start, kept - start).toString('utf8');
    this.oddBytes += kept - start + 64;
    this.odd.push({ rowNo, lineNo: this.line, raw, reason, cells });
  }

  private writePrefix(out: Uint8Array, at: number, rowNo: number): number {
    const delimiter = this.options.delimiter.charCodeAt(0);
    let o = writeNumber(out, at, rowNo);
    out[o++] = delimiter;
    o = writeNumber(out, o, this.line);
    out[o++] = delimiter;
    return o;
  }
}

function writeNumber(out: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let x = value; x >= 10; x = Math.floor(x / 10)) digits++;
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    out[i] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + digits;
}
