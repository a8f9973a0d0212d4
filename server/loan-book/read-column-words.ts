import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import {
  applyOwnWords,
  lookLikeCodes,
  type OwnWord,
  readOwnWord,
  takesWords,
  wordKey,
} from './own-words.ts';
import { literalWords } from './plan-load.ts';
import { isEmptyCell } from './read-words.ts';
import { getSavedWords } from './saved-words.ts';

/** The words of a file's columns, as the fields that they are to go to. */
export const wordColumns = z.object({
  sourceName: z.string().trim().min(1).max(100),
  columns: z
    .array(
      z.object({ column: z.string(), field: z.string(), words: z.array(z.string()).max(20_000) }),
    )
    .max(300),
});

/**
 * How a word is read: 'own' by the source's code table, 'kept' as unknown because somebody said so,
 * 'known' as every bank writes it, 'open': nobody knows yet.
 */
export interface ReadWord {
  word: string;
  state: 'own' | 'kept' | 'known' | 'open';
  meaning: string | null;
}

const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

/** How words of one field are read; undefined for a field whose words need no meaning. */
export function readColumnWords(
  fieldId: string,
  header: string,
  words: readonly string[],
  table: readonly OwnWord[],
): ReadWord[] | undefined {
  const field = FIELDS.get(fieldId);
  if (field === undefined || !takesWords(field)) return undefined;
  const own = table.filter((line) => line.field === fieldId);
  const said = new Map(own.map((line) => [wordKey(fieldId, line.word), line.meaning]));
  const filled = words.filter((word) => !isEmptyCell(word));
  if (field.kind === 'text' && !lookLikeCodes(filled) && !filled.some((word) => said.has(word))) {
    return undefined;
  }
  const known = field.kind === 'text' ? undefined : applyOwnWords(literalWords(field, header), own);
  return filled.map((word): ReadWord => {
    const meaning = said.get(wordKey(fieldId, word));
    if (meaning !== undefined) return { word, state: meaning === null ? 'kept' : 'own', meaning };
    const read = known && readOwnWord(known, word);
    if (read === undefined) return { word, state: 'open', meaning: null };
    return {
      word,
      state: 'known',
      meaning: read.replaceAll("'", '').replace(/^(TRUE|FALSE)$/, (flag) => flag.toLowerCase()),
    };
  });
}

/** How the words of a file's columns would be read, of the columns whose words need a meaning. */
export async function readFileWords(
  reader: Reader,
  { sourceName, columns }: z.infer<typeof wordColumns>,
) {
  const { version, words } = await getSavedWords(reader, sourceName);
  return {
    version,
    columns: columns.flatMap(({ column, field, words: cells }) => {
      const read = readColumnWords(field, column, cells, words);
      return read === undefined || read.length === 0 ? [] : [{ column, field, words: read }];
    }),
  };
}
