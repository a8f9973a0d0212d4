import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { backUp } from './back-up.ts';
import { bound, connectionReader, onlyRow } from './connection-reader.ts';
import { applyMigrations } from './migrate.ts';
import { type Catalog, tablesRead } from './name-tables.ts';
import { shareReads } from './share-reads.ts';
import { tableVersions } from './table-versions.ts';
import type { Reader, Transaction, Warehouse } from './warehouse.ts';

const READERS = 4;

/** `ran` hears every statement that may change something. */
function transactionOn(connection: DuckDBConnection, ran: (sql: string) => void): Transaction {
  const run: Transaction['run'] = async (sql, binds = []) => {
    ran(sql);
    // A statement without binds is not prepared: the engine would plan it twice.
    if (binds.length === 0) return (await connection.run(sql)).rowsChanged;
    const [values, types] = bound(binds);
    return (await connection.run(sql, values, types)).rowsChanged;
  };
  return { ...connectionReader(connection), run, load: run };
}

/** A door that lets `READERS` statements through at a time, each on a connection of its own. */
function readerPool(connections: DuckDBConnection[]) {
  const free = [...connections];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  return async <Result>(work: (connection: DuckDBConnection) => Promise<Result>) => {
    const connection =
      free.pop() ?? (await new Promise<DuckDBConnection>((go) => waiting.push(go)));
    try {
      return await work(connection);
    } finally {
      const next = waiting.shift();
      if (next) next(connection);
      else free.push(connection);
    }
  };
}

const relation = z.object({ name: z.string(), definition: z.string().nullable() });

/** The tables and views there are, each view with the words of its statement that name one. */
async function catalogOf(reader: Reader): Promise<Catalog> {
  const relations = await reader.rows(
    relation,
    `SELECT t.table_name AS name, v.sql AS definition
     FROM information_schema.tables t
     LEFT JOIN duckdb_views() v ON v.view_name = t.table_name AND NOT v.internal`,
  );
  const names: Catalog = new Map(relations.map(({ name }) => [name.toLowerCase(), []]));
  return new Map(
    relations.map(({ name, definition }) => [
      name.toLowerCase(),
      [...tablesRead(definition ?? '', names)],
    ]),
  );
}

function refuseSecondProcess(cause: unknown, folder: string): never {
  if (!/could not set lock|being used by another process/i.test(String(cause))) throw cause;
  throw new Refusal('warehouse-in-use', 409, {
    happened: {
      zh: `数据目录 ${folder} 正被另一个清收台进程使用。`,
      en: `The data folder ${folder} is in use by another Recoup process.`,
    },
    kept: { zh: '数据没有任何变化。', en: 'Nothing has changed.' },
    next: {
      zh: '请先关闭正在运行的清收台,或用 RECOUP_DATA / --data 指定另一个数据目录。',
      en: 'Close the running Recoup first, or name another data folder with RECOUP_DATA or --data.',
    },
  });
}

export interface WarehouseOptions {
  /** False where every read is to reach the database: to time it. */
  sharesReads?: boolean;
}

/**
 * Opens the only door to the database. `folder` is the data folder (created when missing), or
 * ':memory:' for a warehouse that goes away when it is closed. One process, one warehouse a
 * folder: a second process is refused with 'warehouse-in-use'.
 */
export async function openWarehouse(
  folder: string,
  { sharesReads = true }: WarehouseOptions = {},
): Promise<Warehouse> {
  const inMemory = folder === ':memory:';
  const root = inMemory ? mkdtempSync(join(tmpdir(), 'recoup-')) : resolve(folder);
  const incoming = join(root, 'incoming');
  mkdirSync(incoming, { recursive: true });
  const config = {
    threads: process.env['RECOUP_THREADS'] ?? '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // The engine's newer compression of text, a third off a load; it is pinned, so nothing older reads it.
    storage_compatibility_version: 'latest',
  };
  const instance = await (inMemory
    ? DuckDBInstance.create(':memory:', config)
    : DuckDBInstance.fromCache(join(root, 'recoup.duckdb'), config)
  ).catch((cause: unknown) => refuseSecondProcess(cause, root));
  const writer = await instance.connect();
  const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
  await writer.run(`SET temp_directory = ${quoted(join(root, 'spill'))}`);
  await writer.run(
    `SET allowed_directories = [${quoted(incoming)}, ${quoted(join(root, 'spill'))}]`,
  );
  await writer.run('SET enable_external_access = false');
  await writer.run('SET lock_configuration = true');
  const readers = await Promise.all(Array.from({ length: READERS }, () => instance.connect()));
  const withReader = readerPool(readers);
  let lastWrite: Promise<unknown> = Promise.resolve();
  let closing = false;
  let writing = 0;
  const versions = tableVersions();
  const listeners = new Set<() => void>();
  /** The tables read so far by the `watch` that a read belongs to. */
  const watched = new AsyncLocalStorage<Set<string>>();
  const readCatalog = async () => versions.know(await catalogOf(connectionReader(writer)));
  await readCatalog();
  const pending = new Set<Promise<unknown>>();
  const track = <Result>(promise: Promise<Result>): Promise<Result> => {
    pending.add(promise);
    promise.then(
      () => pending.delete(promise),
      () => pending.delete(promise),
    );
    return promise;
  };

  const inTransaction: Warehouse['write'] = async (work, { signal } = {}) => {
    signal?.throwIfAborted();
    const interrupt = () => writer.interrupt();
    const change = versions.begin();
    await writer.run('BEGIN TRANSACTION');
    signal?.addEventListener('abort', interrupt);
    try {
      const result = await work(transactionOn(writer, change.ran));
      signal?.throwIfAborted();
      await writer.run('COMMIT');
      if (!change.commit().isPlain) await readCatalog();
      return result;
    } catch (error) {
      await writer.run('ROLLBACK').catch(() => undefined);
      throw signal?.aborted ? signal.reason : error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  };

  const read: Warehouse['rows'] = (schema, sql, binds) =>
    track(withReader((connection) => connectionReader(connection).rows(schema, sql, binds)));
  const shared = shareReads(read, (sql) => versions.of(versions.readBy(sql)));
  const rows: Warehouse['rows'] = (schema, sql, binds) => {
    const tables = watched.getStore();
    if (tables) for (const table of versions.readBy(sql)) tables.add(table);
    return (sharesReads ? shared : read)(schema, sql, binds);
  };

  const warehouse: Warehouse = {
    incoming,
    get version() {
      return versions.latest;
    },
    get isWriting() {
      return writing > 0;
    },
    afterWrite(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    async watch(work) {
      const tables = new Set<string>();
      const began = versions.latest;
      const result = await watched.run(tables, work);
      return { result, isCurrent: () => versions.of(tables) <= began };
    },
    rows,
    one: async (schema, sql, binds) => onlyRow(await rows(schema, sql, binds)),
    write(work, options) {
      if (closing) return Promise.reject(new Error('the warehouse is closing'));
      writing += 1;
      const mine = lastWrite
        .then(() => inTransaction(work, options))
        .finally(() => {
          writing -= 1;
          for (const listen of listeners) listen();
        });
      lastWrite = mine.catch(() => undefined);
      return track(mine);
    },
    backUp(name) {
      if (inMemory) return Promise.reject(new Error('a warehouse in memory has no file to copy'));
      const file = join(root, 'backups', name);
      const mine = lastWrite.then(() => backUp(writer, join(root, 'recoup.duckdb'), file));
      lastWrite = mine.catch(() => undefined);
      return track(mine.then((byteSize) => ({ file, byteSize })));
    },
    migrate: (migrations) => applyMigrations(warehouse, migrations, () => writer.run('CHECKPOINT')),
    async close() {
      closing = true;
      while (pending.size > 0) await Promise.allSettled([...pending]);
      for (const connection of [writer, ...readers]) connection.closeSync();
      instance.closeSync();
      if (inMemory) rmSync(root, { recursive: true, force: true });
    },
  };
  return warehouse;
}
