import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { type Desk, openDesk } from '../../server/open-desk.ts';
import { makeBook } from './make-book.ts';

const ROWS = Number(process.env['RECOUP_BENCH_ROWS'] ?? 1_000_000);
/** The book that readers look at meanwhile. */
const READ_ROWS = Number(process.env['RECOUP_BENCH_READ_ROWS'] ?? 100_000);
const ASKED = 200;
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

const percentile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

/** The questions of a dashboard. */
const PATHS = [
  '/api/triage/matrix?asOf=2026-11-13',
  '/api/triage/segments?by=branch&asOf=2026-11-13',
  '/api/loans?asOf=2026-11-13&limit=50',
];

/** Asks once, past what is remembered: the address differs each time by an unused parameter. */
function asker(desk: Desk) {
  const app = createApp(desk);
  let asked = 0;
  return async (path: string): Promise<number> => {
    const began = performance.now();
    const response = await app.request(`http://127.0.0.1${path}&n=${asked++}`);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    await response.arrayBuffer();
    return performance.now() - began;
  };
}

interface Times {
  name: string;
  times: number[];
}

describe(`readers while ${ROWS} rows load`, () => {
  it('p50 and p95 of a dashboard question before, during and after', async () => {
    const root = mkdtempSync(join(tmpdir(), 'recoup-readers-'));
    const desk = await openDesk(join(root, 'desk'), clock, { sharesReads: false });
    const load = async (name: string, rows: number, asOf: string) => {
      makeBook(join(root, name), rows, { isDirty: true });
      const path = join(desk.warehouse.incoming, name);
      copyFileSync(join(root, name), path);
      return importLoanBook(desk, { path, fileName: name, asOf });
    };
    await load('read.csv', READ_ROWS, '2026-11-13');
    makeBook(join(root, 'large.csv'), ROWS, { isDirty: true });
    const large = join(desk.warehouse.incoming, 'large.csv');
    copyFileSync(join(root, 'large.csv'), large);
    const ask = asker(desk);
    for (const path of PATHS) await ask(path);

    const measure = async (name: string, goesOn: () => boolean): Promise<Map<string, Times>> => {
      const found = new Map(PATHS.map((path) => [path, { name, times: [] as number[] }]));
      while (goesOn()) {
        for (const path of PATHS) found.get(path)?.times.push(await ask(path));
      }
      return found;
    };
    let left = ASKED;
    const before = await measure('before', () => left-- > 0);
    let isLoading = true;
    let seconds = performance.now();
    const loading = importLoanBook(desk, {
      path: large,
      fileName: 'large.csv',
      asOf: '2026-11-20',
    }).finally(() => {
      isLoading = false;
      seconds = (performance.now() - seconds) / 1000;
    });
    const during = await measure('during', () => isLoading);
    await loading;
    left = ASKED;
    const after = await measure('after', () => left-- > 0);
    const { loans } = await desk.warehouse.one(
      z.object({ loans: z.int() }),
      'SELECT count(*) AS loans FROM loan',
    );
    console.log(`  loaded in ${seconds.toFixed(1)} s beside the readers; ${loans} loans in all`);
    for (const path of PATHS) {
      const base = before.get(path)?.times ?? [];
      const said = [before, during, after].map((phase) => {
        const { name, times } = phase.get(path) ?? { name: '', times: [] };
        const part = (share: number) => {
          const value = percentile(times, share);
          return `${value.toFixed(1)} ms (×${(value / percentile(base, share)).toFixed(2)})`;
        };
        return `${name} p50 ${part(0.5)} p95 ${part(0.95)} of ${times.length}`;
      });
      console.log(`${path.split('?')[0]}: ${said.join('; ')}`);
    }
    await desk.warehouse.close();
    rmSync(root, { recursive: true, force: true });
  });
});
