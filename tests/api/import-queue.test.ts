import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uploadBytes } from '../../server/client/load-file.ts';
import { ask, jsonBody, type Send, sendTo } from '../../server/client/send.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const job = z.looseObject({
  importId: z.string(),
  fileName: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: z.string(),
  rows: z.int(),
  bytes: z.int(),
  bytesTotal: z.int(),
});

let test: TestApp;
let send: Send;
beforeEach(async () => {
  test = await openTestApp();
  send = sendTo(test.app);
});
afterEach(() => test.close());

const book = (rows: number) =>
  Buffer.from(
    `借据号,机构,管户人,余额\n${Array.from({ length: rows }, (_, i) => `C${i},城关,李一,${i}.00`).join('\n')}\n`,
  );

async function start(name: string, rows: number, asOf: string): Promise<string> {
  const uploadId = await uploadBytes(send, name, book(rows));
  const body = jsonBody('POST', { uploadId, asOf });
  return (await ask(send, z.object({ importId: z.string() }), '/api/loan-book/imports', body))
    .importId;
}
const jobOf = (id: string) => ask(send, job, `/api/loan-book/imports/${id}`);
const cancel = (id: string) => ask(send, job, `/api/loan-book/imports/${id}`, { method: 'DELETE' });

async function until(id: string, is: (one: z.infer<typeof job>) => boolean) {
  for (;;) {
    const one = await jobOf(id);
    if (is(one)) return one;
    await new Promise((go) => setTimeout(go, 2));
  }
}
const ended = (id: string) => until(id, ({ state }) => state !== 'queued' && state !== 'running');

/** How many rows each table holds, but for the migrations. */
async function held(): Promise<Record<string, number>> {
  const { warehouse } = test.desk;
  const tables = await warehouse.rows(
    z.object({ name: z.string() }),
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'main' AND table_type = 'BASE TABLE'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const row = await warehouse.one(z.object({ n: z.int() }), `SELECT count(*) AS n FROM ${name}`);
    counts[name] = row.n;
  }
  return counts;
}

describe('two imports', () => {
  it('run in the order in which they were asked for, and the second says that it waits', async () => {
    const first = await start('一.csv', 100_000, '2026-11-13');
    const second = await start('二.csv', 1000, '2026-11-20');
    const list = await ask(send, z.array(job), '/api/loan-book/imports');
    expect(list.map(({ fileName }) => fileName)).toEqual(['二.csv', '一.csv']);
    expect(list[0]).toMatchObject({ state: 'queued', stage: 'queued', rows: 0 });
    const running = await until(first, ({ rows, state }) => rows > 0 || state === 'done');
    expect(running.bytes).toBeLessThanOrEqual(running.bytesTotal);
    await ended(second);
    expect((await jobOf(first)).state).toBe('done');
    const order = await test.desk.warehouse.rows(
      z.object({ name: z.string() }),
      'SELECT file_name AS name FROM snapshot ORDER BY id',
    );
    expect(order.map(({ name }) => name)).toEqual(['一.csv', '二.csv']);
  });

  it('one that is cancelled while it waits never runs, and the other is not disturbed', async () => {
    const first = await start('一.csv', 100_000, '2026-11-13');
    const second = await start('二.csv', 1000, '2026-11-20');
    await cancel(second);
    expect((await ended(first)).state).toBe('done');
    expect(await ended(second)).toMatchObject({ state: 'cancelled', rows: 0 });
    expect((await held())['snapshot']).toBe(1);
  });
});

describe('an import that is cancelled', () => {
  it.each(['examining', 'loading', 'checking', 'triage'])(
    'while it is %s leaves no row in any table and no file but the upload',
    async (stage) => {
      const before = await held();
      const id = await start('大.csv', 150_000, '2026-11-20');
      const files = readdirSync(test.desk.warehouse.incoming).filter((name) =>
        name.startsWith('upload-'),
      );
      await until(id, (one) => one.stage === stage || one.state === 'done');
      await cancel(id);
      const { state } = await ended(id);
      // A stage may be over before the cancel arrives: then the load is whole.
      if (state === 'done') return expect((await held())['loan']).toBe(150_000);
      expect(state).toBe('cancelled');
      expect(await held()).toEqual(before);
      expect(readdirSync(test.desk.warehouse.incoming).sort()).toEqual(files.sort());
      const again = await start('小.csv', 10, '2026-11-20');
      expect((await ended(again)).state).toBe('done');
    },
  );
});
