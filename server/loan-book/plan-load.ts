import { CANONICAL_FIELDS, type CanonicalField } from './canonical-fields.ts';
import type { DateOrder } from './clean-sql.ts';
import { byStem, codeWords, flagWords } from './code-words.ts';
import type { Layout } from './detect-layout.ts';
import type { Mapping } from './match-header.ts';
import { applyOwnWords, type OwnWord, readOwnWord, wordKey } from './own-words.ts';
import type { AmountUnit } from './read-words.ts';
import { columnMissing, mappingInvalid } from './refuse-file.ts';

/** One column of the file on its way into one column of `loan`. */
export interface PlannedColumn {
  field: CanonicalField;
  column: number;
  unit: AmountUnit;
  /** Words as they stand in the first rows, with the SQL literal each becomes. */
  seenWords: [string, string][];
  /** All words, folded, with their SQL literals. */
  words: [string, string][];
  /** Every cell of the first rows has a usual form, so the fast statement knows only those. */
  isPlain: boolean;
}

/** A text column and what its codes are called. */
export interface NamedColumn {
  field: CanonicalField;
  /** The column's name in the file, and its number. */
  name: string;
  column: number;
  names: [code: string, name: string][];
}

/** Everything the loader needs to know about one file. */
export interface LoadPlan {
  layout: Layout;
  columns: PlannedColumn[];
  /** Fields that the bank's file does not have and the user stated for every row. */
  constants: [CanonicalField, string][];
  extra: { name: string; column: number }[];
  /** Text columns whose codes are shown as names; what the cell said is kept like an unmapped one. */
  named: NamedColumn[];
  dateOrder: DateOrder | undefined;
}

const FIELD_BY_ID = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

/** Every word that a column of codes or flags is known to hold, by stem, with its SQL literal. */
export function literalWords(
  { id, kind }: Pick<CanonicalField, 'id' | 'kind'>,
  header: string,
): Map<string, string> {
  if (kind === 'code') {
    return new Map([...byStem(codeWords(id, header))].map(([word, code]) => [word, `'${code}'`]));
  }
  return new Map([...byStem(flagWords(id))].map(([word, flag]) => [word, flag ? 'TRUE' : 'FALSE']));
}

function wordsOf(
  field: CanonicalField,
  header: string,
  cells: readonly string[],
  own: readonly OwnWord[],
) {
  if (field.kind !== 'code' && field.kind !== 'flag') return { seenWords: [], words: [] };
  const words = applyOwnWords(literalWords(field, header), own);
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const seen = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
    .flatMap(([cell]): [string, string][] => {
      const value = readOwnWord(words, cell);
      return value === undefined ? [] : [[cell, value]];
    });
  return { seenWords: [...new Map([...seen, ...words.exact])], words: [...words.stems] };
}

/** The names for the codes of a text column; undefined where the bank's table has none. */
function namesOf(planned: Omit<NamedColumn, 'names'>, own: readonly OwnWord[]): NamedColumn[] {
  const { field } = planned;
  const names = own.flatMap(({ word, meaning }): [string, string][] =>
    meaning === null ? [] : [[wordKey(field.id, word), meaning]],
  );
  return field.kind === 'text' && names.length > 0 ? [{ ...planned, names }] : [];
}

/** Identifiers that spreadsheets damage (`6.21E+18`); a damaged one rejects the row. */
export const IDENTIFIER_FIELDS: ReadonlySet<string> = new Set([
  'loan_id',
  'borrower_id',
  'id_number',
  'phone',
]);

const USUAL_DATE =
  /^(?!1900[-/]?0?1[-/]?0?1$)(19|20)\d\d(-\d\d-\d\d|\d{4}|[-/]\d{1,2}[-/]\d{1,2})$/;

/** Whether the fast forms of `clean-sql.ts` read a cell. A wrong yes costs time, never a value. */
function isUsualCell(
  field: CanonicalField,
  cell: string,
  unit: AmountUnit,
  seen: ReadonlySet<string>,
): boolean {
  switch (field.kind) {
    case 'amount':
      return unit === 'yuan'
        ? /^-?(\d{1,12}(\.\d{1,2})?|\d{1,3}(,\d{3}){1,3}\.\d\d)$/.test(cell)
        : /^-?\d{1,7}(\.\d+)?$/.test(cell);
    case 'date':
      return USUAL_DATE.test(cell);
    case 'integer':
      return /^-?(0|[1-9]\d{0,8})$/.test(cell);
    case 'code':
    case 'flag':
      return seen.has(cell);
    case 'text':
      return !IDENTIFIER_FIELDS.has(field.id) || /^[0-9A-Za-z][0-9A-Za-z._/-]*$/.test(cell);
  }
}

/**
 * Checks a mapping against the fields and the file, and settles how each column is read. Refuses
 * with 'mapping-invalid' (a field twice, an unknown field or column) or 'column-missing' (a
 * required field that neither a column nor a constant gives).
 */
export function planLoad(
  layout: Layout,
  mapping: Mapping,
  options: {
    constants?: Readonly<Record<string, string>>;
    dateOrder?: DateOrder | undefined;
    /** The bank's own code table. */
    words?: readonly OwnWord[];
  },
): LoadPlan {
  const columns: PlannedColumn[] = [];
  const named: NamedColumn[] = [];
  const used = new Set<string>();
  for (const [name, fieldId] of Object.entries(mapping)) {
    if (fieldId === null) continue;
    const field = FIELD_BY_ID.get(fieldId);
    const column = layout.names.indexOf(name);
    if (field === undefined || column === -1) throw mappingInvalid(name, fieldId, 'unknown');
    if (used.has(fieldId)) throw mappingInvalid(name, fieldId, 'twice');
    used.add(fieldId);
    const unit = layout.columnUnits[column] ?? layout.unit;
    const cells = layout.sample.map((record) => record[column] ?? '');
    const own = (options.words ?? []).filter((line) => line.field === fieldId);
    const found = wordsOf(field, layout.header[column] ?? '', cells, own);
    named.push(...namesOf({ field, name, column }, own));
    const seen = new Set(found.seenWords.map(([word]) => word));
    columns.push({
      field,
      column,
      unit,
      ...found,
      isPlain: cells.every((cell) => cell === '' || isUsualCell(field, cell, unit, seen)),
    });
  }
  const constants: [CanonicalField, string][] = [];
  for (const [fieldId, value] of Object.entries(options.constants ?? {})) {
    const field = FIELD_BY_ID.get(fieldId);
    if (value.trim() === '') continue;
    if (field === undefined || field.kind !== 'text') throw mappingInvalid('', fieldId, 'unknown');
    if (!used.has(fieldId)) constants.push([field, value.trim()]);
  }
  const given = new Set([...used, ...constants.map(([field]) => field.id)]);
  const missing = CANONICAL_FIELDS.filter((field) => field.required && !given.has(field.id));
  if (missing.length > 0) throw columnMissing(missing, layout.names);
  const mapped = new Set(columns.map(({ column }) => column));
  const extra = layout.names.flatMap((name, column) =>
    mapped.has(column) || column >= layout.width || (layout.header[column] ?? '').trim() === ''
      ? []
      : [{ name, column }],
  );
  return { layout, columns, constants, extra, named, dateOrder: options.dateOrder };
}
