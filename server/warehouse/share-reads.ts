import type { z } from 'zod';
import type { Bind, Reader } from './warehouse.ts';

const MOST_READS = 400;
const MOST_ROWS = 5000;

interface Read {
  schema: z.ZodType;
  rows: Promise<unknown[]>;
  /** The version of what the statement reads when it was asked. */
  version: number;
}

/** Rows are flat: a copy of each keeps what one asker does to its own from the others. */
const copies = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) => (typeof row === 'object' && row !== null ? { ...row } : row));

const keyOf = (sql: string, binds: readonly Bind[]): string =>
  JSON.stringify([sql, binds], (_, value: unknown) =>
    typeof value === 'bigint' ? { bigint: String(value) } : value,
  );

/**
 * Reads that are asked several times before a table that they read is written reach the database
 * once: the parts of a page start from the same few questions (which snapshot, which pairs, which
 * plan), and planning a statement costs more than most of these do. Whoever asks while it is being
 * read waits for the same answer; answers of up to 5000 rows stay, the least recently asked go
 * first. Everybody gets rows of their own. `versionOf`: the last write of what a statement reads.
 */
export function shareReads(
  read: Reader['rows'],
  versionOf: (sql: string) => number,
): Reader['rows'] {
  const reads = new Map<string, Read>();
  return async <Row>(schema: z.ZodType<Row>, sql: string, binds: readonly Bind[] = []) => {
    const version = versionOf(sql);
    const key = keyOf(sql, binds);
    const found = reads.get(key);
    if (found?.schema === schema && found.version === version) {
      reads.delete(key);
      reads.set(key, found);
      // The same schema gave these rows, so they are of its type.
      return copies(await found.rows) as Row[];
    }
    const rows = read(schema, sql, binds);
    reads.delete(key);
    reads.set(key, { schema, rows, version });
    const forget = () => {
      if (reads.get(key)?.rows === rows) reads.delete(key);
    };
    try {
      const answer = await rows;
      if (answer.length > MOST_ROWS) forget();
      const [oldest] = reads.keys();
      if (reads.size > MOST_READS && oldest !== undefined) reads.delete(oldest);
      return copies(answer) as Row[];
    } catch (error) {
      forget();
      throw error;
    }
  };
}
