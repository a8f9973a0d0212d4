import { CANONICAL_FIELDS, type CanonicalField } from './canonical-fields.ts';
import { normalWord, plainWords, stemOf } from './code-words.ts';
import {
  codeMeaningUnknown,
  tooManyWords,
  wordFieldUnknown,
  wordMissing,
  wordTwice,
} from './refuse-words.ts';

/**
 * One line of a bank's own code table: a word or code as the bank writes it, and what it means. Of a
 * code field the meaning is a code of its list, of a flag 'true' or 'false', of a text field the name
 * to show. Null says that it was looked at and stays unknown (of a text field: as it stands).
 */
export interface OwnWord {
  field: string;
  word: string;
  meaning: string | null;
}

/** A line as somebody hands it in: `forget` takes the word out of the table again. */
export interface OwnWordChange extends OwnWord {
  forget?: boolean | undefined;
}

/** Text fields whose cells may be codes of the bank: branch and staff numbers, place codes. */
const NAMED_FIELDS: ReadonlySet<string> = new Set([
  ...['branch', 'officer', 'origin_officer', 'township', 'collateral_kind', 'occupation'],
]);

const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

/** Whether a field can have a code table: closed codes, flags, and text that may be a code. */
export const takesWords = ({ id, kind }: Pick<CanonicalField, 'id' | 'kind'>): boolean =>
  kind === 'code' || kind === 'flag' || NAMED_FIELDS.has(id);

/** More words than this in a column of a closed list: it is no such column. */
const MOST_CLOSED = 500;
const MOST_NAMES = 20_000;
const LONGEST = 200;

const tidy = (text: string) => text.replace(/[\0\ufeff\u200b]/g, '').trim();

/** By what a word is found again: folded for codes and flags, to the letter for names. */
export function wordKey(field: string, word: string): string {
  const kind = FIELDS.get(field)?.kind;
  return kind === 'code' || kind === 'flag' ? normalWord(word) : tidy(word);
}

const UNKNOWN = new Set(['', '?', '？', '未知', 'unknown']);

/** What a meaning stands for: a code, a label of it in either language, or a name. */
function readMeaning(field: CanonicalField, line: OwnWordChange): string | null {
  const { meaning } = line;
  if (meaning === null || UNKNOWN.has(tidy(meaning).toLowerCase())) return null;
  if (field.kind === 'text') return tidy(meaning).replace(/\s+/g, ' ').slice(0, LONGEST);
  const known = plainWords(field).get(tidy(meaning).toLowerCase());
  if (known === undefined) throw codeMeaningUnknown(field, line.word, meaning);
  return known;
}

/**
 * Lines of a code table, checked: meanings as they are stored, repeated lines once. Refuses with
 * 'word-field-unknown', 'word-missing', 'word-meaning-unknown', 'word-twice' (one word, two
 * meanings) and 'too-many-words'.
 */
export function checkWords(lines: readonly OwnWordChange[]): OwnWordChange[] {
  const found = new Map<string, OwnWordChange>();
  const counts = new Map<string, number>();
  for (const line of lines) {
    const field = FIELDS.get(line.field);
    if (field === undefined || !takesWords(field)) throw wordFieldUnknown(line.field);
    const word = tidy(line.word);
    const key = wordKey(field.id, word);
    if (key === '' || word.length > LONGEST) throw wordMissing(field, line.meaning ?? '');
    const meaning = readMeaning(field, line);
    const forget = line.forget === true;
    const place = `${field.id} ${key}`;
    const before = found.get(place);
    if (before && (before.meaning !== meaning || before.forget !== forget)) {
      throw wordTwice(field, word, [before.meaning, meaning]);
    }
    if (before) continue;
    found.set(place, { field: field.id, word, meaning, forget });
    const count = (counts.get(field.id) ?? 0) + 1;
    counts.set(field.id, count);
    const most = field.kind === 'text' ? MOST_NAMES : MOST_CLOSED;
    if (count > most) throw tooManyWords(field, most);
  }
  return [...found.values()];
}

/** A table with changes applied: the later line of a word counts. Checks its size again. */
export function mergeWords(
  table: readonly OwnWord[],
  changes: readonly OwnWordChange[],
): OwnWord[] {
  const merged = new Map(
    table.map((line) => [`${line.field} ${wordKey(line.field, line.word)}`, line]),
  );
  for (const { forget, ...line } of changes) {
    const place = `${line.field} ${wordKey(line.field, line.word)}`;
    merged.delete(place);
    if (!forget) merged.set(place, line);
  }
  return checkWords([...merged.values()]).map(({ field, word, meaning }) => ({
    field,
    word,
    meaning,
  }));
}

const literal = (meaning: string) =>
  meaning === 'true' ? 'TRUE' : meaning === 'false' ? 'FALSE' : `'${meaning}'`;

/** How one column of codes or flags is read with the bank's own words. */
export interface ColumnWords {
  /** By stem, with the SQL literal each becomes. */
  stems: Map<string, string>;
  /** As the bank writes them, which counts before any stem. */
  exact: Map<string, string>;
}

/**
 * The bank's own words over those that every bank uses. A word is read to the letter first; under its
 * stem where that says nothing else yet, so that `09类` is read where `09` was explained.
 */
export function applyOwnWords(
  stems: ReadonlyMap<string, string>,
  own: readonly OwnWord[],
): ColumnWords {
  const read: ColumnWords = { stems: new Map(stems), exact: new Map() };
  for (const { word, meaning } of own) {
    const normal = normalWord(word);
    if (stemOf(normal) !== normal) continue;
    if (meaning === null) read.stems.delete(normal);
    else read.stems.set(normal, literal(meaning));
  }
  for (const { word, meaning } of own) {
    if (meaning === null) continue;
    read.exact.set(word, literal(meaning));
    const stem = stemOf(normalWord(word));
    if (!read.stems.has(stem)) read.stems.set(stem, literal(meaning));
  }
  return read;
}

/** What a cell stands for, as a SQL literal; undefined when no list knows it. */
export const readOwnWord = ({ stems, exact }: ColumnWords, cell: string): string | undefined =>
  exact.get(cell) ?? exact.get(tidy(cell)) ?? stems.get(stemOf(normalWord(cell)));

const CODE = /^[A-Za-z]{0,4}[-_]?\d{2,12}$/;

/** Whether the words of a text column are codes that somebody may want to see as names. */
export function lookLikeCodes(words: readonly string[]): boolean {
  const codes = words.filter((word) => CODE.test(tidy(word))).length;
  return codes > 0 && codes * 10 >= words.length * 9;
}
