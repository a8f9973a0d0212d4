import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { countUnread } from './count-unread.ts';
import { keptCell } from './kept-sql.ts';
import { isPersonalHeader, maskDigits } from './mask-personal.ts';
import { LOAN_BOOK_HEADERS, type Mapping } from './match-header.ts';
import { getFacts } from './open-amendment.ts';
import { takesWords, wordKey } from './own-words.ts';
import { type ReadWord, readColumnWords } from './read-column-words.ts';
import { mappingSchema } from './saved-mapping.ts';
import { getSavedWords, getWordVersions } from './saved-words.ts';
import { getReadWords } from './store-rereading.ts';

const codeRow = z.object({ word: z.string().nullable(), count: z.int() });

/** A word of a snapshot's column; `count` is null for one of the code table that it does not hold. */
export interface CountedWord extends ReadWord {
  count: number | null;
}

const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

/** The codes of a text column, as the file had them. */
async function countCodes(reader: Reader, id: number, column: string, name: string) {
  const rows = await reader.rows(
    codeRow,
    `SELECT coalesce(${keptCell('extra', name)}, ${column}) AS word, count(*) AS "count"
     FROM loan WHERE snapshot_id = $1 GROUP BY 1 ORDER BY 2 DESC, 1`,
    [id],
  );
  return new Map(rows.flatMap(({ word, count }) => (word === null ? [] : [[word, count]])));
}

/**
 * The words of a loaded snapshot that have or want a meaning, column by column, as its source's code
 * table reads them now; the cells of columns mapped later that could not be read; and the versions of
 * the table. Refuses with 'snapshot-missing'.
 */
export async function getSnapshotWords(reader: Reader, id: number) {
  const facts = await getFacts(reader, id);
  const { sourceName } = facts;
  const mapping: Mapping = mappingSchema.parse(JSON.parse(facts.mapping));
  const table = await getSavedWords(reader, sourceName);
  const unread = await countUnread(reader, id);
  const columns: { column: string; field: string; words: CountedWord[] }[] = [];
  for (const [column, fieldId] of Object.entries(mapping)) {
    const field = FIELDS.get(fieldId ?? '');
    if (field === undefined || !takesWords(field)) continue;
    const counts =
      field.kind === 'text'
        ? await countCodes(reader, id, field.column, column)
        : (unread.get(field.id) ?? new Map<string, number>());
    const read = readColumnWords(field.id, column, [...counts.keys()], table.words) ?? [];
    const here = new Set(read.map(({ word }) => wordKey(field.id, word)));
    const words = [
      ...read.map((word): CountedWord => ({ ...word, count: counts.get(word.word) ?? null })),
      ...table.words
        .filter((line) => line.field === field.id && !here.has(wordKey(field.id, line.word)))
        .map(({ word, meaning }): CountedWord => {
          return { word, meaning, state: meaning === null ? 'kept' : 'own', count: null };
        }),
    ];
    if (words.length > 0) columns.push({ column, field: field.id, words });
  }
  const cells = [...unread].flatMap(([fieldId, texts]) => {
    const field = FIELDS.get(fieldId);
    if (field === undefined || field.kind === 'code' || field.kind === 'flag') return [];
    const count = [...texts.values()].reduce((sum, one) => sum + one, 0);
    return [
      { field: fieldId, count, samples: field.personal ? [] : [...texts.keys()].slice(0, 5) },
    ];
  });
  return {
    sourceName,
    /** The version of the code table that the snapshot was read by, and the newest. */
    readVersion: (await getReadWords(reader, facts)).version,
    version: table.version,
    versions: await getWordVersions(reader, sourceName),
    columns,
    cells,
  };
}

const extraRow = z.object({ extra: z.string() });
const extraCells = z.record(z.string(), z.string().nullable());
const LOOKED_AT = 300;

/** The columns that a snapshot kept unmapped, with samples and the field their header suggests. */
export async function getKeptColumns(reader: Reader, id: number) {
  const facts = await getFacts(reader, id);
  const mapping: Mapping = mappingSchema.parse(JSON.parse(facts.mapping));
  const used = new Set(Object.values(mapping));
  const { unmapped } = await reader.one(
    z.object({ unmapped: z.string() }),
    'SELECT unmapped FROM snapshot WHERE id = $1',
    [id],
  );
  const names = z.array(z.string()).parse(JSON.parse(unmapped));
  const rows = await reader.rows(
    extraRow,
    `SELECT extra FROM loan WHERE snapshot_id = $1 AND extra IS NOT NULL ORDER BY row_no LIMIT ${LOOKED_AT}`,
    [id],
  );
  const cells = rows.map(({ extra }) => extraCells.parse(JSON.parse(extra)));
  const suggested = LOAN_BOOK_HEADERS.match(names);
  return names.map((column) => {
    const texts = new Set(cells.map((row) => row[column]?.trim() ?? '').filter((text) => text));
    const field = suggested[column] ?? null;
    return {
      column,
      // Nobody has said what is in it: what may be personal is not shown, long numbers not whole.
      samples: isPersonalHeader(column) ? [] : [...texts].slice(0, 3).map(maskDigits),
      suggestion: field !== null && used.has(field) ? null : field,
    };
  });
}
