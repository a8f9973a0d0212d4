import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { openDesk } from '../../server/open-desk.ts';
import { BOOK_COLUMNS, makeBook } from './make-book.ts';

const ROWS = Number(process.env['RECOUP_BENCH_ROWS'] ?? 1_000_000);
const PAIRS = Number(process.env['RECOUP_BENCH_PAIRS'] ?? 3);
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

let root: string;
const file = (name: string) => join(root, name);

/** The whole of it: decode, clean, check, reject, triage, roll up, commit. Answers seconds. */
async function fullImport(): Promise<number> {
  const folder = mkdtempSync(join(root, 'desk-'));
  const desk = await openDesk(folder, clock);
  const path = join(desk.warehouse.incoming, 'dirty.csv');
  copyFileSync(file('dirty.csv'), path);
  const request = { path, fileName: 'dirty.csv', asOf: '2026-11-20' };
  const taken = await seconds(() => importLoanBook(desk, request));
  await desk.warehouse.close();
  rmSync(folder, { recursive: true });
  return taken;
}

/** Parses and counts; stores, cleans and checks nothing. */
function papaParse(): Promise<void> {
  return new Promise((done, fail) => {
    let rows = 0;
    Papa.parse<string[]>(createReadStream(file('dirty.csv'), { highWaterMark: 1 << 20 }), {
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => (rows > ROWS / 2 ? done() : fail(new Error(`only ${rows} rows`))),
      error: fail,
    });
  });
}

const isThere = (program: string) => spawnSync('which', [program]).status === 0;

/** Stores raw text; cleans and checks nothing, and does not wait for the disk. */
async function sqliteImport(): Promise<void> {
  const database = file('other.sqlite');
  rmSync(database, { force: true });
  execFileSync('sqlite3', [
    database,
    'PRAGMA synchronous = OFF',
    'PRAGMA journal_mode = OFF',
    '.mode csv',
    `.import ${file('dirty.csv')} loan`,
  ]);
}

/** The folder of a PostgreSQL server's programs, if one is installed. */
function postgresPrograms(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base) : [];
  return versions.map((version) => join(base, version, 'bin')).find((bin) => existsSync(bin));
}

/** A server of its own in a temporary folder, by socket only; as another user when run by root. */
class Postgres {
  private readonly bin: string;
  private readonly user: { uid: number; gid: number } | undefined;
  private server: ReturnType<typeof spawn> | undefined;
  constructor(bin: string) {
    this.bin = bin;
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }));
    this.user = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : undefined;
  }
  private run(program: string, args: string[]): void {
    execFileSync(join(this.bin, program), args, { stdio: 'pipe', cwd: root, ...this.user });
  }
  async start(): Promise<void> {
    chmodSync(root, 0o777);
    this.run('initdb', ['-D', file('pg'), '-A', 'trust', '--no-sync', '-E', 'UTF8']);
    const settings = ['fsync=off', 'max_wal_size=4GB', 'shared_buffers=1GB', 'listen_addresses='];
    this.server = spawn(
      join(this.bin, 'postgres'),
      ['-D', file('pg'), '-k', root, ...settings.flatMap((each) => ['-c', each])],
      { stdio: 'ignore', cwd: root, ...this.user },
    );
    for (let tries = 0; tries < 100; tries++) {
      await wait(100);
      if (spawnSync(join(this.bin, 'pg_isready'), ['-h', root]).status === 0) return;
    }
    throw new Error('the server did not start');
  }
  /** COPY of the clean file into a typed table, in the transaction that makes it. */
  async copy(): Promise<void> {
    const columns = BOOK_COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ');
    const sql = `DROP TABLE IF EXISTS loan; BEGIN; CREATE TABLE loan (${columns});
      COPY loan FROM '${file('clean.csv')}' WITH (FORMAT csv, HEADER true, FREEZE true); COMMIT;`;
    this.run('psql', ['-h', root, '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-q', '-c', sql]);
  }
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGINT');
    await ended;
  }
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** By turns; above 1 is slower than our full load. Wall time: the others run in their own process. */
async function compare(what: string, other: () => Promise<void>): Promise<void> {
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const theirs = await seconds(other);
    const ours = await fullImport();
    ratios.push(theirs / ours);
    process.stdout.write(`  ${what} ${theirs.toFixed(2)} s, full import ${ours.toFixed(2)} s\n`);
  }
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  process.stdout.write(`${what} ÷ full import: wall ${median(ratios).toFixed(2)} (${all})\n`);
}

describe(`what else one would load ${ROWS} rows × ${BOOK_COLUMNS.length} columns with`, () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'recoup-bench-'));
    makeBook(file('clean.csv'), ROWS, { isDirty: false });
    makeBook(file('dirty.csv'), ROWS, { isDirty: true });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('Papa Parse, parsing only', () => compare('Papa Parse', papaParse));

  it.skipIf(!isThere('sqlite3'))('sqlite3 .import, raw text only', () =>
    compare('sqlite3 .import', sqliteImport),
  );

  const bin = postgresPrograms();
  it.skipIf(bin === undefined)('PostgreSQL COPY, clean file only', async () => {
    const postgres = new Postgres(bin ?? '');
    try {
      await postgres.start();
      await compare('PostgreSQL COPY', () => postgres.copy());
    } finally {
      await postgres.stop();
    }
  });
});
