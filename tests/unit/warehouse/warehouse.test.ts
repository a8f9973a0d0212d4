import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openWarehouse } from '../../../server/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../../server/warehouse/warehouse.ts';

const root = join(import.meta.dirname, '../../..');
const opened: Warehouse[] = [];
const folders: string[] = [];
async function open(folder = ':memory:') {
  const warehouse = await openWarehouse(folder);
  opened.push(warehouse);
  return warehouse;
}
afterEach(async () => {
  for (const warehouse of opened.splice(0)) await warehouse.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the warehouse door', () => {
  it('gives whole fen as safe integers, days as ISO text, NULL as null', async () => {
    const warehouse = await open();
    const row = await warehouse.one(
      z.object({ sum: z.int(), day: z.string(), none: z.null(), list: z.array(z.string()) }),
      `SELECT sum(CAST($1 AS BIGINT)) AS sum, DATE '2026-11-20' AS day, NULL AS none, ['a', 'b'] AS list`,
      [9_007_199_254_740_991],
    );
    expect(row).toEqual({
      sum: 9_007_199_254_740_991,
      day: '2026-11-20',
      none: null,
      list: ['a', 'b'],
    });
  });

  it('refuses a DECIMAL and an integer past the safe range rather than round them', async () => {
    const warehouse = await open();
    const any = z.object({ x: z.unknown() });
    await expect(warehouse.rows(any, 'SELECT CAST(1.5 AS DECIMAL(9,2)) AS x')).rejects.toThrow(
      /DECIMAL/,
    );
    await expect(warehouse.rows(any, 'SELECT 9007199254740993::BIGINT AS x')).rejects.toThrow(
      /safe/,
    );
  });

  it('asks for any of a list that has nothing in it, and finds nothing', async () => {
    const warehouse = await open();
    const row = z.object({ x: z.string() });
    const among = (list: string[]) =>
      warehouse.rows(row, `SELECT x FROM (VALUES ('a'), ('b')) t(x) WHERE x = any($1)`, [list]);
    expect(await among([])).toEqual([]);
    expect(await among(['b'])).toEqual([{ x: 'b' }]);
  });

  it('undoes everything a failed write did, and goes on with the next', async () => {
    const warehouse = await open();
    await warehouse.write((tx) => tx.run('CREATE TABLE t (x BIGINT)'));
    const failed = warehouse.write(async (tx) => {
      await tx.run('INSERT INTO t VALUES (1)');
      throw new Error('half way');
    });
    const next = warehouse.write((tx) => tx.run('INSERT INTO t VALUES (2)'));
    await expect(failed).rejects.toThrow('half way');
    expect(await next).toBe(1);
    expect(await warehouse.rows(z.object({ x: z.int() }), 'SELECT x FROM t')).toEqual([{ x: 2 }]);
  });

  it('reads no file outside its incoming folder, and cannot be told to', async () => {
    const warehouse = await open();
    const any = z.object({}).loose();
    await expect(warehouse.rows(any, "SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow();
    await expect(
      warehouse.write((tx) => tx.run('SET enable_external_access = true')),
    ).rejects.toThrow();
  });

  it('answers more questions at once than it has connections', async () => {
    const warehouse = await open();
    const asked = Array.from({ length: 40 }, (_, i) =>
      warehouse.one(z.object({ x: z.int() }), 'SELECT $1 AS x', [i]),
    );
    expect((await Promise.all(asked)).map((row) => row.x)).toEqual([...Array(40).keys()]);
  });

  it('stops a long write when its signal aborts, and keeps the state before it', async () => {
    const warehouse = await open();
    await warehouse.write((tx) => tx.run('CREATE TABLE t (x BIGINT)'));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('cancelled')), 50);
    const long = warehouse.write(
      (tx) => tx.run('INSERT INTO t SELECT a.x + b.x FROM range(100000) a(x), range(100000) b(x)'),
      { signal: stop.signal },
    );
    await expect(long).rejects.toThrow('cancelled');
    const count = z.object({ n: z.int() });
    expect(await warehouse.one(count, 'SELECT count(*) AS n FROM t')).toEqual({ n: 0 });
  });

  it('opens again after a kill right behind the migrations of every room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recoup-test-'));
    folders.push(folder);
    const script = `
      import { runnerImport } from 'vite';
      const load = async (path) => (await runnerImport(path, { configFile: false })).module;
      const { openDesk } = await load(${JSON.stringify(join(root, 'server/open-desk.ts'))});
      await openDesk(${JSON.stringify(folder)}, { today: () => '2026-11-23', now: () => '' });
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
    expect(child.signal).toBe('SIGKILL');
    const again = await open(folder);
    const tables = await again.rows(
      z.object({ n: z.int() }),
      'SELECT count(*) AS n FROM migration',
    );
    expect(tables[0]?.n).toBeGreaterThan(3);
  });

  it('applies a migration once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recoup-test-'));
    folders.push(folder);
    const migration = { id: 'a/001', sql: 'CREATE TABLE t (x BIGINT); INSERT INTO t VALUES (7)' };
    const first = await open(folder);
    await first.migrate([migration]);
    await first.migrate([migration]);
    await opened.pop()?.close();
    const second = await open(folder);
    await second.migrate([migration]);
    expect(await second.rows(z.object({ x: z.int() }), 'SELECT x FROM t')).toEqual([{ x: 7 }]);
  });
});
