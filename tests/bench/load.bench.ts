import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { openDesk } from '../../server/open-desk.ts';
import { BOOK_COLUMNS, makeBook } from './make-book.ts';

const ROWS = Number(process.env['RECOUP_BENCH_ROWS'] ?? 1_000_000);
const PAIRS = Number(process.env['RECOUP_BENCH_PAIRS'] ?? 3);
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

let root: string;
const file = (name: string) => join(root, name);

interface Run {
  seconds: number;
  /** Processor time of all threads: the ratio to trust on a machine that others use too. */
  cpu: number;
  note: string;
}

/** Starts two watches; stop() answers what they say. */
function watch(): () => Pick<Run, 'seconds' | 'cpu'> {
  const began = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1_000_000 };
  };
}

/** The limit: DuckDB reads the clean file with its types given, into a new database on disk. */
async function rawTypedLoad(): Promise<Run> {
  const path = file('raw.duckdb');
  rmSync(path, { force: true });
  const stop = watch();
  const instance = await DuckDBInstance.create(path, { threads: '2' });
  const connection = await instance.connect();
  const columns = BOOK_COLUMNS.map(([name, type]) => `'${name}': '${type}'`).join(', ');
  await connection.run(
    `CREATE TABLE loan AS SELECT * FROM read_csv('${file('clean.csv')}', auto_detect = false,
       header = true, columns = {${columns}})`,
  );
  connection.closeSync();
  instance.closeSync();
  return { ...stop(), note: 'raw' };
}

/** All of it: examine, decode, scan, clean, reject, check, triage, roll up, commit. */
async function fullImport(name: string, withSteps = true): Promise<Run> {
  const folder = mkdtempSync(join(root, 'desk-'));
  const desk = await openDesk(folder, clock);
  const path = join(desk.warehouse.incoming, name);
  copyFileSync(file(name), path);
  const stages = new Map<string, number>();
  let stage = '';
  let since = performance.now();
  const stop = watch();
  const mark = (next: string) => {
    if (next === stage) return;
    const now = performance.now();
    if (stage !== '') stages.set(stage, (stages.get(stage) ?? 0) + now - since);
    [stage, since] = [next, now];
  };
  const { rows } = await importLoanBook(
    { ...desk, loadSteps: withSteps ? desk.loadSteps : [] },
    { path, fileName: name, asOf: '2026-11-20', onProgress: (at) => mark(at.stage) },
  );
  mark('end');
  const used = stop();
  await desk.warehouse.close();
  rmSync(folder, { recursive: true });
  const parts = [...stages].map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)}`).join(', ');
  return { ...used, note: `${rows.loaded} loaded, ${rows.rejected} rejected; ${parts}` };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs a and b by turns and prints the median of the ratios, pair by pair. */
async function compare(what: string, a: () => Promise<Run>, b: () => Promise<Run>): Promise<void> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = await a();
    const second = await b();
    wall.push(first.seconds / second.seconds);
    cpu.push(first.cpu / second.cpu);
    for (const run of [first, second]) {
      console.log(`  ${run.seconds.toFixed(2)} s, cpu ${run.cpu.toFixed(2)} s (${run.note})`);
    }
  }
  const all = (ratios: readonly number[]) => ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  console.log(
    `${what}: wall ${median(wall).toFixed(2)} (${all(wall)}), cpu ${median(cpu).toFixed(2)} (${all(cpu)})`,
  );
}

describe(`load of ${ROWS} rows × ${BOOK_COLUMNS.length} columns`, () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'recoup-bench-'));
    makeBook(file('clean.csv'), ROWS, { isDirty: false });
    makeBook(file('dirty.csv'), ROWS, { isDirty: true });
    makeBook(file('gb.csv'), ROWS, { isDirty: true, encoding: 'gb18030' });
    const mb = (name: string) => `${name} ${Math.round(statSync(file(name)).size / 1e6)} MB`;
    console.log([mb('clean.csv'), mb('dirty.csv'), mb('gb.csv')].join(', '));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('full import ÷ raw typed load', () =>
    compare('full import ÷ raw typed load', () => fullImport('dirty.csv'), rawTypedLoad));

  it('import without the rooms downstream ÷ raw typed load', () =>
    compare(
      'import without the rooms downstream ÷ raw typed load',
      () => fullImport('dirty.csv', false),
      rawTypedLoad,
    ));

  it('GB18030 ÷ UTF-8', () =>
    compare(
      'GB18030 ÷ UTF-8',
      () => fullImport('gb.csv'),
      () => fullImport('dirty.csv'),
    ));
});
