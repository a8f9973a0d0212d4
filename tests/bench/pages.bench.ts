/**
 * The data of every page with many snapshots and with few, side by side: p50 and p95 of each GET
 * that the pages make, asked alternately of a desk with RECOUP_BENCH_SNAPSHOTS (104) weekly books
 * and of one with RECOUP_BENCH_FEW (4), of RECOUP_BENCH_LOANS loans each. By default 100 000 loans.
 * The full form, 1 M × 104:
 *   RECOUP_BENCH_LOANS=1000000 npm run bench pages
 * Every question comes directly after a committed write that may have changed any table, so that
 * nothing is remembered: neither the answer nor any read of it. `first` is the very first answer
 * after the desk was filled; `kept` is the p95 of the same question with its answer made before, as
 * a running desk keeps those of its pages (server/keep-ready.ts).
 * RECOUP_BENCH_ONLY=text asks only addresses that contain the text.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { type Desk, openDesk } from '../../server/open-desk.ts';
import { makeDesk } from './make-desk.ts';

const LOANS = Number(process.env['RECOUP_BENCH_LOANS'] ?? 100_000);
const MANY = Number(process.env['RECOUP_BENCH_SNAPSHOTS'] ?? 104);
const FEW = Number(process.env['RECOUP_BENCH_FEW'] ?? 4);
const ASKED = Number(process.env['RECOUP_BENCH_ASKED'] ?? 20);
const ONLY = process.env['RECOUP_BENCH_ONLY'] ?? '';
const KEEP = process.env['RECOUP_BENCH_FOLDER'];
const LAST = '2026-11-20';
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

const BRANCH = `branch=${encodeURIComponent('示范第3支行')}`;
const OFFICER = `officer=${encodeURIComponent('经理25')}`;

/** What a page asks, by page. `ID`: the latest snapshot, `OLD`: the one before, `PLAN`: the plan. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  总览: [
    'desk',
    'triage/filter-options',
    'recovery/overview',
    'triage/matrix',
    'triage/evidence',
    'recovery/concentration',
    `recovery/overview?${BRANCH}`,
    `triage/evidence?${BRANCH}`,
  ],
  台账: [
    'loans?sort=balanceFen&order=desc&offset=0&limit=100',
    'loans?sort=balanceFen&order=desc&offset=50000&limit=100',
    'loans?sort=daysPastDue&order=desc&offset=0&limit=100',
    'loans?sort=loanId&order=asc&limit=1',
    `loans?sort=balanceFen&limit=100&${BRANCH}`,
    'loans?sort=balanceFen&limit=100&state=on_book',
    'loans?sort=balanceFen&limit=100&flag=class_lag',
    'loans?sort=loanId&limit=1&search=62100000000777',
    'loans/groups?by=branch',
    'loans/groups?by=officer',
    'loans/groups?by=village',
    'loans/groups?by=defaultType',
    `loans/groups?by=officer&${BRANCH}`,
    'loans/62100000000077',
  ],
  分层: [
    'triage/class-lag',
    'triage/clock-exposure',
    'triage/rules',
    `triage/matrix?${BRANCH}`,
    `triage/class-lag?${BRANCH}`,
    `triage/clock-exposure?${BRANCH}`,
    'triage/matrix?flag=class_lag',
  ],
  任务: [
    'quotas/inputs?year=2026&category=tg-cash-on',
    'quotas/plans?year=2026&category=tg-cash-on',
    'quotas/plans/PLAN',
    'quotas/plans/PLAN/events',
    'quotas/assignments',
  ],
  进度: [
    'recovery/progress?by=branch',
    'recovery/progress?by=officer',
    'recovery/rolled?by=branch',
    'recovery/cumulative',
    'recovery/forecasts?by=branch',
    'recovery/forecasts?by=officer',
    'recovery/comparison?by=branch',
    'recovery/comparison?by=officer',
    'recovery/bridge',
    'recovery/bridge/loans?term=cash',
    'recovery/alerts',
    'recovery/alerts/silent-exit/loans',
    'recovery/alerts/days-reset/loans',
    'recovery/alerts/slipped-plan/loans',
    'recovery/reconciliation',
    'recovery/three-sources',
    'recovery/transitions?kind=class',
    'recovery/transitions?kind=days',
    'recovery/transitions/loans?kind=class&way=worse',
    'recovery/roll-rates',
    'recovery/cures',
    'recovery/dormancy',
    'recovery/dormancy/loans',
    'recovery/villages',
    'recovery/outcomes',
    `recovery/progress?by=officer&${BRANCH}`,
    `recovery/cumulative?${OFFICER}`,
    `recovery/bridge?${BRANCH}`,
    `recovery/transitions?kind=class&${BRANCH}`,
    `recovery/roll-rates?${BRANCH}`,
    `recovery/outcomes?${BRANCH}`,
    'recovery/bridge?product=mortgage',
    'recovery/progress?by=branch&product=mortgage',
  ],
  数据: [
    'loan-book/snapshots',
    'loan-book/snapshots/ID',
    'loan-book/snapshots/ID/quality',
    'loan-book/snapshots/ID/rejects?limit=50',
    'loans/comparison?from=OLD&to=ID',
    'side-files/files',
    'recovery/postings',
  ],
};

const percentile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  Number.NaN;

interface Filled {
  snapshots: number;
  desk: Desk;
  /** Milliseconds of the answer made anew, and of the same one kept. */
  ask(path: string): Promise<{ anew: number; kept: number }>;
}

async function fill(root: string, snapshots: number): Promise<Filled> {
  const folder = join(root, `desk-${snapshots}`);
  const desk = await openDesk(folder, clock);
  const began = performance.now();
  const { books } = await desk.warehouse.one(
    z.object({ books: z.int() }),
    'SELECT count(*) AS books FROM snapshot',
  );
  if (books === 0) {
    const steps = await makeDesk(desk, { loans: LOANS, snapshots, last: LAST });
    const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
    const said = [steps.slice(1, 4), steps.slice(-3)].map((part) => mean(part).toFixed(2));
    console.log(
      `  load steps of a book: ${said[0]} s the second to fourth, ${said[1]} s the last three`,
    );
  }
  const app = createApp(desk);
  const request = async (path: string, body?: unknown) => {
    const response = await app.request(`http://127.0.0.1/api/${path}`, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  };
  let plans = z
    .array(z.object({ id: z.int() }))
    .parse(JSON.parse(await request('quotas/plans?year=2026&category=tg-cash-on')));
  if (plans.length === 0) {
    const draft = z
      .object({ id: z.int() })
      .parse(JSON.parse(await request('quotas/plans', { year: 2026, targetFen: LOANS * 100_000 })));
    await request(`quotas/plans/${draft.id}/publish`, {});
    plans = [draft];
  }
  const seconds = (performance.now() - began) / 1000;
  const size = statSync(join(folder, 'recoup.duckdb')).size / 1e6;
  console.log(
    `${LOANS} loans × ${snapshots}: filled in ${seconds.toFixed(0)} s, ${size.toFixed(0)} MB`,
  );
  const written = (path: string) =>
    path
      .replace('ID', String(snapshots))
      .replace('OLD', String(snapshots - 1))
      .replace('PLAN', String(plans[0]?.id));
  const ask = async (path: string) => {
    // Of a statement that changes nothing known, any table may have been changed.
    await desk.warehouse.write((tx) => tx.run('SELECT 1'));
    const address = written(path);
    const time = async () => {
      const start = performance.now();
      await request(address);
      return performance.now() - start;
    };
    return { anew: await time(), kept: await time() };
  };
  return { snapshots, desk, ask };
}

describe(`the data of every page: ${LOANS} loans × ${MANY} snapshots and × ${FEW}`, () => {
  it('p50 and p95 of each question, asked of both alternately', async () => {
    const root = KEEP ?? mkdtempSync(join(tmpdir(), 'recoup-pages-'));
    try {
      const few = await fill(root, FEW);
      const many = await fill(root, MANY);
      const slow: string[] = [];
      const slowKept: string[] = [];
      const grown: string[] = [];
      const ms = (value: number) => value.toFixed(1).padStart(8);
      for (const [page, paths] of Object.entries(PAGES)) {
        console.log(
          `${page}  ms: first | p50 p95 × ${MANY} | p50 p95 × ${FEW} | ratio of p50 | kept`,
        );
        for (const path of paths.filter((each) => each.includes(ONLY))) {
          const { anew: first } = await many.ask(path);
          await few.ask(path);
          const times = { many: [] as number[], few: [] as number[], kept: [] as number[] };
          for (let i = 0; i < ASKED; i++) {
            const { anew, kept } = await many.ask(path);
            times.many.push(anew);
            times.kept.push(kept);
            times.few.push((await few.ask(path)).anew);
          }
          const of = (list: readonly number[]) =>
            [percentile(list, 0.5), percentile(list, 0.95)] as const;
          const [[p50, p95], [few50, few95]] = [of(times.many), of(times.few)];
          const ratio = p50 / few50;
          const name = decodeURIComponent(path);
          const kept = percentile(times.kept, 0.95);
          if (p95 > 50) slow.push(name);
          if (kept > 50) slowKept.push(name);
          if (ratio > 1.2) grown.push(name);
          console.log(
            `${ms(first)} |${ms(p50)}${ms(p95)} |${ms(few50)}${ms(few95)} | ×${ratio.toFixed(2)} |${ms(kept)}  ${name}`,
          );
        }
      }
      console.log(
        `of all questions over 50 ms at p95: made anew ${slow.length}, kept ${slowKept.length}; anew grown beyond 1.2: ${grown.length}`,
      );
      await few.desk.warehouse.close();
      await many.desk.warehouse.close();
    } finally {
      if (KEEP === undefined) rmSync(root, { recursive: true, force: true });
    }
  });
});
