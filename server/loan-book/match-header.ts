import { CANONICAL_FIELDS, type CanonicalField } from './canonical-fields.ts';
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

/** The unit that a header cell itself names: `贷款余额(万元)`. */
export function headerUnit(cell: string): AmountUnit | undefined {
  const found =
    /[([【]([^)\]】]*)[)\]】]\s*$/.exec(plain(cell)) ?? /[_-]([^_-]*元)$/.exec(plain(cell));
  return found?.[1] === undefined ? undefined : readUnit(found[1]);
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

interface Claim {
  column: number;
  field: CanonicalField;
  rank: number;
}

/** Every header that is known, with its field and how telling it is. */
function knownHeaders(): ReadonlyMap<string, Omit<Claim, 'column'>> {
  const ranks = new Map<string, Omit<Claim, 'column'>>();
  for (const field of CANONICAL_FIELDS) {
    [...field.headers, field.label.zh, field.label.en, field.id].forEach((header, rank) => {
      const key = normalHeader(header);
      if (!ranks.has(key)) ranks.set(key, { field, rank });
    });
  }
  return ranks;
}

const KNOWN_HEADERS = knownHeaders();

function claims(names: readonly string[]): Claim[] {
  return names.flatMap((name, column) => {
    const hit = KNOWN_HEADERS.get(normalHeader(name));
    return hit ? [{ column, ...hit }] : [];
  });
}

/**
 * Suggests a field for each column from the synonyms of CANONICAL_FIELDS. Each field is used once:
 * of several candidates the most telling header wins, then the one further left.
 */
export function matchHeader(names: readonly string[]): Mapping {
  const taken = new Set<string>();
  const mapping: Record<string, string | null> = Object.fromEntries(
    names.map((name) => [name, null]),
  );
  for (const { column, field } of claims(names).sort(
    (a, b) => a.rank - b.rank || a.column - b.column,
  )) {
    const name = names[column];
    if (taken.has(field.id) || name === undefined) continue;
    taken.add(field.id);
    mapping[name] = field.id;
  }
  return mapping;
}

/** How many cells of a record read like header cells. */
export function countHeaderCells(cells: readonly string[]): number {
  return new Set(claims(cells).map(({ field }) => field.id)).size;
}

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
): { mapping: Mapping; difference: HeaderDifference } {
  const still = Object.fromEntries(Object.entries(saved).filter(([name]) => names.includes(name)));
  const difference = {
    added: names.filter((name) => !(name in saved)),
    removed: Object.keys(saved).filter((name) => !names.includes(name)),
  };
  return { mapping: completeMapping(names, still, matchHeader(names)), difference };
}
