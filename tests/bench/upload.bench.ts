import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

const BYTES = Number(process.env['RECOUP_BENCH_BYTES'] ?? 2_147_483_648);
const PIECE = Buffer.from(
  '62100000000001,示范第1支行,经理51,12345.67,2024-01-31,正常\n'.repeat(12_000),
);
const REPEATS = 3;

let root: string;
let server: ChildProcess;
let address: string;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const found = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (found === null || typeof found === 'string') throw new Error('no port');
  return found.port;
}

/** Memory of the server's process in MB, as Linux counts it: resident now, or the most since asked. */
function memory(line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const [, kb = 'NaN'] = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Math.round(Number(kb) / 1024);
}

/** From now on the most is counted anew (`man 5 proc`, clear_refs). */
function forgetPeak(): void {
  const file = openSync(`/proc/${server.pid}/clear_refs`, 'w');
  writeSync(file, '5');
  closeSync(file);
}

/** Sends the bytes as a browser does: one raw body. Answers the upload's id. */
function upload(bytes: number): Promise<string> {
  return new Promise((done, fail) => {
    const sending = request(
      `${address}/api/loan-book/uploads?fileName=large.csv`,
      {
        method: 'PUT',
        headers: { 'content-length': bytes, origin: address },
        // A kept connection may have been closed by the server while the last run was measured.
        agent: false,
      },
      async (response) => {
        let text = '';
        for await (const part of response) text += String(part);
        if (response.statusCode === 200) done(JSON.parse(text).uploadId);
        else fail(new Error(`${response.statusCode} ${text.slice(0, 200)}`));
      },
    );
    sending.on('error', fail);
    let left = bytes;
    const more = () => {
      while (left > 0) {
        const part = left < PIECE.length ? PIECE.subarray(0, left) : PIECE;
        left -= part.length;
        if (!sending.write(part)) return sending.once('drain', more);
      }
      return sending.end();
    };
    more();
  });
}

function plainCopy(bytes: number): number {
  const began = performance.now();
  const file = openSync(join(root, 'copy'), 'w');
  for (let left = bytes; left > 0; left -= PIECE.length) {
    writeSync(file, PIECE, 0, Math.min(left, PIECE.length));
  }
  closeSync(file);
  rmSync(join(root, 'copy'));
  return performance.now() - began;
}

describe(`upload of ${(BYTES / 1e9).toFixed(1)} GB`, () => {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'recoup-upload-'));
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    server = spawn(process.execPath, ['dist/server/main.js'], {
      env: {
        ...process.env,
        PORT: String(port),
        RECOUP_DATA: join(root, 'data'),
        RECOUP_SAMPLE: '0',
        UV_THREADPOOL_SIZE: '16',
      },
      stdio: 'ignore',
    });
    for (let tries = 0; ; tries++) {
      const isUp = await fetch(`${address}/api/loan-book/snapshots`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) break;
      if (tries === 600) throw new Error('the server did not start');
      await new Promise((later) => setTimeout(later, 100));
    }
    // What the server needs for any upload is there after a small one.
    const id = await upload(1_048_576);
    await fetch(`${address}/api/loan-book/uploads/${id}`, { method: 'DELETE' });
  });
  afterAll(() => {
    server?.kill();
    rmSync(root, { recursive: true, force: true });
  });

  it('memory that the server adds, and time against a plain write', async () => {
    for (let run = 0; run < REPEATS; run++) {
      forgetPeak();
      const before = memory('VmRSS');
      const began = performance.now();
      const id = await upload(BYTES);
      const ms = performance.now() - began;
      const peak = memory('VmHWM');
      await fetch(`${address}/api/loan-book/uploads/${id}`, { method: 'DELETE' });
      const plain = plainCopy(BYTES);
      console.log(
        `upload: ${before} MB before, ${peak} MB at most, +${peak - before} MB; ${(ms / 1000).toFixed(1)} s, plain write ${(plain / 1000).toFixed(1)} s (×${(ms / plain).toFixed(1)})`,
      );
    }
  });
});
