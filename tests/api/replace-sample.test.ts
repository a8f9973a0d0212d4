import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { getBank } from '../../server/desk/get-bank.ts';
import { SAMPLE_SOURCE } from '../../server/desk/sample-source.ts';
import { Refusal } from '../../server/errors.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const OWN = '借据号,机构名称,客户经理,本金余额,五级分类\nB1,城关支行,李一,100.00,次级\n';
const EMPTY = '借据号,机构名称,客户经理,本金余额,五级分类\nB1,城关支行,李一,见附件,次级\n';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
  const { warehouse } = test.desk;
  const books = generateBank({ loans: 120 }).files.filter(({ kind }) => kind === 'loan-book');
  for (const { asOf = '', bytes } of books.slice(0, 2)) {
    await importTestFile(test.desk, bytes(), { asOf, sourceName: SAMPLE_SOURCE });
  }
  await warehouse.write((tx) => tx.run(`INSERT INTO desk_setting VALUES ('bank', 'sample')`));
});
afterEach(() => test.close());

/** How many rows each table holds, but for the desk's own and the reports made after a load. */
async function held(): Promise<Record<string, number>> {
  const { warehouse } = test.desk;
  const tables = await warehouse.rows(
    z.object({ name: z.string() }),
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'main' AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('migration', 'desk_setting', 'quality_report', 'quality_exit')`,
  );
  const counts = tables.map(async ({ name }) => {
    const row = await warehouse.one(z.object({ n: z.int() }), `SELECT count(*) AS n FROM ${name}`);
    return [name, row.n] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

describe('the bank’s own file on the sample bank', () => {
  it('leaves nothing of the sample when it is told to make way', async () => {
    const result = await importTestFile(test.desk, OWN, { replaceSample: true });
    expect(result.rows.loaded).toBe(1);
    const { snapshot, loan, movement, segment } = await held();
    expect({ snapshot, loan, movement, segment }).toEqual({
      ...{ snapshot: 1, loan: 1, movement: 0, segment: 1 },
    });
    expect(await getBank(test.desk.warehouse)).toBe('own');
  });

  it('keeps the sample whole when the file is refused', async () => {
    const before = await held();
    await expect(importTestFile(test.desk, EMPTY, { replaceSample: true })).rejects.toThrow(
      Refusal,
    );
    expect(await held()).toEqual(before);
    expect(await getBank(test.desk.warehouse)).toBe('sample');
  });

  it('never makes the bank’s own data go', async () => {
    await importTestFile(test.desk, OWN);
    const before = await held();
    await expect(
      importTestFile(test.desk, OWN, { asOf: '2026-11-19', replaceSample: true }),
    ).rejects.toMatchObject({ code: 'not-the-sample' });
    expect(await held()).toEqual(before);
  });
});
