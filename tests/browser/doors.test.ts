import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { ask, jsonBody, type Send, sendToAddress } from '../../server/client/send.ts';
import { type ServedApp, serveApp } from './serve-app.ts';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const CLOSED = { status: 403, code: 'foreign-origin' };

let app: ServedApp;
let send: Send;

beforeAll(async () => {
  app = await serveApp();
  send = sendToAddress(app.address);
});
afterAll(() => app?.stop());

/** A request whose Host and Origin are written by hand, as fetch would not. */
function knock(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((done, fail) => {
    const { hostname, port } = new URL(app.address);
    const asked = request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => done({ status: response.statusCode, body }));
    });
    asked.on('error', fail);
    asked.end();
  });
}

const code = z.object({ code: z.string() });

describe('the doors of local mode, in a real process', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '10.0.0.7:5180'])(
    'a request for the host %s is refused, page and API alike',
    async (host) => {
      for (const path of ['/', '/api/health', '/api/loan-book/snapshots']) {
        const { status, body } = await knock(path, { host });
        expect({ status, ...code.parse(JSON.parse(body)) }, path).toEqual(CLOSED);
      }
    },
  );

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])(
    'a page of the origin %s is refused',
    async (origin) => {
      const { host } = new URL(app.address);
      const { status, body } = await knock('/api/loan-book/snapshots', { host, origin });
      expect({ status, ...code.parse(JSON.parse(body)) }).toEqual(CLOSED);
    },
  );

  test('this machine is answered', async () => {
    const { host } = new URL(app.address);
    expect((await knock('/api/health', { host, origin: app.address })).status).toBe(200);
    expect((await knock('/', { host })).status).toBe(200);
  });
});

/** Starts the built app and waits for its end: what it said, and its exit status. */
function runToEnd(env: Record<string, string>) {
  return new Promise<{ status: number | null; said: string }>((done) => {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: '0', RECOUP_SAMPLE: '0', ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    child.once('close', (status) => done({ status, said }));
  });
}

test('a second process on the same data folder is refused with a sentence in both languages', async () => {
  const { status, said } = await runToEnd({ RECOUP_DATA: app.dataFolder });
  expect(status).toBe(1);
  expect(said).toContain('正被另一个清收台进程使用');
  expect(said).toContain('is in use by another Recoup process');
  expect(said).not.toMatch(/\bat .+:\d+:\d+/);
  expect((await fetch(`${app.address}/api/health`)).ok).toBe(true);
});

test('another interface than loopback is refused before anything is opened', async () => {
  const { status, said } = await runToEnd({ HOST: '0.0.0.0', RECOUP_DATA: app.dataFolder });
  expect(status).toBe(1);
  expect(said).toContain('0.0.0.0');
});

const snapshots = z.array(z.looseObject({ id: z.int(), sha256: z.string() }));
const job = z.looseObject({ stage: z.string() });

/** A book of so many loans, about 60 bytes each. */
function book(loans: number): Uint8Array {
  const rows = Array.from(
    { length: loans },
    (_, i) => `K${i},城关支行,张三,${(i % 900) + 1}.25,可疑,400\n`,
  );
  return new TextEncoder().encode(
    `借据号,机构名称,客户经理,本金余额,五级分类,逾期天数\n${rows.join('')}`,
  );
}

test('a server killed in the middle of a load comes back with the state before it', async () => {
  await importBook(send, await uploadBytes(send, '一.csv', book(50)), { asOf: '2026-06-26' });
  const before = await ask(send, snapshots, '/api/loan-book/snapshots');
  expect(before).toHaveLength(1);

  const uploadId = await uploadBytes(send, '二.csv', book(300_000));
  const { importId } = await ask(
    send,
    z.object({ importId: z.string() }),
    '/api/loan-book/imports',
    jsonBody('POST', { uploadId, asOf: '2026-07-03' }),
  );
  await expect
    .poll(async () => (await ask(send, job, `/api/loan-book/imports/${importId}`)).stage, {
      interval: 2,
      timeout: 60_000,
    })
    .toMatch(/loading|checking|triage|movements|saving/);
  await app.stop({ signal: 'SIGKILL', keepData: true });

  app = await serveApp({ dataFolder: app.dataFolder });
  send = sendToAddress(app.address);
  expect(await ask(send, snapshots, '/api/loan-book/snapshots')).toEqual(before);
  const found = await ask(
    send,
    z.looseObject({ totals: z.looseObject({ loans: z.int() }) }),
    '/api/loans',
  );
  expect(found.totals.loans).toBe(50);
  const again = await importBook(send, await uploadBytes(send, '三.csv', book(60)), {
    asOf: '2026-07-03',
  });
  expect(again.rows.loaded).toBe(60);
});
