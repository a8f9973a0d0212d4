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
      name: null,
      today: '2026-11-23',
    });
  });

  it('keeps what the bank calls itself until it is taken back', async () => {
    const { request, close } = await openTestApp();
    closers.push(close);
    const put = (name: string) =>
      request('/api/desk/name', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
    expect(await (await put(' 青山农商银行 ')).json()).toEqual({ name: '青山农商银行' });
    expect((await (await request('/api/desk')).json()).name).toBe('青山农商银行');
    expect((await put('长'.repeat(61))).status).toBe(400);
    expect(await (await put('')).json()).toEqual({ name: null });
  });

  it('keeps views by name: listed, renamed, deleted, no name twice, none lost to a refusal', async () => {
    const { request, close } = await openTestApp();
    closers.push(close);
    const send = async (method: string, path: string, body?: object) => {
      const response = await request(`/api/desk/views${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    };
    const search = '?branch=%E5%9F%8E%E5%85%B3&group=officer';
    const saved = await send('POST', '', { name: ' 城关逾期 ', page: '/loans', search });
    expect(saved.body).toMatchObject([{ name: '城关逾期', page: '/loans', search }]);
    await send('POST', '', { name: 'B', page: '/progress', search: '' });
    const again = await send('POST', '', { name: '城关逾期', page: '/', search: '' });
    expect([again.status, again.body.code]).toEqual([409, 'view-name-taken']);
    expect((await send('POST', '', { name: 'C', page: '/elsewhere', search: '' })).status).toBe(
      400,
    );
    expect((await send('POST', '', { name: 'C', page: '/', search: 'x' })).status).toBe(400);
    const [first, second] = (await send('GET', '')).body;
    expect([first.name, second.name]).toEqual(['B', '城关逾期']);
    expect((await send('PATCH', `/${first.id}`, { name: '城关逾期' })).status).toBe(409);
    expect((await send('PATCH', `/${first.id}`, { name: 'A' })).body[0].name).toBe('A');
    expect((await send('PATCH', '/99', { name: 'Z' })).body.code).toBe('view-missing');
    expect((await send('DELETE', `/${first.id}`)).body).toHaveLength(1);
    expect((await send('DELETE', `/${first.id}`)).status).toBe(404);
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
