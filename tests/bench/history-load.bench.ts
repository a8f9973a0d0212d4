import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { type Desk, openDesk } from '../../server/open-desk.ts';
import { makeBook } from './make-book.ts';

const ROWS = Number(process.env['RECOUP_BENCH_ROWS'] ?? 100_000);
const PAIRS = Number(process.env['RECOUP_BENCH_PAIRS'] ?? 5);
const [FEW, MANY] = [2, 104];
const FIRST_DAY = '2024-01-05';
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

let root: string;
const week = (number: number) => addDays(FIRST_DAY, 7 * number);
const copied = z.object({ table_name: z.string() });

/** A desk whose first book is loaded from the file and whose others are copies of it, by SQL. */
async function deskWith(name: string, snapshots: number): Promise<Desk> {
  const desk = await openDesk(join(root, name), clock);
  await load(desk, 0);
  const tables = await desk.warehouse.rows(
    copied,
    `SELECT table_name FROM information_schema.columns
     WHERE column_name = 'snapshot_id' AND table_name IN ('loan', 'segment', 'segment_rollup')`,
  );
  for (let number = 1; number < snapshots; number++) {
    await desk.warehouse.write(async (tx) => {
      const { id } = await tx.one(
        z.object({ id: z.int() }),
        `SELECT nextval('snapshot_seq') AS id`,
      );
      for (const { table_name } of tables) {
        await tx.load(
          `INSERT INTO ${table_name} SELECT * REPLACE (CAST(${id} AS BIGINT) AS snapshot_id)
           FROM ${table_name} WHERE snapshot_id = 1`,
        );
      }
      await tx.load(
        `INSERT INTO snapshot SELECT * REPLACE (CAST(${id} AS BIGINT) AS id,
           DATE '${week(number)}' AS as_of, 'copy-${number}' AS sha256) FROM snapshot WHERE id = 1`,
      );
    });
  }
  return desk;
}

/** Loads the book as that of a week; answers wall and processor seconds. */
async function load(desk: Desk, number: number): Promise<{ wall: number; cpu: number }> {
  const path = join(desk.warehouse.incoming, 'book.csv');
  copyFileSync(join(root, 'book.csv'), path);
  const began = performance.now();
  const used = process.cpuUsage();
  await importLoanBook(desk, { path, fileName: 'book.csv', asOf: week(number) });
  const { user, system } = process.cpuUsage(used);
  const wall = (performance.now() - began) / 1000;
  rmSync(path);
  // The quality report is made after the load and is no part of it.
  await desk.warehouse.write(async () => undefined);
  return { wall, cpu: (user + system) / 1e6 };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe(`load of ${ROWS} rows with ${MANY} snapshots kept against ${FEW}`, () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'recoup-history-'));
    makeBook(join(root, 'book.csv'), ROWS, { isDirty: true });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it(`${MANY} kept ÷ ${FEW} kept`, async () => {
    const few = await deskWith('few', FEW);
    const many = await deskWith('many', MANY);
    const ratios: { wall: number; cpu: number }[] = [];
    for (let pair = 0; pair <= PAIRS; pair++) {
      const a = await load(many, MANY + pair);
      const b = await load(few, FEW + pair);
      // The first pair warms both.
      if (pair > 0) ratios.push({ wall: a.wall / b.wall, cpu: a.cpu / b.cpu });
      const said = ({ wall, cpu }: typeof a) => `${wall.toFixed(2)} s, cpu ${cpu.toFixed(2)} s`;
      console.log(`  ${MANY}: ${said(a)}; ${FEW}: ${said(b)}`);
    }
    const [wall, cpu] = [ratios.map((one) => one.wall), ratios.map((one) => one.cpu)];
    const all = (list: readonly number[]) => list.map((one) => one.toFixed(2)).join(' ');
    console.log(
      `${MANY} kept ÷ ${FEW} kept: wall ${median(wall).toFixed(2)} (${all(wall)}), cpu ${median(cpu).toFixed(2)} (${all(cpu)})`,
    );
    for (const desk of [few, many]) await desk.warehouse.close();
  });
});
