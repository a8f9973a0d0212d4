import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { findLine } from '../../server/loan-book/quality-lines.ts';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  fenOfTip,
  fill,
  LANGUAGES,
  type OpenDesk,
  openDesk,
  pattern,
  type Visit,
} from './open-desk.ts';

/** Forty claims, of which so many have their days past due set back. */
function book(resets: number): Buffer {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `K${i},城关支行,张三,${i + 1}00.00,${i < resets ? 3 : 407},损失`,
  );
  return Buffer.from(['借据号,机构名称,客户经理,本金余额,逾期天数,五级分类', ...rows].join('\n'));
}

describe.each(LANGUAGES)('can the book be trusted, in %s', (language) => {
  const words = loanBookText[language].quality;
  const finding = findLine('days-reset')?.finding[language] ?? '';
  let desk: OpenDesk;
  let visit: Visit;
  let page: Page;

  const load = async (name: string, bytes: Buffer, asOf: string) =>
    importBook(desk.send, await uploadBytes(desk.send, name, bytes), { asOf });

  beforeAll(async () => {
    desk = await openDesk();
    await load('a.csv', Buffer.from(book(0).toString().replaceAll(',407,', ',400,')), '2026-11-06');
    await load('b.csv', book(5), '2026-11-13');
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show('/data');
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  const asAxeSees = async () =>
    expect(describeViolations(await findViolations(page)), page.url()).toBe('');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const row = () =>
    page
      .getByRole('table', { name: words.label })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: finding, exact: true }) });

  test('the report comes first and says what is to be looked at, and how much it is', async () => {
    await page.getByRole('tab', { name: fill(words.tabOpen, { n: 1 }) }).waitFor();
    await page.getByRole('heading', { name: pattern(words.headlineLead) }).waitFor();
    const cells = await row().getByRole('cell').allTextContents();
    expect(cells[1]).toBe('5');
    // 100 + 200 + 300 + 400 + 500 yuan.
    const tip = await row().locator('[data-tip]').getAttribute('data-tip');
    expect(fenOfTip(tip)).toBe(150_000);
    await asAxeSees();
  });

  test('a line opens the loans behind it, with the same sum, and a loan leads to its page', async () => {
    await button(fill(words.seeLoans, { finding })).click();
    const list = page.getByRole('region', {
      name: fill(words.loansTitle, { finding, n: 5 }),
    });
    await list.getByRole('link', { name: 'K4', exact: true }).waitFor();
    const tips = await list
      .locator('tfoot [data-tip]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-tip')));
    expect(tips.map(fenOfTip)).toEqual([150_000]);
    expect(new URL(page.url()).searchParams.get('line')).toBe('days-reset');
    await asAxeSees();
    await list.getByRole('link', { name: 'K4', exact: true }).click();
    await page.waitForURL('**/loans/K4**');
    await page.goBack();
    await list.getByRole('link', { name: 'K4', exact: true }).waitFor();
    await button(words.close).click();
    await list.waitFor({ state: 'detached' });
  });

  test('who has looked is kept, and the line is no longer to be looked at', async () => {
    await button(fill(words.acknowledgeOf, { finding })).click();
    await page.getByRole('textbox', { name: words.dialog.by, exact: true }).fill('王敏');
    await page.getByRole('textbox', { name: words.dialog.remark }).fill('已与支行核对');
    await asAxeSees();
    await button(words.dialog.go).click();
    await page.getByRole('tab', { name: words.tab, exact: true }).waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    await row().getByText(pattern(words.seenBy)).waitFor();
    await row().getByText('已与支行核对').waitFor();
    await asAxeSees();
  });

  test('next week it is looked at again only because there is more of it', async () => {
    // The five are as the calendar; seven others are set back.
    const next = book(5)
      .toString()
      .replaceAll(',407,', ',414,')
      .replaceAll(',3,', ',10,')
      .replace(/(K(?:1\d|20),.*),414,/g, '$1,1,');
    await load('c.csv', Buffer.from(next), '2026-11-20');
    await visit.show('/data');
    await page.getByRole('tab', { name: fill(words.tabOpen, { n: 1 }) }).waitFor();
    await row().getByText(pattern(words.worse)).waitFor();
    await asAxeSees();
  });
});
