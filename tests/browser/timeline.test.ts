import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { partsText } from '../../web/components/text.ts';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { fill, LANGUAGES, type OpenDesk, openDesk, pattern, type Visit } from './open-desk.ts';

const HEADER = '借据号,客户名称,机构名称,客户经理,本金余额,五级分类,发放日期';
const row = (id: string, balance: string, more = '次级,2024-01-31') =>
  `${id},张建国,城关支行,李一,${balance},${more}`;
const FIRST = [HEADER, row('K1', '100.00'), row('K2', '200.00'), row('K3', '300.00')];
const SECOND = [
  HEADER,
  row('K1', '80.00'),
  row('K2', '见附件'),
  row('K4', '7.00', '可疑,2024-02-30'),
  row('K5', '5.00'),
];

const snapshots = z.array(
  z.looseObject({
    id: z.int(),
    asOf: z.string(),
    status: z.string(),
    rowsLoaded: z.int(),
    rowsRejected: z.int(),
    loadedBy: z.string().nullable(),
    restoredBy: z.string().nullable(),
  }),
);

describe.each(LANGUAGES)('rejects come back and versions are kept, in %s', (language) => {
  const words = loanBookText[language];
  const { history } = words;
  const parts = partsText[language];
  let desk: OpenDesk;
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    desk = await openDesk();
    for (const [day, lines] of [
      ['2026-07-03', FIRST],
      ['2026-07-10', SECOND],
    ] as const) {
      const uploadId = await uploadBytes(
        desk.send,
        `台账_${day}.csv`,
        Buffer.from(lines.join('\n')),
      );
      await importBook(desk.send, uploadId, { asOf: day });
    }
    visit = await desk.visit({ language });
    page = visit.page;
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const stored = () => desk.get(snapshots, '/api/loan-book/snapshots');
  /** The current version of the second week. */
  const newest = async () => z.looseObject({ id: z.int() }).parse((await stored())[0]);
  const asAxeSees = async () =>
    expect(describeViolations(await findViolations(page)), page.url()).toBe('');
  const grid = (name: string) =>
    page.getByRole('grid', { name: fill(parts.table.region, { name }), exact: true });
  const rowsOf = (name: string) => grid(name).locator('tbody tr[data-index]');

  test('the rejects are filtered by reason, field and text, and the address keeps the filter', async () => {
    await visit.show('/data?tab=rejects');
    await expect.poll(() => rowsOf(words.rejects.label).count()).toBe(2);
    await page.getByRole('combobox', { name: history.rejects.field }).click();
    await page.getByRole('option').first().click();
    await expect.poll(() => rowsOf(words.rejects.label).count()).toBe(1);
    const address = page.url();
    await page.reload({ waitUntil: 'networkidle' });
    expect(page.url()).toBe(address);
    await expect.poll(() => rowsOf(words.rejects.label).count()).toBe(1);
    await page.getByRole('textbox', { name: history.rejects.find }).fill('K9');
    await button(history.rejects.clear).click();
    await expect.poll(() => rowsOf(words.rejects.label).count()).toBe(2);
    await asAxeSees();
  });

  test('a file that corrects nothing is refused with sentences', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(history.rejects.csv).click(),
    ]);
    const buffer = readFileSync(await download.path());
    await page.setInputFiles(`input[aria-label="${history.amend.choose}"]`, {
      ...{ name: 'same.csv', mimeType: 'text/csv', buffer },
    });
    const alert = page.getByRole('alert');
    await alert.getByText(parts.state.kept, { exact: true }).waitFor();
    await alert.getByText(parts.state.next, { exact: true }).waitFor();
    await asAxeSees();
  });

  test('corrected rows join a new version, which is shown, with who brought them', async () => {
    await page.getByRole('textbox', { name: history.timeline.person }).fill('王分析');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(history.rejects.csv).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8').replace(',见附件,', ',150.00,');
    await page.setInputFiles(`input[aria-label="${history.amend.choose}"]`, {
      ...{ name: '更正.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
    });
    await page.getByText(pattern(history.amend.done)).waitFor();
    expect((await stored()).filter(({ asOf }) => asOf === '2026-07-10')).toMatchObject([
      { status: 'current', rowsLoaded: 3, rowsRejected: 1, loadedBy: '王分析' },
      { status: 'superseded', rowsLoaded: 2, rowsRejected: 2, loadedBy: null },
    ]);
    await expect.poll(() => rowsOf(words.rejects.label).count()).toBe(1);
    await asAxeSees();
  });

  test('two snapshots are compared, and a difference opens its loans', async () => {
    const id = (await newest()).id;
    await page.getByRole('link', { name: fill(history.timeline.compareBefore, { id }) }).click();
    await page.waitForURL('**/data/compare?**');
    await page
      .getByRole('heading', { level: 1, name: pattern(history.compare.headline) })
      .waitFor();
    const fields = rowsOf(history.compare.fieldsLabel);
    await expect.poll(() => fields.count()).toBe(1);
    const loans = rowsOf(history.compare.loansLabel);
    await expect.poll(() => loans.count()).toBe(2);
    // K2 fell by 50, K1 by 20: the largest first.
    expect(await loans.first().textContent()).toContain('K2');
    await asAxeSees();
    await page.getByRole('link', { name: new RegExp(history.compare.gone) }).click();
    await expect.poll(() => loans.count()).toBe(1);
    expect(page.url()).toContain('change=gone');
    await page.goBack();
    await expect.poll(() => loans.count()).toBe(2);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(history.compare.download).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(5);
    await loans.first().click();
    await page.waitForURL('**/loans/K2**');
  });

  test('a superseded version is restored after a question, and nothing is deleted', async () => {
    const { id } = await newest();
    await visit.show('/data');
    await button(fill(history.timeline.restoreOf, { id: 2, day: '2026-07-10' })).click();
    await page.getByRole('dialog').waitFor();
    await asAxeSees();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: history.timeline.yes, exact: true })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await button(fill(history.timeline.restoreOf, { id, day: '2026-07-10' })).waitFor();
    expect((await stored()).filter(({ asOf }) => asOf === '2026-07-10')).toMatchObject([
      { id: 2, status: 'current', restoredBy: '王分析' },
      { id, status: 'superseded' },
    ]);
    await asAxeSees();
  });
});
