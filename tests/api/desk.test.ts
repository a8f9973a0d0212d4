import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { openDesk } from '../../server/open-desk.ts';
import { clockOn, openTestApp } from './open-test-app.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-desk-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the desk', () => {
  it('holds nothing at first', async () => {
    const { request, close } = await openTestApp();
    closers.push(close);
    expect(await (await request('/api/desk')).json()).toEqual({
      bank: 'none',
      today: '2026-11-23',
    });
  });

  it("never clears a bank's own data as if it were the sample", async () => {
    const { request, close } = await openTestApp();
    closers.push(close);
    const response = await request('/api/desk/sample', { method: 'DELETE' });
    expect(response.status).toBe(409);
    expect((await response.json()).code).toBe('not-the-sample');
  });

  it('is opened by one process at a time: the second is told, in both languages, and harms nothing', async () => {
    const folder = temporaryFolder();
    const desk = await openDesk(folder, clockOn('2026-11-23'));
    closers.push(() => desk.warehouse.close());
    const { spawnSync } = await import('node:child_process');
    const second = spawnSync(
      process.execPath,
      [
        '-e',
        `import('@duckdb/node-api').then(({DuckDBInstance}) => DuckDBInstance.create(${JSON.stringify(join(folder, 'recoup.duckdb'))})).then(() => process.exit(0), (e) => { console.error(String(e)); process.exit(3); })`,
      ],
      { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') },
    );
    expect(second.status).toBe(3);
    // What the engine says is what openWarehouse recognises.
    expect(second.stderr).toMatch(/lock/i);
    const rows = await desk.warehouse.rows(
      z.object({ n: z.int() }),
      'SELECT count(*) AS n FROM snapshot',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('backs up to a file that opens as the same desk', async () => {
    const folder = temporaryFolder();
    const desk = await openDesk(folder, clockOn('2026-11-23'));
    closers.push(() => desk.warehouse.close());
    await desk.warehouse.write((tx) => tx.run("INSERT INTO desk_setting VALUES ('bank', 'own')"));
    const response = await createApp(desk).request('http://127.0.0.1/api/desk/backups', {
      method: 'POST',
    });
    const { file, byteSize } = await response.json();
    expect(existsSync(file)).toBe(true);
    expect(byteSize).toBeGreaterThan(0);
    const restored = temporaryFolder();
    const { copyFileSync } = await import('node:fs');
    copyFileSync(file, join(restored, 'recoup.duckdb'));
    const again = await openDesk(restored, clockOn('2026-11-23'));
    closers.push(() => again.warehouse.close());
    expect(
      await again.warehouse.rows(z.object({ value: z.string() }), 'SELECT value FROM desk_setting'),
    ).toEqual([{ value: 'own' }]);
  });
});
