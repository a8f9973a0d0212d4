import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { mergeWords, type OwnWord, type OwnWordChange, wordKey } from './own-words.ts';

const lineRow = z.object({ field: z.string(), word: z.string(), meaning: z.string().nullable() });
const versionRow = z.object({ version: z.int().nullable() });

/** A source's code table as of one of its versions (0: there is none). */
export interface SavedWords {
  version: number;
  words: OwnWord[];
}

async function newestVersion(reader: Reader, sourceName: string): Promise<number> {
  const { version } = await reader.one(
    versionRow,
    'SELECT max(version) AS version FROM source_word WHERE source_name = $1',
    [sourceName],
  );
  return version ?? 0;
}

/** The code table of a source, by field and word; the newest when no version is named. */
export async function getSavedWords(
  reader: Reader,
  sourceName: string,
  version?: number,
): Promise<SavedWords> {
  const at = version ?? (await newestVersion(reader, sourceName));
  const words = await reader.rows(
    lineRow,
    `SELECT field, word, meaning FROM (
       SELECT DISTINCT ON (field, word_key) field, word_key, word, meaning, is_forgotten
       FROM source_word WHERE source_name = $1 AND version <= $2
       ORDER BY field, word_key, version DESC) latest
     WHERE NOT is_forgotten ORDER BY field, word_key`,
    [sourceName, at],
  );
  return { version: at, words };
}

const historyRow = z.object({
  version: z.int(),
  words: z.int(),
  savedAt: z.string(),
  savedBy: z.string().nullable(),
});

/** Every version of a source's code table, the newest first: how many words it changed, by whom. */
export function getWordVersions(reader: Reader, sourceName: string) {
  return reader.rows(
    historyRow,
    `SELECT version, count(*) AS words, max(saved_at) AS "savedAt", max(saved_by) AS "savedBy"
     FROM source_word WHERE source_name = $1 GROUP BY version ORDER BY version DESC`,
    [sourceName],
  );
}

const ADDED_AT_ONCE = 500;

/**
 * Adds what of the changes (checked before) is new to a source's code table, as its next version;
 * nothing is overwritten. Answers the version that holds now.
 */
export async function saveWords(
  tx: Transaction,
  sourceName: string,
  changes: readonly OwnWordChange[],
  saved: { at: string; by: string | undefined },
): Promise<number> {
  const before = await getSavedWords(tx, sourceName);
  if (changes.length === 0) return before.version;
  mergeWords(before.words, changes);
  const place = ({ field, word }: OwnWord) => `${field} ${wordKey(field, word)}`;
  const known = new Map(before.words.map((line) => [place(line), line]));
  const added = changes.filter((line) => {
    const old = known.get(place(line));
    return line.forget ? old !== undefined : old === undefined || old.meaning !== line.meaning;
  });
  const version = before.version + 1;
  for (let from = 0; from < added.length; from += ADDED_AT_ONCE) {
    const part = added.slice(from, from + ADDED_AT_ONCE);
    const binds = part.flatMap(({ field, word, meaning }) => [
      field,
      wordKey(field, word),
      word,
      meaning,
    ]);
    const rows = part.map(({ forget }, index) => {
      const [field, key, word, meaning] = [5, 6, 7, 8].map((at) => `$${at + index * 4}`);
      return `($1, $2, ${field}, ${key}, ${word}, ${meaning}, ${forget === true}, CAST($3 AS TIMESTAMP), $4)`;
    });
    await tx.run(
      `INSERT INTO source_word (source_name, version, field, word_key, word, meaning, is_forgotten,
         saved_at, saved_by) VALUES ${rows.join(', ')}`,
      [sourceName, version, saved.at, saved.by ?? null, ...binds],
    );
  }
  return added.length === 0 ? before.version : version;
}

/** Tells one reading of some fields by a code table from another; undefined when it says nothing of them. */
export function fingerprintWords(
  words: readonly OwnWord[],
  fields: Iterable<string | null>,
): string | undefined {
  const mapped = new Set(fields);
  const lines = words
    .filter(({ field }) => mapped.has(field))
    .map(({ field, word, meaning }) => JSON.stringify([field, wordKey(field, word), meaning]))
    .sort();
  return lines.length === 0
    ? undefined
    : createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}
