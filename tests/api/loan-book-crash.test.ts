import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDesk } from '../../server/open-desk.ts';
import { clockOn } from './open-test-app.ts';

const HEADER = '借据号,客户名称,机构名称,客户经理,本金余额,发放日期,逾期天数,五级分类';
const ROWS = 60_000;
/** More of them at night: RECOUP_KILLS=50. */
const KILLS = Number(process.env['RECOUP_KILLS'] ?? 5);

function book(rows: number, balance: string): string {
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `L${i},借款人${i},第${i % 12}支行,经理${i % 60},${balance},2024-01-31,${i % 400},次级`,
  );
  return `${HEADER}\n${lines.join('\n')}\n`;
}

let root: string;
let child: string;
let small: string;
let large: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'recoup-crash-'));
  small = join(root, 'small.csv');
  large = join(root, 'large.csv');
  writeFileSync(small, book(1000, '5.00'));
  writeFileSync(large, book(ROWS, '7.00'));
  // Inside node_modules so that the built child finds its packages.
  const outDir = resolve('node_modules/.cache/recoup-import-child');
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'tests/api/import-child.ts', outDir, emptyOutDir: true, target: 'node20' },
  });
  child = join(outDir, 'import-child.js');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the import in its own process; kills it `killAfter` ms after it starts to load. */
function importIn(
  folder: string,
  file: string,
  asOf: string,
  options: { killAfter?: number; fileLimitKb?: number } = {},
): Promise<string[]> {
  const { killAfter, fileLimitKb } = options;
  const args = [child, folder, file, asOf];
  const running =
    fileLimitKb === undefined
      ? spawn(process.execPath, args)
      : spawn('bash', [
          '-c',
          `trap '' XFSZ; ulimit -f ${fileLimitKb}; exec "$0" "$@"`,
          process.execPath,
          ...args,
        ]);
  return new Promise((done) => {
    let text = '';
    running.stdout.on('data', (chunk) => {
      const before = text;
      text += chunk;
      if (killAfter === undefined || before.includes('loading') || !text.includes('loading'))
        return;
      setTimeout(() => running.kill('SIGKILL'), killAfter);
    });
    running.on('close', () => done(text.trim().split('\n')));
  });
}

const state = z.object({ asOf: z.string(), loans: z.int(), balanceFen: z.int(), rows: z.int() });

/** Every snapshot, with what its loans really sum to. */
async function stateOf(folder: string) {
  const desk = await openDesk(folder, clockOn('2026-11-23'));
  try {
    return await desk.warehouse.rows(
      state,
      `SELECT as_of AS "asOf", rows_loaded AS "rows", balance_fen AS "balanceFen",
         (SELECT count(*) FROM loan WHERE snapshot_id = snapshot.id) AS "loans"
       FROM snapshot WHERE status = 'current' ORDER BY as_of`,
    );
  } finally {
    await desk.warehouse.close();
  }
}

const FIRST = { asOf: '2026-11-13', loans: 1000, balanceFen: 500_000, rows: 1000 };
const SECOND = { asOf: '2026-11-20', loans: ROWS, balanceFen: ROWS * 700, rows: ROWS };

describe('a load that does not come to its end', { timeout: 300_000 + KILLS * 20_000 }, () => {
  it(`killed with SIGKILL at ${KILLS} moments leaves the state before, or the whole new one`, async () => {
    const base = join(root, 'base');
    mkdirSync(base);
    expect((await importIn(base, small, '2026-11-13')).at(-1)).toBe('loaded 1000');
    const folder = join(root, 'killed');
    const startAgain = () => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(base, folder, { recursive: true });
    };
    startAgain();
    const began = performance.now();
    expect((await importIn(folder, large, '2026-11-20')).at(-1)).toBe(`loaded ${ROWS}`);
    // The moments are spread over what a whole load takes here, start-up and closing included.
    const whole = performance.now() - began;
    startAgain();
    let kept = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const output = await importIn(folder, large, '2026-11-20', {
        killAfter: (kill * whole) / KILLS,
      });
      const found = await stateOf(folder);
      if (output.at(-1)?.startsWith('loaded')) expect(found).toEqual([FIRST, SECOND]);
      else expect([[FIRST], [FIRST, SECOND]]).toContainEqual(found);
      // A load that came through is taken back; one that did not is the next one's start.
      if (found.length === 2) startAgain();
      else kept++;
    }
    expect(kept).toBeGreaterThan(0);
    expect((await importIn(folder, large, '2026-11-20')).at(-1)).toBe(`loaded ${ROWS}`);
    expect(await stateOf(folder)).toEqual([FIRST, SECOND]);
  });

  it('when a loaded book is read again and killed leaves snapshot and code table as they were, or both whole', async () => {
    const folder = join(root, 'reread');
    mkdirSync(folder);
    await importIn(folder, large, '2026-11-20');
    const read = async () => {
      const desk = await openDesk(folder, clockOn('2026-11-23'));
      try {
        return await desk.warehouse.one(
          z.object({ id: z.int(), loans: z.int(), named: z.int(), words: z.int() }),
          `SELECT id, (SELECT count(*) FROM loan) AS loans,
             (SELECT count(*) FROM loan WHERE snapshot_id = s.id AND branch = '城关支行') AS named,
             (SELECT count(*) FROM source_word) AS words
           FROM snapshot s WHERE status = 'current'`,
        );
      } finally {
        await desk.warehouse.close();
      }
    };
    const before = await read();
    expect(before).toMatchObject({ loans: ROWS, named: 0, words: 0 });
    for (const killAfter of [0, 120]) {
      const output = await importIn(folder, 'reread', String(before.id), { killAfter });
      expect(output.at(-1)).not.toMatch(/^(loaded|failed|refused)/);
      expect(await read()).toEqual(before);
    }
    const output = await importIn(folder, 'reread', String(before.id));
    expect(output.at(-1)).toBe(`loaded ${ROWS}`);
    expect(await read()).toMatchObject({ loans: 2 * ROWS, named: ROWS / 12, words: 1 });
  });

  it('killed while a posting ledger is read or stored leaves none of it, or all', async () => {
    const folder = join(root, 'ledger');
    const ledger = join(root, 'ledger.csv');
    const rows = Array.from({ length: 40_000 }, (_, i) => `P${i},L${i % 1000},2026-11-02,1.00`);
    writeFileSync(
      ledger,
      `流水号,借据号,入账日期,收回本金\n${rows.join('\n')}\nX,,2026-11-02,坏\n`,
    );
    await importIn(folder, small, '2026-11-13');
    const held = z.object({
      files: z.int(),
      postings: z.int(),
      rejects: z.int(),
      mappings: z.int(),
    });
    const read = async () => {
      const desk = await openDesk(folder, clockOn('2026-11-23'));
      try {
        return await desk.warehouse.one(
          held,
          `SELECT (SELECT count(*) FROM side_file) AS files, (SELECT count(*) FROM posting) AS postings,
             (SELECT count(*) FROM side_reject) AS rejects,
             (SELECT count(*) FROM source_mapping WHERE kind = 'postings') AS mappings`,
        );
      } finally {
        await desk.warehouse.close();
      }
    };
    const none = { files: 0, postings: 0, rejects: 0, mappings: 0 };
    const all = { files: 1, postings: 40_000, rejects: 1, mappings: 1 };
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const output = await importIn(folder, ledger, 'postings', { killAfter: kill * 60 });
      if (output.at(-1)?.startsWith('loaded')) break;
      killed++;
      const found = await read();
      expect([none, all]).toContainEqual(found);
      if (found.files === 1) break;
    }
    expect(killed).toBeGreaterThan(0);
    expect((await importIn(folder, ledger, 'postings')).at(-1)).toBe('loaded 40000');
    expect(await read()).toEqual(all);
  });

  async function expectRefused(folder: string, fileLimitKb: number) {
    const before = await stateOf(folder);
    const output = await importIn(folder, large, '2026-11-20', { fileLimitKb });
    expect(output.at(-1)).toBe('refused disk-full');
    expect(await stateOf(folder)).toEqual(before);
    expect((await importIn(folder, large, '2026-11-20')).at(-1)).toBe(`loaded ${ROWS}`);
  }

  it('because the disk is full while the file is cut up is refused, the state before kept', async () => {
    const folder = join(root, 'full-work');
    await importIn(folder, small, '2026-11-13');
    await expectRefused(folder, 3000);
  });

  it('because the disk is full while the database grows is refused, the state before kept', async () => {
    const folder = join(root, 'full-database');
    for (const asOf of ['2026-10-30', '2026-11-06', '2026-11-13']) {
      await importIn(folder, large, asOf);
    }
    const size = statSync(join(folder, 'recoup.duckdb')).size;
    await expectRefused(folder, Math.ceil(Math.max(size, 6_000_000) / 1024) + 64);
  });
});
