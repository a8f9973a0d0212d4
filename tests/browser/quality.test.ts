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

/** Amounts, days and classes in the spellings that banks use, and a person whom nobody may name. */
const SPELLED = `借据号,客户名称,证件号码,机构名称,客户经理,本金余额(万元),发放日期,五级分类,备注
J1,张建国,'612301198001010011,城关支行,李一,12.35,2024年1月31日,次级类,x
J2,李秀英,612301198001010038,城关支行,李一,"￥1,234.56",45322,次级,x
J3,王小明,,城关支行,李一,-,2024-01-31,呆滞,x
J4,赵大力,,城关支行,李一,3,2024-01-31,3,x
`;

describe.each(LANGUAGES)('how the columns were read, in %s', (language) => {
  const words = loanBookText[language].quality.cleaning;
  let desk: OpenDesk;
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    desk = await openDesk();
    const upload = await uploadBytes(desk.send, 'spelled.csv', Buffer.from(SPELLED));
    await importBook(desk.send, upload, { asOf: '2026-11-06' });
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show('/data?tab=mapping');
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  const rowOf = (column: string) =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: column, exact: true }) });
  const examplesOf = (column: string) => rowOf(column).getByRole('listitem').allTextContents();

  test('each column says what stood there plainly, and shows what was respelled', async () => {
    await page
      .getByRole('heading', { name: fill(words.titleWhole, { n: 9, m: 4, rows: 4 }) })
      .waitFor();
    const zh = language === 'zh';
    expect(await examplesOf('发放日期')).toEqual([
      '2024年1月31日 → 2024-01-31',
      '45322 → 2024-01-31',
    ]);
    expect(await examplesOf('五级分类')).toEqual([
      zh ? '次级类 → 次级' : '次级类 → Substandard',
      zh ? '3 → 次级' : '3 → Substandard',
    ]);
    expect(await examplesOf('本金余额(万元)')).toEqual([
      zh ? '￥1,234.56 → 12,345,600.00 元' : '￥1,234.56 → ¥12,345,600.00',
      `- → ${words.nothing}`,
    ]);
    const unit = fill(words.unit, { unit: loanBookText[language].unit.wan });
    await rowOf('本金余额(万元)').getByText(unit, { exact: true }).waitFor();
    expect(await rowOf('五级分类').getByRole('cell').last().textContent()).toContain(
      fill(words.unread, { n: 1 }),
    );
    expect(describeViolations(await findViolations(page)), page.url()).toBe('');
  });

  test('an example of personal data is masked', async () => {
    expect(await examplesOf('证件号码')).toEqual(["'61************0011 → 612***********0011"]);
    expect(await page.getByRole('table').first().textContent()).not.toContain('198001010011');
  });
});
