import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { makeWorkbook } from '../api/make-workbook.ts';
import { describeViolations, findViolations } from './axe.ts';
import { fill, LANGUAGES, type OpenDesk, openDesk, type Visit } from './open-desk.ts';

const BOOK = '借据号,机构,管户人,余额\nA,城关支行,吉雨,900.00\nB,河西支行,周敏,800.00\n';

/** Two sheets, of which the second is the ledger, under headers of the bank's own making. */
const ledger = (language: string) =>
  makeWorkbook([
    { name: '说明', rows: [['本表由核心系统导出']] },
    {
      name: '流水',
      rows: [
        ['示范农商银行 收回明细'],
        ['凭单', '借据号', '到账日', '收回本金', '经办'],
        [`${language}1`, 'A', '2026-01-05', '100.00', '吉雨'],
        [`${language}2`, 'B', '2026-02-30', '50.00', '周敏'],
        [`${language}3`, 'B', '2026-02-03', '25.00', '周敏'],
        ['合计', '', '', '125.00', ''],
      ],
    },
  ]);

describe.each(LANGUAGES)('files beside the loan book come in, in %s', (language) => {
  const words = loanBookText[language];
  let desk: OpenDesk;
  let visit: Visit;
  let page: Page;

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** The button that loads: a column of the table is called so too. */
  const go = () =>
    page
      .locator('#side-files section')
      .first()
      .getByRole('button', { name: words.side.go, exact: true });
  const choose = (label: string, name: string, buffer: Buffer) =>
    page
      .locator(`input[type=file][aria-label="${label}"]`)
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const map = (column: string, field: string) =>
    page.getByLabel(fill(words.mapping.label, { column }), { exact: true }).selectOption(field);
  const loaded = (file: string, read: number, ok: number, rejected: number, skipped: number) =>
    page
      .getByText(fill(words.side.loaded, { file, read, loaded: ok, rejected, skipped }))
      .first()
      .waitFor();

  beforeAll(async () => {
    desk = await openDesk();
    const upload = await uploadBytes(desk.send, 'book.csv', Buffer.from(BOOK));
    await importBook(desk.send, upload, { asOf: '2026-11-20' });
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show('/data');
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  test('a workbook of two sheets and odd headers is mapped, checked and loaded', async () => {
    await choose(words.side.choose, 'ledger.xlsx', ledger(language));
    await page.getByText(words.side.prepare.replace('{{file}}', 'ledger.xlsx')).first().waitFor();
    await page.getByRole('combobox', { name: words.sheet.label }).waitFor();
    expect(await page.getByRole('combobox', { name: words.sheet.label }).inputValue()).toContain(
      '流水',
    );
    expect(await go().isDisabled()).toBe(true);
    await map('凭单', 'posting_ref');
    await map('到账日', 'posted_on');
    await map('经办', 'officer');
    const values = { read: 5, loaded: 2, rejected: 1, skipped: 2 };
    await page.getByText(fill(words.side.check, values)).waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
    await go().click();
    await loaded('ledger.xlsx', 5, 2, 1, 2);
  });

  test('a rejected row is downloaded, corrected and brought back', async () => {
    await page.getByText(words.side.how).waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(words.history.rejects.csv).click(),
    ]);
    const file = readFileSync(await download.path()).toString('utf8');
    expect(file).toContain('2026-02-30');
    await choose(
      words.side.bring,
      'corrected.csv',
      Buffer.from(file.replaceAll('2026-02-30', '2026-02-28')),
    );
    await page.getByText(words.side.noRejects).waitFor();
    const batches = z.array(z.looseObject({ principalFen: z.int(), rowsOpen: z.int() }));
    const all = await desk.get(batches, '/api/recovery/postings');
    expect(all.map(({ principalFen, rowsOpen }) => [principalFen, rowsOpen])).toEqual([
      [5000, 0],
      [12_500, 0],
    ]);
  });

  test('a mapping is remembered under its source', async () => {
    await choose(words.side.choose, 'again.xlsx', ledger(`${language}-next-`));
    await page.getByText(words.prepare.saved).waitFor();
    await page
      .getByText(fill(words.side.check, { read: 5, loaded: 2, rejected: 1, skipped: 2 }))
      .waitFor();
    await button(words.side.discard).click();
  });

  test('day and month are asked for, and leaving the page loses nothing', async () => {
    const file = Buffer.from(`流水号,借据号,收回日期,收回本金\n${language}9,A,3/4/2026,1.00\n`);
    await choose(words.side.choose, 'american.csv', file);
    await page.getByText(words.prepare.dateOrderNote).waitFor();
    expect(await go().isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: words.prepare.dateOrder }).click();
    await page.getByRole('option', { name: words.prepare.mdy }).click();
    await page
      .getByText(fill(words.side.check, { read: 1, loaded: 1, rejected: 0, skipped: 0 }))
      .waitFor();
    await page.locator('nav a[href^="/loans"]').first().click();
    await page.waitForURL(/\/loans/);
    await page.locator('nav a[href^="/data"]').first().click();
    await page
      .getByText(fill(words.side.check, { read: 1, loaded: 1, rejected: 0, skipped: 0 }))
      .waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
    await go().click();
    await loaded('american.csv', 1, 1, 0, 0);
    const batches = z.array(z.looseObject({ firstOn: z.string().nullable() }));
    const [last] = await desk.get(batches, '/api/recovery/postings');
    expect(last?.firstOn).toBe('2026-03-04');
  });

  test('a roster is told by its header and loaded', async () => {
    const roster = Buffer.from(
      '工号,姓名,机构,产能系数\nQ1,吉雨,城关支行,1.00\nQ2,周敏,河西支行,0.8\n',
    );
    await choose(words.side.choose, 'staff.csv', roster);
    await page
      .getByText(fill(words.side.check, { read: 2, loaded: 2, rejected: 0, skipped: 0 }))
      .waitFor();
    await go().click();
    await loaded('staff.csv', 2, 2, 0, 0);
    const officers = z.looseObject({ source: z.string(), officers: z.array(z.unknown()) });
    const found = await desk.get(officers, '/api/roster/officers');
    expect([found.source, found.officers.length]).toEqual(['roster', 2]);
    expect(describeViolations(await findViolations(page))).toBe('');
  });

  test('targets say what adds up with what before they are loaded', async () => {
    const targets = Buffer.from(
      `单位:万元,,\n年度,类别,机构,金额\n2027,表内现金清收,,100\n2027,表内现金清收,城关支行,60\n2027,表内现金清收,河西支行,39.5\n`,
    );
    await choose(words.side.choose, 'targets.csv', targets);
    await page
      .locator('li[data-tone=bad]')
      .getByText(/0\.5|5,000/)
      .waitFor();
    await go().click();
    await loaded('targets.csv', 4, 3, 0, 1);
    const inForce = z.array(z.looseObject({ year: z.int(), amountFen: z.int() }));
    expect(await desk.get(inForce, '/api/quotas/targets')).toMatchObject([
      { year: 2027, amountFen: 100_000_000 },
    ]);
  });
});
