import { z } from 'zod';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { DEFAULT_SOURCE } from './import-request.ts';
import {
  applySavedMapping,
  type HeaderDifference,
  type HeaderMatcher,
  LOAN_BOOK_HEADERS,
  type Mapping,
} from './match-header.ts';

const savedRow = z.object({ version: z.int(), header: z.string(), mapping: z.string() });
export const mappingSchema = z.record(z.string(), z.string().nullable());
const headerSchema = z.array(z.string());

interface SavedMapping {
  version: number;
  names: string[];
  mapping: Mapping;
}

/** A kind of file, with what knows its headers; each kind has sources of its own. */
export interface MappedKind {
  id: string;
  matcher: HeaderMatcher;
  fields: readonly { id: string; kind: string }[];
}

export const LOAN_BOOK: MappedKind = {
  id: 'loan-book',
  matcher: LOAN_BOOK_HEADERS,
  fields: CANONICAL_FIELDS,
};

/** The mapping last used for a source; undefined for a source that is new. */
export async function getSavedMapping(
  reader: Reader,
  sourceName: string,
  { id }: MappedKind = LOAN_BOOK,
): Promise<SavedMapping | undefined> {
  const [row] = await reader.rows(
    savedRow,
    `SELECT version, header, mapping FROM source_mapping
     WHERE source_name = $1 AND kind = $2 ORDER BY version DESC LIMIT 1`,
    [sourceName, id],
  );
  return row === undefined
    ? undefined
    : {
        version: row.version,
        names: headerSchema.parse(JSON.parse(row.header)),
        mapping: mappingSchema.parse(JSON.parse(row.mapping)),
      };
}

/** Last time's mapping where it still fits, suggestions for the rest; what changed in the header. */
export async function suggestMapping(
  reader: Reader,
  sourceName: string,
  names: readonly string[],
  kind: MappedKind = LOAN_BOOK,
): Promise<{ mapping: Mapping; savedVersion: number | null; difference: HeaderDifference | null }> {
  const saved = await getSavedMapping(reader, sourceName, kind);
  // Another file altogether under the same name: nothing to compare with.
  if (saved === undefined || !names.some((name) => name in saved.mapping)) {
    return { mapping: kind.matcher.match(names), savedVersion: null, difference: null };
  }
  const { mapping, difference } = applySavedMapping(names, saved.mapping, kind.matcher);
  const changed = difference.added.length + difference.removed.length > 0;
  return { mapping, savedVersion: saved.version, difference: changed ? difference : null };
}

/** Keeps the mapping as the source's newest version, unless it is the newest already. */
export async function saveMapping(
  tx: Transaction,
  sourceName: string,
  names: readonly string[],
  mapping: Mapping,
  now: string,
  kind: MappedKind = LOAN_BOOK,
): Promise<void> {
  const saved = await getSavedMapping(tx, sourceName, kind);
  const text = JSON.stringify(mapping);
  if (saved && JSON.stringify(saved.mapping) === text) return;
  await tx.run(`INSERT INTO source_mapping VALUES ($1, $2, $3, $4, CAST($5 AS TIMESTAMP), $6)`, [
    sourceName,
    (saved?.version ?? 0) + 1,
    JSON.stringify(names),
    text,
    now,
    kind.id,
  ]);
}

const headerRow = z.object({ name: z.string(), header: z.string() });
/** So many in a hundred of both headers' columns must be the same for a source to be recognised. */
const ALIKE = 80;

/**
 * Whose export a file is by its header: the source whose last header had the same columns, in
 * whatever order, or nearly; the usual source when none had.
 */
export async function findSource(
  reader: Reader,
  names: readonly string[],
  { id }: MappedKind = LOAN_BOOK,
): Promise<string> {
  const rows = await reader.rows(
    headerRow,
    `SELECT source_name AS name, header FROM (
       SELECT DISTINCT ON (source_name) source_name, header, saved_at FROM source_mapping
       WHERE kind = $2 ORDER BY source_name, version DESC) latest
     ORDER BY (source_name = $1) DESC, saved_at DESC`,
    [DEFAULT_SOURCE, id],
  );
  const own = new Set(names);
  const alike = rows.map(({ name, header }) => {
    const theirs = new Set(headerSchema.parse(JSON.parse(header)));
    const shared = [...own].filter((column) => theirs.has(column)).length;
    return { name, share: Math.floor((100 * shared) / (own.size + theirs.size - shared)) };
  });
  const best = Math.max(ALIKE, ...alike.map(({ share }) => share));
  return alike.find(({ share }) => share === best)?.name ?? DEFAULT_SOURCE;
}

/** The names of sources whose mapping is remembered. */
export async function getSources(
  reader: Reader,
  { id }: MappedKind = LOAN_BOOK,
): Promise<string[]> {
  const rows = await reader.rows(
    z.object({ name: z.string() }),
    'SELECT DISTINCT source_name AS name FROM source_mapping WHERE kind = $1 ORDER BY name',
    [id],
  );
  return rows.map(({ name }) => name);
}
