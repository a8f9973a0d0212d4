import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { fill, LANGUAGES, type OpenDesk, openDesk, pattern, type Visit } from './open-desk.ts';

const HEADER = '借据号,客户名称,机构号,客户经理,本金余额,五级分类,到期日期,减值准备';
/** The bank's own words for classes, codes for branches, days that could be months. */
const book = (balance: string, more = '') =>
  [
    HEADER,
    `N1,张建国,0101,李一,${balance},Q2,1/2/2026,1.50`,
    `N2,王建军,0102,李一,200.00,Q3,3/4/2026,壹元`,
    `N3,李建民,0101,李一,300.00,正常,5/6/2026,${more}`,
  ].join('\n');

const snapshot = z.looseObject({
  id: z.int(),
  asOf: z.string(),
  status: z.string(),
  rereads: z.int().nullable(),
  wordsVersion: z.int().nullable(),
});
const words = z.looseObject({
  version: z.int(),
  words: z.array(z.object({ field: z.string(), word: z.string(), meaning: z.string().nullable() })),
});
const loan = z.looseObject({ rows: z.array(z.looseObject({ branch: z.string().nullable() })) });

describe.each(LANGUAGES)('a bank whose books speak in codes, in %s', (language) => {
  const text = loanBookText[language];
  let desk: OpenDesk;
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    desk = await openDesk();
    visit = await desk.visit({ language });
    page = visit.page;
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  const choose = (name: string, content: string) =>
    page.setInputFiles('input[type=file]', {
      ...{ name, mimeType: 'text/csv', buffer: Buffer.from(content) },
    });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const meaningOf = (word: string) =>
    page.getByRole('combobox', { name: fill(text.words.meaningOf, { column: '五级分类', word }) });
  const nameOf = (word: string) =>
    page.getByRole('textbox', { name: fill(text.words.nameOf, { column: '机构号', word }) });
  const stored = () => desk.get(z.array(snapshot), '/api/loan-book/snapshots');
  const asAxeSees = async () =>
    expect(describeViolations(await findViolations(page)), page.url()).toBe('');

  test('the first file asks for what its words mean and how its dates run', async () => {
    await visit.show('/data');
    await choose('台账_20261113.csv', book('100.00'));
    await meaningOf('Q2').waitFor();
    await page.getByText(text.prepare.dateOrderNote).waitFor();
    expect(await button(text.prepare.go).isDisabled()).toBe(true);
    await asAxeSees();
    await page.getByRole('combobox', { name: text.prepare.dateOrder }).click();
    await page.getByRole('option', { name: text.prepare.dmy, exact: true }).click();
    await meaningOf('Q2').selectOption('special_mention');
    await page.getByText(text.words.paste).first().click();
    await page
      .getByRole('textbox', { name: fill(text.words.pasteLabel, { column: '机构号' }) })
      .fill('0101\t城关支行\n0102\t城北支行');
    await button(fill(text.words.pasteTake, { n: 2 })).click();
    expect(await nameOf('0101').inputValue()).toBe('城关支行');
    await button(text.prepare.go).click();
    await page.getByRole('tab', { name: text.tabs.mapping }).click();
    const saved = await desk.get(words, '/api/loan-book/words');
    expect(saved).toMatchObject({ version: 1 });
    expect(saved.words).toContainEqual({
      ...{ field: 'risk_class', word: 'Q2', meaning: 'special_mention' },
    });
  });

  test('a word that was left open is counted in the file and given its meaning there', async () => {
    await meaningOf('Q3').waitFor();
    await asAxeSees();
    await meaningOf('Q3').selectOption('substandard');
    const go = text.words[language === 'en' ? 'go_one' : 'go_other'];
    await button(fill(go, { count: 1 })).click();
    await page.getByText(pattern(text.words.done)).waitFor();
    const [now, old] = await stored();
    expect(now).toMatchObject({ status: 'current', rereads: old?.id, wordsVersion: 2 });
    expect(old).toMatchObject({ status: 'superseded' });
  });

  test("next week's file needs nothing", async () => {
    await choose('台账_20261120.csv', book('90.00'));
    await page.getByText(text.prepare.saved).waitFor();
    await page.getByText(text.prepare.dateOrderSaved).waitFor();
    await page.getByRole('heading', { name: text.words.titleNone }).waitFor();
    await button(text.prepare.go).click();
    await expect.poll(async () => (await stored())[0]?.asOf).toBe('2026-11-20');
    const { rows } = await desk.get(loan, '/api/loans?limit=10');
    expect(new Set(rows.map(({ branch }) => branch))).toEqual(new Set(['城关支行', '城北支行']));
  });

  test('a column that was kept is tried, mapped in both weeks, and mapped by itself afterwards', async () => {
    await page.getByRole('tab', { name: text.tabs.mapping }).click();
    const field = page.getByRole('combobox', {
      name: fill(text.mapping.label, { column: '减值准备' }),
    });
    await field.selectOption('collateral_value');
    await page.getByText(fill(text.kept.trial, { read: 1, unread: 1 })).waitFor();
    await asAxeSees();
    await page.getByRole('checkbox', { name: pattern(text.kept.every) }).check();
    const go = text.kept[language === 'en' ? 'go_one' : 'go_other'];
    await button(fill(go, { count: 1 })).click();
    await page.getByText(pattern(text.words.done)).waitFor();
    await page.getByText(pattern(text.words.cells)).waitFor();
    const list = await stored();
    const current = list.filter(({ status }) => status === 'current');
    expect(current.map(({ asOf }) => asOf)).toEqual(['2026-11-20', '2026-11-13']);
    expect(current.every(({ rereads }) => rereads !== null)).toBe(true);
    await choose('台账_20261122.csv', book('80.00').replace('壹元', '2.00'));
    await expect.poll(() => field.inputValue()).toBe('collateral_value');
  });

  test('a file whose dates contradict the last one is asked about again', async () => {
    await button(text.drop.discard).click();
    await choose('台账_20261122.csv', book('80.00').replace('3/4/2026', '3/14/2026'));
    const asked = fill(text.prepare.dateOrderOther, {
      saved: text.prepare.dmy,
      found: text.prepare.mdy,
    });
    await page.getByText(asked).waitFor();
    expect(await button(text.prepare.go).isDisabled()).toBe(true);
  });
});
