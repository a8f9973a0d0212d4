import type { z } from 'zod';
import type { Bind, Reader } from './warehouse.ts';

const MOST_READS = 400;
const MOST_ROWS = 5000;

interface Read {
  schema: z.ZodType;
  rows: Promise<unknown[]>;
}

/** Rows are flat: a copy of each keeps what one asker does to its own from the others. */
const copies = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) => (typeof row === 'object' && row !== null ? { ...row } : row));

const keyOf = (sql: string, binds: readonly Bind[]): string =>
  JSON.stringify([sql, binds], (_, value: unknown) =>
    typeof value === 'bigint' ? { bigint: String(value) } : value,
  );

/**
 * Reads that are asked several times between two writes reach the database once: the parts of a page
 * start from the same few questions (which snapshot, which pairs, which plan), and planning a
 * statement costs more than most of these do. Whoever asks while it is being read waits for the same
 * answer; answers of up to 5000 rows stay until the next committed write. Everybody gets rows of their own.
 */
export function shareReads(read: Reader['rows'], version: () => number): Reader['rows'] {
  let known = new Map<string, Read>();
  let knownAt = version();
  return async <Row>(schema: z.ZodType<Row>, sql: string, binds: readonly Bind[] = []) => {
    if (knownAt !== version()) {
      known = new Map();
      knownAt = version();
    }
    const reads = known;
    const key = keyOf(sql, binds);
    const found = reads.get(key);
    // The same schema gave these rows, so they are of its type.
    if (found?.schema === schema) return copies(await found.rows) as Row[];
    const rows = read(schema, sql, binds);
    reads.set(key, { schema, rows });
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
