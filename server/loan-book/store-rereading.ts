import { z } from 'zod';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { getSavedWords, type SavedWords } from './saved-words.ts';

/** By what a snapshot was read beside its mapping, and what reading it again came to. */
export interface Rereading {
  id: number;
  /** The snapshot that was read again; null for one that came from a file. */
  rereads: number | null;
  wordsVersion: number;
  /** Loans that the reading changed. */
  loans: number;
  /** Kept columns that it gave a field. */
  columns: Readonly<Record<string, string>>;
}

export async function storeRereading(tx: Transaction, of: Rereading): Promise<void> {
  await tx.run(
    `INSERT INTO rereading (snapshot_id, rereads, words_version, loans, columns)
     VALUES ($1, $2, $3, $4, $5)`,
    [
      of.id,
      of.rereads,
      of.wordsVersion === 0 ? null : of.wordsVersion,
      of.loans,
      JSON.stringify(of.columns),
    ],
  );
}

const versionRow = z.object({ version: z.int().nullable() });

/** The code table that a snapshot was read by; an empty one where there was none. */
export async function getReadWords(
  reader: Reader,
  { id, sourceName }: { id: number; sourceName: string },
): Promise<SavedWords> {
  const [found] = await reader.rows(
    versionRow,
    'SELECT words_version AS version FROM rereading WHERE snapshot_id = $1',
    [id],
  );
  const version = found?.version ?? 0;
  return version === 0 ? { version, words: [] } : getSavedWords(reader, sourceName, version);
}
