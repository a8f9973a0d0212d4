import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { byStem, codeWords, readWord } from './code-words.ts';
import type { Mapping, MatchField } from './match-header.ts';
import { isEmptyCell, plain } from './read-words.ts';

/** What a column looks like by its cells: a field, and how many in a hundred cells agree. */
export interface ValueSuggestion {
  field: string;
  share: number;
}

/** Fewer filled cells than this say nothing. */
const ENOUGH_CELLS = 5;
/** So many in a hundred filled cells must agree. */
const ENOUGH_SHARE = 90;

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An 18-character ID number whose check character is right (GB 11643). */
function isIdNumber(cell: string): boolean {
  if (!/^[1-9]\d{5}(19|20)\d{9}[\dXx]$/.test(cell)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(cell[at]), 0);
  return '10X98765432'[sum % 11] === cell[17]?.toUpperCase();
}

const isDay = (cell: string) =>
  /^(19|20)\d{2}([-/.年])\d{1,2}([-/.月])\d{1,2}日?$/.test(cell) ||
  /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(cell);

const dayKey = (cell: string) =>
  cell
    .split(/\D+/)
    .map((part) => part.padStart(2, '0'))
    .join('');

const isAmount = (cell: string) => /^[￥¥]?-?\d[\d,]*\.\d{2,6}$/.test(cell);
const amount = (cell: string) => Number(cell.replace(/[￥¥,]/g, ''));

/** Words that are codes of many fields: they tell none of them. */
const MANY_MEANINGS = /^(是|否|有|无|y|n|yes|no|true|false|其他|正常)$/i;

function codeReader(field: string): (cell: string) => boolean {
  const words = byStem(codeWords(field, ''));
  return (cell) => !/^\d+$/.test(cell) && readWord(words, cell) !== undefined;
}

const CODE_FIELDS = ['risk_class', 'guarantee_kind', 'borrower_kind'].map((field) => ({
  field,
  reads: codeReader(field),
}));

const BRANCH = /(支行|分理处|营业部|营业室|分社|信用社|分行|网点)$/;

/** The single-column looks, each with what a cell of it must be. */
const LOOKS: readonly { field: string; reads: (cell: string) => boolean }[] = [
  { field: 'id_number', reads: isIdNumber },
  { field: 'phone', reads: (cell) => /^1[3-9]\d{9}$/.test(cell) },
  { field: 'branch', reads: (cell) => BRANCH.test(cell) },
  ...CODE_FIELDS,
];

const shareOf = (cells: readonly string[], reads: (cell: string) => boolean) =>
  Math.floor((100 * cells.filter(reads).length) / cells.length);

/** In how many of a hundred rows that have both, the first cell is not above the second. */
function shareOrdered(
  rows: readonly (readonly string[])[],
  [a, b]: readonly [number, number],
  value: (cell: string) => number | string,
): number {
  const both = rows
    .map((cells) => [plain(cells[a] ?? ''), plain(cells[b] ?? '')] as const)
    .filter(([left, right]) => left !== '' && right !== '');
  const ordered = both.filter(([left, right]) => value(left) <= value(right)).length;
  return both.length < ENOUGH_CELLS ? 0 : Math.floor((100 * ordered) / both.length);
}

/**
 * Fields that columns look like by their cells, where the header says nothing. Only to be shown and
 * confirmed: nothing is ever loaded by it. A look that two columns share is told of neither.
 */
export function suggestFromValues(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  fields: readonly MatchField[] = CANONICAL_FIELDS,
): ReadonlyMap<string, ValueSuggestion> {
  const used = new Set(Object.values(mapping));
  const columns = names.flatMap((name, column) => {
    const cells = rows.map((row) => plain(row[column] ?? '')).filter((cell) => !isEmptyCell(cell));
    return mapping[name] || cells.length < ENOUGH_CELLS ? [] : [{ name, column, cells }];
  });
  const claims: (ValueSuggestion & { name: string })[] = [];
  for (const { field, reads } of LOOKS) {
    for (const { name, cells } of columns) {
      const share = shareOf(cells, reads);
      const tells = cells.some((cell) => reads(cell) && !MANY_MEANINGS.test(cell));
      if (share >= ENOUGH_SHARE && tells) claims.push({ name, field, share });
    }
  }
  const alike = (reads: (cell: string) => boolean) =>
    columns.filter(({ cells }) => shareOf(cells, reads) >= ENOUGH_SHARE);
  claims.push(...pair(rows, alike(isDay), ['disbursed_on', 'matures_on'], dayKey));
  const amounts = alike(isAmount);
  const [only] = amounts;
  if (amounts.length === 1 && only) {
    claims.push({ name: only.name, field: 'balance', share: shareOf(only.cells, isAmount) });
  }
  claims.push(...pair(rows, amounts, ['balance', 'principal_original'], amount));
  const known = new Set(fields.map(({ id }) => id));
  const free = claims.filter(({ field }) => known.has(field) && !used.has(field));
  const lone = free.filter(
    ({ field, name }) =>
      free.filter((other) => other.field === field).length === 1 &&
      free.filter((other) => other.name === name).length === 1,
  );
  return new Map(lone.map(({ name, field, share }) => [name, { field, share }]));
}

/** Two columns of a kind of which one is never above the other: which is which. */
function pair(
  rows: readonly (readonly string[])[],
  columns: readonly { name: string; column: number }[],
  [low, high]: readonly [string, string],
  value: (cell: string) => number | string,
): (ValueSuggestion & { name: string })[] {
  const [first, second] = columns;
  if (columns.length !== 2 || !first || !second) return [];
  for (const [a, b] of [
    [first, second],
    [second, first],
  ] as const) {
    const share = shareOrdered(rows, [a.column, b.column], value);
    const back = shareOrdered(rows, [b.column, a.column], value);
    if (share >= ENOUGH_SHARE && back < ENOUGH_SHARE) {
      return [
        { name: a.name, field: low, share },
        { name: b.name, field: high, share },
      ];
    }
  }
  return [];
}
