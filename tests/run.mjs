// `npm test` and `npm run check`: every check there is, then one line `N passed, M failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from '../server/prepare.mjs';

const withBrowser = !process.argv.includes('--no-browser');
await prepare({ build: withBrowser });

const scratch = mkdtempSync(join(tmpdir(), 'recoup-test-'));
let passed = 0;
let failed = 0;

const bin = (name) => join(root, 'node_modules', ...name.split('/'));
const run = (args, env = {}) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...env },
  });

/** A tool that is one check: it passes or it fails. */
function check(title, args) {
  console.log(`\n# ${title}`);
  const good = run(args).status === 0;
  if (good) passed += 1;
  else failed += 1;
  console.log(`# ${title}: ${good ? 'passed' : 'FAILED'}`);
}

/** A Vitest project: each of its tests is a check; a run that ended without a count is a failure. */
function suite(project) {
  console.log(`\n# ${project} tests`);
  const report = join(scratch, `${project}.json`);
  const status = run([
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]).status;
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  passed += result?.numPassedTests ?? 0;
  const bad = (result?.numFailedTests ?? 0) + (result?.numPendingTests ?? 0);
  failed += bad;
  if (status !== 0 && bad === 0) failed += 1;
  if ((result?.numTotalTests ?? 0) === 0) failed += 1;
}

try {
  check('format, lint and the walls between rooms', [bin('@biomejs/biome/bin/biome'), 'ci', '.']);
  check('types', [bin('typescript/bin/tsc'), '-p', '.']);
  check('dead code', [bin('knip/bin/knip.js'), '--no-progress']);
  suite('unit');
  suite('api');
  if (withBrowser) suite('browser');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
