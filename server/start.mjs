// `npm start`: from a fresh clone to a running Recoup. Plain JavaScript without dependencies, since
// it runs before anything is installed.
import { spawn } from 'node:child_process';
import { prepare } from './prepare.mjs';

await prepare({ build: true });
const child = spawn(process.execPath, ['dist/server/main.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Queries occupy libuv's threads; the default of 4 starves file and crypto work (must be set
  // before the process starts).
  env: { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
