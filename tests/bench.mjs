// `npm run bench [name …]`: prints ratios measured side by side in one run; asserts nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from '../server/prepare.mjs';

await prepare({ build: true });
const done = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'bench',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, UV_THREADPOOL_SIZE: '16' } },
);
process.exit(done.status ?? 1);
