import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const CLI = fileURLToPath(new URL('../../dist/server/cli.js', import.meta.url));
const BOOK = fileURLToPath(
  new URL('../../sample-data/examples/贷款台账_20260626.csv', import.meta.url),
);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built command line in a process of its own, on a data folder of its own. */
function recoup(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, RECOUP_DATA: join(folder, 'data'), LANG: 'en_US.UTF-8', LC_ALL: '' },
  });
  return { status, stdout, stderr };
}

/** Strict: a key more or less than those that scheduled loads are promised is a failure. */
const documented = z.strictObject({
  snapshot: z.strictObject({
    id: z.int(),
    asOf: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  alreadyLoaded: z.boolean(),
  rows: z.strictObject({
    read: z.int(),
    loaded: z.int(),
    rejected: z.int(),
    skipped: z.int(),
  }),
  balanceFen: z.int(),
  npl: z.strictObject({ loans: z.int(), balanceFen: z.int() }),
  unmapped: z.array(z.string()),
  warnings: z.array(z.looseObject({ code: z.string() })),
});

describe('the command line as a scheduler runs it', () => {
  test('import --json prints the documented keys and nothing else, and ends with 0', () => {
    const { status, stdout, stderr } = recoup('import', BOOK, '--as-of', '2026-06-26', '--json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { rows, snapshot } = documented.parse(JSON.parse(stdout));
    expect(snapshot.asOf).toBe('2026-06-26');
    expect(rows.loaded).toBeGreaterThan(0);
    expect(rows.read).toBe(rows.loaded + rows.rejected + rows.skipped);
  });

  test('what one command stored is there for the next', () => {
    const { status, stdout } = recoup('snapshots', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ asOf: '2026-06-26' }]);
  });

  test('a refusal ends with 1, says why on stderr and leaves stdout empty', () => {
    const bad = join(folder, 'page.csv');
    writeFileSync(bad, '<!DOCTYPE html><html><body>Session expired</body></html>');
    const refused = recoup('import', bad, '--as-of', '2026-07-03', '--json');
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe('');
    expect(JSON.parse(refused.stderr)).toMatchObject({
      code: expect.any(String),
      says: { happened: { zh: expect.any(String), en: expect.any(String) } },
    });
    expect(JSON.parse(recoup('snapshots', '--json').stdout)).toHaveLength(1);
  });

  test('a refusal is said in the language asked for', () => {
    const missing = join(folder, 'none.csv');
    const of = (language: string) =>
      recoup('import', missing, '--as-of', '2026-07-03', '--lang', language).stderr;
    expect(of('zh')).toContain('没有找到文件');
    expect(of('en')).toContain('There is no file');
  });

  test.each([
    ['a verb that does not exist', ['collect']],
    ['import without a day', ['import', BOOK]],
    ['an option that does not exist', ['snapshots', '--loud']],
    ['a target that is no amount', ['quota', '--year', '2026', '--target', '1e3']],
  ])('%s is wrong usage and ends with 2', (_, args) => {
    const { status, stdout, stderr } = recoup(...args);
    expect(stderr).toContain('See recoup --help.');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.each([[['--help']], [['import', '--help']]])('%j ends with 0', (args) => {
    const { status, stdout } = recoup(...args);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: recoup');
  });
});
