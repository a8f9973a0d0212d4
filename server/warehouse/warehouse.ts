import type { z } from 'zod';

/** What may be bound to `$1`, `$2` …: whole numbers go in as BIGINT, other numbers as DOUBLE. */
export type Bind = string | number | bigint | boolean | null | readonly string[];

/**
 * What one can ask. Every row passes its schema, so the types are what the database gave.
 * BIGINT and HUGEINT arrive as safe integers (else an error), DATE as `YYYY-MM-DD`,
 * TIMESTAMP as ISO text, NULL as null. DECIMAL is refused: money is whole fen.
 */
export interface Reader {
  rows<Row>(schema: z.ZodType<Row>, sql: string, binds?: readonly Bind[]): Promise<Row[]>;
  /** Exactly one row, else an error. */
  one<Row>(schema: z.ZodType<Row>, sql: string, binds?: readonly Bind[]): Promise<Row>;
}

/** Inside a transaction: reads see its own writes. */
export interface Transaction extends Reader {
  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, binds?: readonly Bind[]): Promise<number>;
  /** Runs a statement that only the loader may use (DuckDB's own functions such as read_csv). */
  load(sql: string, binds?: readonly Bind[]): Promise<number>;
}

export interface Migration {
  /** Unique and sortable for ever: `loan-book/001-snapshot`. */
  id: string;
  /** Statements, separated by `;`. Never edited once it has landed. */
  sql: string;
}

export interface Warehouse extends Reader {
  /** Runs `work` as one transaction after the writes before it; rolls back when it throws. */
  write<Result>(
    work: (tx: Transaction) => Promise<Result>,
    options?: { signal?: AbortSignal },
  ): Promise<Result>;
  /** Applies the migrations that this warehouse has not had, in the order given. */
  migrate(migrations: readonly Migration[]): Promise<void>;
  /**
   * Copies the whole database, as of between two writes, to a new file of that name in the data
   * folder's `backups`. Answers where it is and its size. A warehouse in memory cannot be copied.
   */
  backUp(name: string): Promise<{ file: string; byteSize: number }>;
  /** The number of committed writes. */
  readonly version: number;
  /** Whether a write is under way or waits for one. */
  readonly isWriting: boolean;
  /** Hears of the end of every write, committed or not. Answers how to stop it. */
  afterWrite(listen: () => void): () => void;
  /**
   * Does `work` and notes which tables it reads: `isCurrent` says whether none of them has been
   * written since it began, so that doing it again would give the same.
   */
  watch<Result>(work: () => Promise<Result>): Promise<{ result: Result; isCurrent: () => boolean }>;
  /** The only folder that the engine may read files from. Absolute. */
  readonly incoming: string;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}
