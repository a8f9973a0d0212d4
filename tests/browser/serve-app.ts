import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 180_000;

export interface ServedApp {
  /** http://127.0.0.1:PORT */
  address: string;
  dataFolder: string;
  /** Stops the process and waits for its end. `keepData` leaves the folder for a second start. */
  stop(options?: { signal?: 'SIGTERM' | 'SIGKILL'; keepData?: boolean }): Promise<void>;
}

export interface ServeOptions {
  /** Fills the empty folder with the sample bank, as a first start does. */
  sample?: boolean;
  /** An existing data folder; by default a new one that `stop` removes. */
  dataFolder?: string;
}

/** Starts the built app (dist/) in a process of its own, on a free port, over a data folder. */
export async function serveApp({
  sample = false,
  dataFolder,
}: ServeOptions = {}): Promise<ServedApp> {
  const main = join(ROOT, 'dist/server/main.js');
  if (!existsSync(main)) throw new Error('Build first: npx vite build && npx vite build --ssr');
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'recoup-browser-'));
  const child = spawn(process.execPath, [main], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      RECOUP_DATA: folder,
      RECOUP_SAMPLE: sample ? '1' : '0',
      UV_THREADPOOL_SIZE: '16',
    },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  const address = await new Promise<string>((ready, fail) => {
    const timer = setTimeout(() => fail(new Error(`No address in time:\n${said}`)), PATIENCE_MS);
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found === null) return;
      clearTimeout(timer);
      ready(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`The app ended with ${code}:\n${said}`));
    });
  });
  return {
    address,
    dataFolder: folder,
    async stop({ signal = 'SIGTERM', keepData = false } = {}) {
      child.kill(signal);
      await ended;
      if (!keepData) rmSync(folder, { recursive: true, force: true });
    },
  };
}
