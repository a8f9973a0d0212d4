import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const village = z.looseObject({
  village: z.string().nullable(),
  borrowers: z.int(),
  bad: z.int(),
  newly: z.int(),
  badFen: z.int(),
  ratioBp: z.int().nullable(),
  spreadBp: z.int().nullable(),
});
const answer = z.looseObject({
  isHidden: z.boolean(),
  villages: z.array(village),
  other: village.nullable(),
  nameless: village.nullable(),
  total: village.nullable(),
});

async function ask(path: string) {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return answer.parse(await response.json());
}

/** Borrowers of a village: first the bad ones with the days since which they are, then the good. */
function people(name: string | null, bad: readonly string[], good: number): LoanColumns[] {
  const own = (index: number): LoanColumns => ({
    ...{ loan_id: `${name}${index}`, borrower_id: `${name}${index}`, village: name },
    balance_fen: 100,
  });
  return [
    ...bad.map((day, index) => ({ ...own(index), defaulted_on: day })),
    ...Array.from({ length: good }, (_, index) => ({
      ...own(bad.length + index),
      ...{ npl_state: null, risk_class: 'pass' },
    })),
  ];
}

describe('villages', () => {
  it('count borrowers, not loans, and how fast they turn bad against the average of all', async () => {
    const loans = [
      ...people('甲村', ['2025-03-01', '2026-02-01', '2026-03-01'], 5),
      ...people('乙村', ['2025-03-01', '2026-04-01'], 14),
    ];
    const second = { loan_id: 'second', borrower_id: '甲村0', village: '甲村', balance_fen: 50 };
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, [...loans, second]);
    const found = await ask('/villages?since=2026-01-01');
    expect(found.villages).toMatchObject([
      // 2 of the 7 who were good, against 3 of 22 of all: 2.0952 times.
      {
        village: '甲村',
        borrowers: 8,
        bad: 3,
        newly: 2,
        badFen: 350,
        ratioBp: 3750,
        spreadBp: 20_952,
      },
      { village: '乙村', borrowers: 16, bad: 2, newly: 1, ratioBp: 1250, spreadBp: 4889 },
    ]);
    expect(found.total).toMatchObject({ borrowers: 24, bad: 5, newly: 3, spreadBp: 10_000 });
  });

  it('of fewer than five borrowers are added up, never shown, and the total is kept', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, [
      ...people('大村', ['2026-02-01'], 19),
      ...people('小村', ['2026-02-01', '2026-02-01', '2026-02-01'], 1),
      ...people('微村', [], 2),
    ]);
    const found = await ask('/villages');
    expect(found.villages.map((one) => one.village)).toEqual(['大村']);
    expect(found.other).toMatchObject({ village: null, borrowers: 6, bad: 3 });
    expect(found.total).toMatchObject({ borrowers: 26, bad: 4 });
    const refused = await test.request(`/api/recovery/villages/loans?village=小村`);
    expect(refused.status).toBe(404);
    expect((await refused.json()).says.happened.zh).toContain('不足 5 户');
    const unknown = await test.request(`/api/recovery/villages/loans?village=无此村`);
    expect(await unknown.json()).toMatchObject({ code: 'too-few' });
  });

  it('show nothing at all when all borrowers together are fewer than five', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, people('小村', ['2026-02-01'], 2));
    expect(await ask('/villages')).toMatchObject({
      ...{ isHidden: true, villages: [], other: null, nameless: null, total: null },
    });
  });

  it('open their bad loans with the same sum', async () => {
    const loans = people('甲村', ['2025-03-01', '2026-02-01'], 5);
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, loans);
    const response = await test.request('/api/recovery/villages/loans?village=甲村');
    const list = z.looseObject({ sumFen: z.int(), rows: z.array(z.unknown()) });
    const { sumFen, rows } = list.parse(await response.json());
    expect([sumFen, rows.length]).toEqual([200, 2]);
  });

  it('of contagion are those that the sample bank has, before all others', async () => {
    const bank = generateBank({ lastAsOf: '2026-01-09' });
    const book = bank.files.findLast(({ kind }) => kind === 'loan-book');
    if (book === undefined) throw new Error('the bank has no loan book');
    const path = join(test.desk.warehouse.incoming, 'book.csv');
    await writeFile(path, book.bytes());
    await importLoanBook(test.desk, { path, fileName: 'book.csv', asOf: book.asOf ?? '' });
    const { villages } = await ask('/villages?since=2025-01-01');
    const planted = bank.truth.contagionVillages.map((one) => one.village);
    expect(planted.length).toBe(6);
    const first = villages.slice(0, planted.length);
    expect(new Set(first.map((one) => one.village))).toEqual(new Set(planted));
    const bySpread = [...villages].sort((a, b) => (b.spreadBp ?? 0) - (a.spreadBp ?? 0));
    const fastest = bySpread.slice(0, planted.length).map((one) => one.village);
    expect(new Set(fastest)).toEqual(new Set(planted));
  }, 120_000);
});
