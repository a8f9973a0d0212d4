import type { CanonicalField, FieldKind } from './canonical-fields.ts';
import { plainWords, readWord } from './code-words.ts';
import type { UsualCells } from './count-cells.ts';
import { IDENTIFIER_FIELDS, type LoadPlan, type PlannedColumn } from './plan-load.ts';
import { readCurrency, UNIT_DECIMALS } from './read-words.ts';

/** How a column of the file is written for the engine. `spare` ones nobody reads: left empty. */
export type TypedKind = FieldKind | 'identifier' | 'raw' | 'spare';

function kindOf(field: CanonicalField): TypedKind {
  return field.kind === 'text' && IDENTIFIER_FIELDS.has(field.id) ? 'identifier' : field.kind;
}

/** The kind of every column of a regular record, in the order of the file. */
export function typedKinds(plan: LoadPlan): TypedKind[] {
  const kinds = Array.from({ length: plan.layout.width }, (): TypedKind => 'spare');
  for (const { column } of plan.extra) kinds[column] = 'raw';
  for (const { field, column } of plan.columns) {
    if (column < kinds.length) kinds[column] = kindOf(field);
  }
  return kinds;
}

// Numbers, because the inner loop chooses by them thirty times a row.
const [SPARE, TEXT, IDENTIFIER, AMOUNT, DATE, INTEGER, WORD] = [0, 1, 2, 3, 4, 5, 6] as const;
const STEPS: Readonly<Record<TypedKind, number>> = {
  spare: SPARE,
  raw: TEXT,
  text: TEXT,
  identifier: IDENTIFIER,
  amount: AMOUNT,
  date: DATE,
  integer: INTEGER,
  code: WORD,
  flag: WORD,
};

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const COLON = 58;
const TIME = 84;

const bytesOf = (characters: string) => {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) table[byte] = 1;
  return table;
};

/** First bytes of the short texts that mean nothing (`NULL`, `N/A`, `--`, `\N`, `/`, `(null)`). */
const MAY_BE_EMPTY = bytesOf('-/\\nN(#');
/** First bytes of characters among which are blanks that are no ASCII, and all control characters. */
const MAY_BE_BLANK = bytesOf(
  `${Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)).join('')}\x7f\xc2\xe1\xe2\xe3\xef`,
);
const PLAIN = bytesOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._/-');

/** U+3000, the blank as wide as a Chinese character. */
const isWideBlank = (input: Uint8Array, at: number) =>
  input[at] === 0xe3 && input[at + 1] === 0x80 && input[at + 2] === 0x80;

/** Where text that ends before `to` ends without blanks. */
function withoutBlanks(input: Uint8Array, from: number, to: number): number {
  let end = to;
  for (;;) {
    if (end > from && input[end - 1] === SPACE) end--;
    else if (end - from >= 3 && input[end - 1] === 0x80 && isWideBlank(input, end - 3)) end -= 3;
    else return end;
  }
}

/** Whether text that begins at `from` and ends before `to` may be trimmed, or mean nothing. */
function mayBeTrimmed(input: Uint8Array, from: number, to: number): boolean {
  const first = input[from] as number;
  if (MAY_BE_BLANK[first] === 1 || (to - from < 7 && MAY_BE_EMPTY[first] === 1)) return true;
  const last = input[to - 1] as number;
  if (last < 128) return MAY_BE_BLANK[last] === 1;
  return (
    (to - from >= 2 && MAY_BE_BLANK[input[to - 2] as number] === 1) ||
    (to - from >= 3 && MAY_BE_BLANK[input[to - 3] as number] === 1)
  );
}

/** `total` in any case somewhere in an identifier: the row may be one of sums. */
function saysTotal(input: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + 5 <= to; at++) {
    if (((input[at] as number) | 32) !== 116) continue;
    if (
      ((input[at + 1] as number) | 32) === 111 &&
      ((input[at + 2] as number) | 32) === 116 &&
      ((input[at + 3] as number) | 32) === 97 &&
      ((input[at + 4] as number) | 32) === 108
    ) {
      return true;
    }
  }
  return false;
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1901 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  if (day <= 28) return true;
  if (month === 2) return day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= 30 || (month !== 4 && month !== 6 && month !== 9 && month !== 11);
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte < COLON;

/** Past the time of day or the blanks after a date; where it is when that is something else. */
function pastTime(input: Uint8Array, from: number): number {
  const hasMark = input[from] === TIME;
  let at = hasMark ? from + 1 : from;
  while (input[at] === SPACE) at++;
  if (!isDigit(input[at])) return hasMark ? from : at;
  at += isDigit(input[at + 1]) ? 2 : 1;
  if (input[at] !== COLON) return from;
  for (let part = 0; part < 2 && input[at] === COLON; part++) {
    if (!isDigit(input[at + 1]) || !isDigit(input[at + 2])) return from;
    at += 3;
  }
  while (input[at] === SPACE) at++;
  return at;
}

/** The words of one column as bytes, found by their hash. */
interface WordTable {
  mask: number;
  /** By hash: the word's number from 1, 0 for none. */
  slots: Uint16Array;
  words: Uint8Array[];
  values: Uint8Array[];
  /** 1 for a word that says its value plainly. */
  plain: number[];
}

const hashed = (hash: number, byte: number) => (Math.imul(hash, 31) + byte) | 0;
const slotOf = (hash: number, mask: number) => (hash ^ (hash >>> 11)) & mask;

function wordTable({ field, words, seenWords }: PlannedColumn): WordTable {
  const plain = plainWords(field);
  const byWord = new Map(words);
  const known = new Map(seenWords);
  for (const [word] of words) {
    const value = readWord(byWord, word);
    if (value !== undefined && !known.has(word)) known.set(word, value);
  }
  let size = 16;
  while (size < known.size * 4) size *= 2;
  const table: WordTable = {
    mask: size - 1,
    slots: new Uint16Array(size),
    words: [],
    values: [],
    plain: [],
  };
  for (const [word, literal] of known) {
    const bytes = Buffer.from(word);
    let slot = slotOf(bytes.reduce(hashed, 0), table.mask);
    while (table.slots[slot] !== 0) slot = (slot + 1) & table.mask;
    table.words.push(new Uint8Array(bytes));
    const value = literal.replaceAll("'", '');
    table.values.push(new Uint8Array(Buffer.from(value)));
    const isPlain = plain.get(word.trim().toLowerCase())?.toLowerCase() === value.toLowerCase();
    table.plain.push(isPlain ? 1 : 0);
    table.slots[slot] = table.words.length;
  }
  return table;
}

/** The number of a word, 0 for one that the table does not have. */
function findWord(table: WordTable, input: Uint8Array, from: number, to: number, hash: number) {
  for (let slot = slotOf(hash, table.mask); ; slot = (slot + 1) & table.mask) {
    const number = table.slots[slot] as number;
    if (number === 0) return 0;
    const word = table.words[number - 1] as Uint8Array;
    if (word.length !== to - from) continue;
    let at = 0;
    while (at < word.length && word[at] === input[from + at]) at++;
    if (at === word.length) return number;
  }
}

const NO_WORDS: WordTable = {
  mask: 0,
  slots: new Uint16Array(1),
  words: [],
  values: [],
  plain: [],
};

// What a cell is, where it is not plain: empty, or one of the forms of its kind, from 1.
const PLAIN_FORM = -1;
const EMPTY_FORM = 0;
const [GROUPED, LEADING_ZEROS, WRAPPED] = [1, 2, 1] as const;
/** Four separators, digits left out or not, a time of day or not. */
const DATE_FORMS = 16;

/** A column that says more than so many is none of currencies: its other rows go the careful way. */
const MOST_CURRENCIES = 64;

function countForms(kind: TypedKind, { words }: WordTable): number {
  if (kind === 'code' || kind === 'flag') return words.length + 1;
  if (kind === 'text') return MOST_CURRENCIES + 1;
  return kind === 'date' ? DATE_FORMS + 1 : LEADING_ZEROS + 1;
}

/** 0 for `-`, 1 for `/`, 2 for `.`, 3 for none. */
const separatorOf = (byte: number) =>
  byte === MINUS ? 0 : byte === SLASH ? 1 : byte === DOT ? 2 : 3;

/** Whether there is anything but blanks. */
function saysMore(input: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (input[at] !== SPACE) return true;
  return false;
}

/** Whether there are marks around an identifier, not only blanks. */
function isWrapped(input: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (input[at] !== SPACE && input[at] !== TAB) return true;
  return false;
}

const textOf = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('utf8');

/** The words of a currency column, few, each with a form unless it is the currency's code itself. */
class Currencies {
  private readonly words: Uint8Array[] = [];
  private readonly forms: number[] = [];

  formOf(input: Uint8Array, from: number, to: number): number {
    for (let number = 0; number < this.words.length; number++) {
      const word = this.words[number] as Uint8Array;
      if (word.length !== to - from) continue;
      let at = 0;
      while (at < word.length && word[at] === input[from + at]) at++;
      if (at === word.length) return this.forms[number] as number;
    }
    if (this.words.length === MOST_CURRENCIES) return MOST_CURRENCIES + 1;
    const text = textOf(input, from, to);
    this.words.push(new Uint8Array(input.subarray(from, to)));
    this.forms.push(readCurrency(text) === text ? PLAIN_FORM : this.words.length);
    return this.forms.at(-1) as number;
  }
}

/** Numbers kept of a cell that is not plain: its form, its place, and that of its value. */
const MARK = 5;

/**
 * Writes rows all of whose cells have a usual form as the engine's own text for their types: whole
 * fen, ISO days, whole numbers, codes. So the engine need not clean them, and no such row is wrong.
 * Any other row is refused, whatever the reason, and is left to the SQL of `clean-sql.ts`, which
 * knows every form; a row that is taken has the values that SQL would give it.
 */
export class RowTyper {
  /** Where the last row that was taken ends in what was written. */
  end = 0;
  private readonly delimiter: number;
  private readonly steps: Uint8Array;
  /** Columns whose text is kept to the letter. */
  private readonly raw: Uint8Array;
  private readonly required: Uint8Array;
  private readonly decimals: Uint8Array;
  private readonly tables: WordTable[];
  private readonly loanId: number;
  private readonly currency: number;
  private readonly currencies = new Currencies();
  private readonly stops = bytesOf('\n\r"\0');
  /** What spreadsheets put around identifiers. */
  private readonly wraps = bytesOf(" \t'`=");
  private readonly kinds: readonly TypedKind[];
  /** By column: where its forms are counted, -1 for a column that nobody reads. */
  private readonly formsAt: Int32Array;
  private readonly forms: Uint32Array;
  private readonly examples = new Map<number, Omit<UsualCells['changed'][number], 'count'>>();
  private takenRows = 0;
  /** Of the last row: cells that are not plain, by form, each with where it and its value stand. */
  private marks = 0;
  private readonly marked: Int32Array;

  constructor(plan: LoadPlan) {
    this.delimiter = plan.layout.delimiter.charCodeAt(0);
    this.stops[this.delimiter] = 1;
    this.wraps[this.delimiter] = 0;
    const kinds = typedKinds(plan);
    this.steps = Uint8Array.from(kinds, (kind) => STEPS[kind]);
    this.raw = Uint8Array.from(kinds, (kind) => (kind === 'raw' ? 1 : 0));
    const planned = kinds.map((_, at) => plan.columns.find(({ column }) => column === at));
    this.required = Uint8Array.from(planned, (one) => (one?.field.required ? 1 : 0));
    this.decimals = Uint8Array.from(planned, (one) => UNIT_DECIMALS[one?.unit ?? 'yuan']);
    this.tables = planned.map((one) => (one && one.words.length > 0 ? wordTable(one) : NO_WORDS));
    this.kinds = kinds;
    this.formsAt = new Int32Array(kinds.length).fill(-1);
    let forms = 0;
    planned.forEach((one, column) => {
      if (one === undefined) return;
      this.formsAt[column] = forms;
      forms += countForms(kinds[column] ?? 'spare', this.tables[column] ?? NO_WORDS);
    });
    this.forms = new Uint32Array(forms);
    this.marked = new Int32Array(kinds.length * MARK);
    this.loanId = planned.findIndex((one) => one?.field.id === 'loan_id');
    this.currency = planned.findIndex((one) => one?.field.id === 'currency');
  }

  /**
   * Writes the row at `from` into `out` from `to` on, without its line end; answers where its line
   * end is, or -1 when it is not taken. What does not fit into `out` is lost: look at `end`. A line
   * feed must follow somewhere in `input`.
   */
  write(input: Uint8Array, from: number, out: Uint8Array, to: number): number {
    const { steps, delimiter, stops } = this;
    const last = steps.length - 1;
    let at = from;
    let o = to;
    this.marks = 0;
    for (let column = 0; column <= last; column++) {
      let byte = input[at] as number;
      const isQuoted = byte === QUOTE;
      if (isQuoted) byte = input[++at] as number;
      const [cellAt, valueAt] = [at, o];
      let form: number = PLAIN_FORM;
      const isRaw = this.raw[column] === 1;
      while (byte === SPACE && !isRaw) byte = input[++at] as number;
      if (byte === (isQuoted ? QUOTE : delimiter) || byte === LF || byte === CR) {
        if (this.required[column] === 1) return -1;
        form = EMPTY_FORM;
      } else {
        switch (steps[column]) {
          case AMOUNT: {
            if (byte === MINUS) {
              out[o++] = MINUS;
              byte = input[++at] as number;
            }
            let digits = 0;
            let group = -1;
            const first = at;
            for (;;) {
              if (byte >= ZERO && byte <= 57) {
                out[o++] = byte;
                digits++;
                if (group >= 0) group++;
              } else if (byte === COMMA && (isQuoted || delimiter !== COMMA)) {
                if (group === -1 ? digits < 1 || digits > 3 : group !== 3) return -1;
                group = 0;
              } else break;
              byte = input[++at] as number;
            }
            if (digits === 0 || (group !== -1 && group !== 3)) return -1;
            let left = this.decimals[column] as number;
            if (digits + left > 14) return -1;
            if (group !== -1) form = GROUPED;
            else if (digits > 1 && input[first] === ZERO) form = LEADING_ZEROS;
            if (byte === DOT) {
              byte = input[++at] as number;
              if (byte < ZERO || byte > 57) return -1;
              while (byte >= ZERO && byte <= 57) {
                if (left-- === 0) return -1;
                out[o++] = byte;
                byte = input[++at] as number;
              }
            }
            while (left-- > 0) out[o++] = ZERO;
            while (byte === SPACE) byte = input[++at] as number;
            break;
          }
          case INTEGER: {
            if (byte === MINUS) {
              out[o++] = MINUS;
              byte = input[++at] as number;
            }
            const start = at;
            while (byte >= ZERO && byte <= 57) {
              out[o++] = byte;
              byte = input[++at] as number;
            }
            if (at === start || at - start > 9) return -1;
            const isNegative = start > cellAt && input[start - 1] === MINUS;
            if (input[start] === ZERO && (at - start > 1 || isNegative)) form = LEADING_ZEROS;
            while (byte === SPACE) byte = input[++at] as number;
            break;
          }
          case DATE: {
            let year = 0;
            const start = at;
            while (at - start < 4 && byte >= ZERO && byte <= 57) {
              year = year * 10 + byte - ZERO;
              out[o++] = byte;
              byte = input[++at] as number;
            }
            if (at - start !== 4) return -1;
            const isCompact = byte !== MINUS && byte !== SLASH && byte !== DOT;
            let separator = separatorOf(byte);
            if (!isCompact) byte = input[++at] as number;
            let month = 0;
            let digits = 0;
            let short = 0;
            while (digits < 2 && byte >= ZERO && byte <= 57) {
              month = month * 10 + byte - ZERO;
              digits++;
              byte = input[++at] as number;
            }
            if (digits === 0 || (isCompact && digits < 2)) return -1;
            if (digits < 2) short = 1;
            if (!isCompact) {
              if (byte !== MINUS && byte !== SLASH && byte !== DOT) return -1;
              if (byte !== MINUS) separator = separatorOf(byte);
              byte = input[++at] as number;
            }
            let day = 0;
            digits = 0;
            while (digits < 2 && byte >= ZERO && byte <= 57) {
              day = day * 10 + byte - ZERO;
              digits++;
              byte = input[++at] as number;
            }
            if (digits === 0 || (isCompact && digits < 2) || !isDay(year, month, day)) return -1;
            out[o] = MINUS;
            out[o + 1] = ZERO + (month > 9 ? 1 : 0);
            out[o + 2] = ZERO + (month > 9 ? month - 10 : month);
            out[o + 3] = MINUS;
            const tens = (day / 10) | 0;
            out[o + 4] = ZERO + tens;
            out[o + 5] = ZERO + day - tens * 10;
            o += 6;
            if (digits < 2) short = 1;
            let hasTime = 0;
            if (byte === SPACE || byte === TIME) {
              const end = at;
              at = pastTime(input, at);
              if (saysMore(input, end, at)) hasTime = 1;
              byte = input[at] as number;
            }
            const spelled = separator * 4 + short * 2 + hasTime;
            if (spelled > 0) form = spelled + 1;
            break;
          }
          case IDENTIFIER: {
            while (this.wraps[byte] === 1) byte = input[++at] as number;
            const start = at;
            let hasE = false;
            while (PLAIN[byte] === 1) {
              if ((byte | 32) === 101) hasE = true;
              out[o++] = byte;
              byte = input[++at] as number;
            }
            if (at === start || mayBeTrimmed(input, start, at)) return -1;
            if (hasE && (input[start] as number) <= 57) {
              const second = input[start + 1] as number;
              if (second === DOT || (second | 32) === 101) return -1;
            }
            if (column === this.loanId && saysTotal(input, start, at)) return -1;
            const end = at;
            while (this.wraps[byte] === 1) byte = input[++at] as number;
            if (isWrapped(input, cellAt, start) || isWrapped(input, end, at)) form = WRAPPED;
            break;
          }
          case WORD: {
            const start = at;
            let hash = 0;
            while (stops[byte] === 0) {
              hash = hashed(hash, byte);
              byte = input[++at] as number;
            }
            const table = this.tables[column] as WordTable;
            const number = findWord(table, input, start, at, hash);
            if (number === 0) return -1;
            if (table.plain[number - 1] === 0) form = number;
            const value = table.values[number - 1] as Uint8Array;
            for (let i = 0; i < value.length; i++) out[o++] = value[i] as number;
            break;
          }
          case TEXT: {
            if (!isRaw) {
              while (isWideBlank(input, at)) at += 3;
              byte = input[at] as number;
            }
            const start = at;
            if (isQuoted) out[o++] = QUOTE;
            while (stops[byte] === 0 || (isQuoted && byte === delimiter)) {
              out[o++] = byte;
              byte = input[++at] as number;
            }
            if (!isRaw) {
              const end = withoutBlanks(input, start, at);
              if (end === start || mayBeTrimmed(input, start, end)) return -1;
              o -= at - end;
              if (column === this.currency) {
                form = this.currencies.formOf(input, start, end);
                if (form > MOST_CURRENCIES) return -1;
              }
            }
            if (isQuoted) out[o++] = QUOTE;
            break;
          }
          default:
            while (stops[byte] === 0 || (isQuoted && byte === delimiter)) {
              byte = input[++at] as number;
            }
        }
      }
      if (form !== PLAIN_FORM && this.formsAt[column] !== -1) {
        const mark = this.marks++ * MARK;
        const { marked } = this;
        marked[mark] = (this.formsAt[column] as number) + form;
        marked[mark + 1] = cellAt;
        marked[mark + 2] = at;
        marked[mark + 3] = valueAt;
        marked[mark + 4] = o;
      }
      if (isQuoted) {
        if (byte !== QUOTE) return -1;
        byte = input[++at] as number;
      }
      if (column < last) {
        if (byte !== delimiter) return -1;
        out[o++] = delimiter;
        at++;
      } else if (byte !== LF && byte !== CR) return -1;
    }
    this.end = o;
    return at;
  }

  /** Counts the cells of the row that was written last, from `input` to `out`: it is taken. */
  take(input: Uint8Array, out: Uint8Array, rowNo: number): void {
    this.takenRows++;
    const { marked, forms } = this;
    for (let mark = 0; mark < this.marks * MARK; mark += MARK) {
      const form = marked[mark] as number;
      if ((forms[form] as number)++ > 0) continue;
      this.examples.set(form, {
        raw: textOf(input, marked[mark + 1] as number, marked[mark + 2] as number),
        value: textOf(out, marked[mark + 3] as number, marked[mark + 4] as number),
        row: rowNo,
      });
    }
  }

  /** How many rows were taken, and which of their cells were not plain. */
  counted(): { rows: number; cells: UsualCells[] } {
    const cells = [...this.formsAt].flatMap((at, column): UsualCells[] => {
      if (at === -1) return [];
      const kind = this.kinds[column] ?? 'spare';
      const size = countForms(kind, this.tables[column] ?? NO_WORDS);
      const changed = Array.from({ length: size - 1 }, (_, form) => at + form + 1).flatMap(
        (form) => {
          const example = this.examples.get(form);
          if (example === undefined) return [];
          const written = example.value ?? '';
          const value = column === this.currency ? readCurrency(written) : readValue(kind, written);
          return [{ ...example, value, count: this.forms[form] as number }];
        },
      );
      return [{ column, blank: this.forms[at] as number, changed }];
    });
    return { rows: this.takenRows, cells };
  }
}

/** What was written for the engine, as the engine writes the value. */
function readValue(kind: TypedKind, written: string): string {
  if (kind === 'amount' || kind === 'integer') return String(Number(written));
  return kind === 'flag' ? written.toLowerCase() : written;
}
