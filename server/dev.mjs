// `npm run dev`: web and API in one Vite process with hot reload.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
const vite = join(root, 'node_modules/vite/bin/vite.js');
const child = spawn(
  process.execPath,
  [vite, '--port', process.env.PORT ?? '5180', '--host', '127.0.0.1'],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
