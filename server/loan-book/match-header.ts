import type { Sentence } from '../errors.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { type AmountUnit, plain, readUnit } from './read-words.ts';

/** Header cell (as `columnNames` gives it) to the id of a canonical field; null leaves it unmapped. */
export type Mapping = Readonly<Record<string, string | null>>;

/** A header cell for comparing: folded, lower case, no blanks, no bracketed unit or remark. */
export function normalHeader(cell: string): string {
  return plain(cell)
    .toLowerCase()
    .replace(/[([【{].*?[)\]】}]/g, '')
    .replace(/[\s_\-*:"'.]/g, '');
}

/** The unit that a header cell itself names: `贷款余额(万元)`, `余额_元`, `欠息万元`. */
export function headerUnit(cell: string): AmountUnit | undefined {
  const text = plain(cell);
  const found =
    /[([【]([^)\]】]*)[)\]】]\s*(?:-|$)/.exec(text) ??
    /[_-]([^_-]*元)$/.exec(text) ??
    /((?:亿|百万|万|千)元)$/.exec(text);
  return found?.[1] === undefined ? undefined : readUnit(found[1]);
}

/** Between the two rows of a header, upper and lower: `贷款余额-本金`. */
const JOINT = '-';

/** A header of two rows as one: `贷款余额` over `本金` is `贷款余额-本金`; a cell twice stands once. */
export const joinHeader = (upper: string, lower: string): string =>
  upper === '' || lower === '' || upper === lower ? lower || upper : `${upper}${JOINT}${lower}`;

/** A joined header cell as its two rows; undefined for a cell of one row. */
export function splitHeader(cell: string): { upper: string; lower: string } | undefined {
  const at = cell.indexOf(JOINT);
  if (at <= 0 || at === cell.length - 1) return undefined;
  return { upper: cell.slice(0, at), lower: cell.slice(at + 1) };
}

/** Header cells as names that are not blank and not repeated: `余额`, `余额#2`, `列 7`. */
export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = plain(cell).replace(/\s+/g, ' ') || `列 ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

/** What a kind of file may have as a column: the header cells that mean it, most telling first. */
export interface MatchField {
  id: string;
  label: Sentence;
  headers: readonly string[];
  required?: boolean;
}

interface Claim {
  column: number;
  field: MatchField;
  rank: number;
}

type Known = ReadonlyMap<string, Omit<Claim, 'column'>>;

/** Every header that is known, with its field and how telling it is. */
function knownHeaders(fields: readonly MatchField[]): Known {
  const ranks = new Map<string, Omit<Claim, 'column'>>();
  for (const field of fields) {
    [...field.headers, field.label.zh, field.label.en, field.id].forEach((header, rank) => {
      const key = normalHeader(header);
      if (!ranks.has(key)) ranks.set(key, { field, rank });
    });
  }
  return ranks;
}

/** Another time's figure is not the one that is wanted, whatever else the header says. */
const OTHER_TIME =
  /上期|上月|上年|上季|上周|上日|昨日|去年|前期|年初|月初|期初|季初|上次|调整前|历史|变动|增减|较/;

/** Words that a header may carry without meaning anything else. */
const BEFORE = /^(当前|最新|本期|期末|客户|借款人|贷款|借据)/;
const AFTER = /(当前|最新|本期|当期|期末|人民币|折人民币|(?:亿|百万|万|千)?元|rmb|cny)$/;
/** `客户经理姓名` is the officer, but `账号名称` is no account number. */
const NAMED = /(姓名|名称)$/;
const NAMED_FIELDS: ReadonlySet<string> = new Set([
  ...['branch', 'officer', 'origin_officer', 'guarantor', 'legal_representative', 'product'],
]);

/** A known header under decorations; less telling than one without. */
function knownUnderDecoration(known: Known, key: string): Omit<Claim, 'column'> | undefined {
  for (const [decoration, cost] of [
    [AFTER, 100],
    [BEFORE, 120],
  ] as const) {
    const bare = key.replace(decoration, '');
    const hit = bare === key ? undefined : known.get(bare);
    if (hit) return { ...hit, rank: hit.rank + cost };
  }
  const unnamed = key.replace(NAMED, '');
  const hit = unnamed === key ? undefined : known.get(unnamed);
  return hit && NAMED_FIELDS.has(hit.field.id) ? { ...hit, rank: hit.rank + 140 } : undefined;
}

/** Headings over a group of columns that say nothing of whose figures stand below. */
const NEUTRAL_GROUP = /^(客户|借款人|贷款|借据|业务|基本|台账)?(基本)?(信息|情况|资料|概况|要素)?$/;

/** The field of a header of two rows, by both together or by the lower under a neutral heading. */
function knownOfTwo(known: Known, upper: string, lower: string): Omit<Claim, 'column'> | undefined {
  const [top, bottom] = [normalHeader(upper), normalHeader(lower)];
  for (const both of [top + bottom, bottom + top]) {
    const hit = known.get(both);
    if (hit) return hit;
  }
  const over = known.get(top);
  if (over?.field.id === 'balance' && bottom === '本金') return over;
  const under = known.get(bottom);
  return under && NEUTRAL_GROUP.test(top) ? { ...under, rank: under.rank + 60 } : undefined;
}

function knownHeader(known: Known, name: string): Omit<Claim, 'column'> | undefined {
  if (OTHER_TIME.test(plain(name))) return undefined;
  const key = normalHeader(name);
  const exact = known.get(key);
  if (exact) return exact;
  const rows = splitHeader(name);
  return (rows && knownOfTwo(known, rows.upper, rows.lower)) ?? knownUnderDecoration(known, key);
}

function claims(known: Known, names: readonly string[]): Claim[] {
  return names.flatMap((name, column) => {
    const hit = knownHeader(known, name);
    return hit ? [{ column, ...hit }] : [];
  });
}

/** What knows the headers of one kind of file. */
export interface HeaderMatcher {
  fields: readonly MatchField[];
  /**
   * Suggests a field for each column from the synonyms of the fields. Each field is used once: of
   * several candidates the most telling header wins, then the one further left.
   */
  match(names: readonly string[]): Mapping;
  /** How many cells of a record read like header cells. */
  count(cells: readonly string[]): number;
}

export function headerMatcher(fields: readonly MatchField[]): HeaderMatcher {
  const known = knownHeaders(fields);
  return {
    fields,
    match: (names) => assign(known, names),
    count: (cells) => new Set(claims(known, cells).map(({ field }) => field.id)).size,
  };
}

function assign(known: Known, names: readonly string[]): Mapping {
  const taken = new Set<string>();
  const mapping: Record<string, string | null> = Object.fromEntries(
    names.map((name) => [name, null]),
  );
  for (const { column, field } of claims(known, names).sort(
    (a, b) => a.rank - b.rank || a.column - b.column,
  )) {
    const name = names[column];
    if (taken.has(field.id) || name === undefined) continue;
    taken.add(field.id);
    mapping[name] = field.id;
  }
  return mapping;
}

/** What knows the headers of a loan book. */
export const LOAN_BOOK_HEADERS = headerMatcher(CANONICAL_FIELDS);

/** What a saved mapping says of a header that may have changed since. */
export interface HeaderDifference {
  added: string[];
  removed: string[];
}

/**
 * A mapping for every column, in the order of `names`: what `fixed` says, else what `suggested` says
 * if its field is free.
 */
export function completeMapping(
  names: readonly string[],
  fixed: Mapping,
  suggested: Mapping,
): Mapping {
  const used = new Set(Object.values(fixed));
  const mapping = names.map((name) => {
    const field = suggested[name] ?? null;
    return [name, field !== null && used.has(field) ? null : field];
  });
  return { ...Object.fromEntries(mapping), ...fixed };
}

/** Applies last time's mapping to what still matches, and suggests fields for the new columns. */
export function applySavedMapping(
  names: readonly string[],
  saved: Mapping,
  matcher: HeaderMatcher = LOAN_BOOK_HEADERS,
): { mapping: Mapping; difference: HeaderDifference } {
  const still = Object.fromEntries(Object.entries(saved).filter(([name]) => names.includes(name)));
  const difference = {
    added: names.filter((name) => !(name in saved)),
    removed: Object.keys(saved).filter((name) => !names.includes(name)),
  };
  return { mapping: completeMapping(names, still, matcher.match(names)), difference };
}
