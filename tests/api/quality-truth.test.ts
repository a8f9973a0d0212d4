import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BankTruth, generateBank } from '../../sample-data/generate-bank.ts';
import { getQuality, type QualityReport } from '../../server/loan-book/get-quality.ts';
import { getQualityLoans } from '../../server/loan-book/get-quality-loans.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
let truth: BankTruth;
const reports: QualityReport[] = [];

const loansOf = async (id: number, line: string) =>
  getQualityLoans(test.desk.warehouse, id, line, { offset: 0, limit: 1000 });

beforeAll(async () => {
  test = await openTestApp();
  const bank = generateBank({ loans: 600, lastAsOf: '2026-03-27' });
  truth = bank.truth;
  const desk = { ...test.desk, loadSteps: [] };
  for (const { kind, name, asOf, bytes } of bank.files) {
    if (kind !== 'loan-book') continue;
    const path = join(desk.warehouse.incoming, 'file.csv');
    await writeFile(path, bytes());
    const { snapshot } = await importLoanBook(desk, { path, fileName: name, asOf: asOf ?? '' });
    reports.push(await getQuality(desk.warehouse, snapshot.id));
  }
}, 180_000);
afterAll(() => test.close());

/** `day loan`, as a line of the reports found them and as they were planted. */
async function found(line: string): Promise<string[]> {
  const all: string[] = [];
  for (const { snapshotId, asOf, lines } of reports) {
    if (!lines.some(({ id }) => id === line)) continue;
    const { rows } = await loansOf(snapshotId, line);
    all.push(...rows.map(({ loanId }) => `${asOf} ${loanId}`));
  }
  return all.sort();
}
const planted = (...kinds: string[]) =>
  truth.planted
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ seenOn, loanId }) => `${seenOn} ${loanId}`)
    .sort();

describe('the reports of a bank whose truth is known', () => {
  it('find every reset of days past due in the week it was planted, and no other', async () => {
    expect(planted('dpd-reset').length).toBeGreaterThan(0);
    expect(await found('days-reset')).toEqual(planted('dpd-reset'));
  });

  it('find every silent exit and every claim whose row was refused, and no other', async () => {
    const gone = await found('silent-exit');
    const exits = planted('silent-exit');
    expect(exits.length).toBeGreaterThan(0);
    const refused = planted('damaged-id', 'duplicate-row', 'text-amount');
    expect(gone.filter((one) => !refused.includes(one))).toEqual(exits);
  });

  it('find every planted return', async () => {
    const returns = await found('return');
    for (const one of planted('return')) expect(returns).toContain(one);
  });

  it('have for every line a list that sums to it', async () => {
    for (const { snapshotId, lines } of reports) {
      for (const { id, hasLoans, count, amountFen } of lines) {
        if (!hasLoans) continue;
        const { total } = await loansOf(snapshotId, id);
        expect([snapshotId, id, total]).toEqual([snapshotId, id, { loans: count, amountFen }]);
      }
    }
  });

  it('account for every loan that has days past due in both books', async () => {
    for (const { snapshotId, before, days, asOf } of reports) {
      if (before === null) continue;
      const { both } = await test.desk.warehouse.one(
        z.object({ both: z.int() }),
        `SELECT count(*) AS "both" FROM loan a JOIN loan b ON b.loan_id = a.loan_id
         WHERE a.snapshot_id = $1 AND b.snapshot_id = $2 AND a.balance_fen > 0
           AND a.days_past_due IS NOT NULL AND b.days_past_due IS NOT NULL`,
        [snapshotId, before.id],
      );
      expect([asOf, days.loans]).toEqual([asOf, both]);
    }
  });
});

describe('a report', () => {
  it('is the same whatever the order of the rows', async () => {
    const own = await openTestApp();
    const header = '借据号,客户号,客户名称,机构名称,客户经理,贷款金额,本金余额,逾期天数,五级分类';
    const cell = fc.record({
      borrower: fc.integer({ min: 1, max: 4 }),
      name: fc.constantFrom('甲', '乙'),
      balance: fc.integer({ min: -5, max: 300 }),
      days: fc.constantFrom('', '0', '3', '95', '400'),
      class: fc.constantFrom('', '正常', '关注', '损失'),
    });
    const text = (rows: readonly string[]) => [header, ...rows].join('\n');
    const facts = async (rows: readonly string[]) => {
      const { snapshot } = await importTestFile({ ...own.desk, loadSteps: [] }, text(rows));
      const { lines, fields, days, branches } = await getQuality(own.desk.warehouse, snapshot.id);
      return { lines, fields, days, branches };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (cells, order) => {
          const rows = cells.map(
            (one, i) =>
              `J${i},C${one.borrower},${one.name},城关,李一,200.00,${one.balance}.00,${one.days},${one.class}`,
          );
          const keys = rows.map(() => order.next().value ?? 0);
          const mixed = rows
            .map((row, i) => ({ row, key: keys[i] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
          expect(await facts(mixed)).toEqual(await facts(rows));
        },
      ),
      { numRuns: 8 },
    );
    await own.close();
  });
});
