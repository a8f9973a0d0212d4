import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { uploadBytes } from '../../server/client/load-file.ts';
import { ask, jsonBody } from '../../server/client/send.ts';
import { shellText } from '../../web/app/text.ts';
import { partsText } from '../../web/components/text.ts';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { makeWorkbook } from '../api/make-workbook.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  figure,
  fill,
  LANGUAGES,
  type OpenDesk,
  openDesk,
  pattern,
  type Visit,
} from './open-desk.ts';

const example = (day: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../sample-data/examples/贷款台账_${day}.csv`, import.meta.url)),
  );

const snapshot = z.looseObject({
  id: z.int(),
  asOf: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  balanceFen: z.int(),
  fileTotalFen: z.int().nullable(),
});
const mapping = z.array(z.looseObject({ column: z.string(), field: z.string().nullable() }));

/** The opening book with a balance nobody can read, and one loan twice. */
function damagedBook(): Buffer {
  const [header = '', first = '', second = '', ...rest] = example('20251231')
    .toString('utf8')
    .split('\r\n');
  const place = header.split(',').indexOf('本金余额');
  const cells = first.split(',');
  cells[place] = '见附件';
  return Buffer.from([header, cells.join(','), second, second, ...rest].join('\r\n'));
}

/** A plain book of so many loans, large enough to be met while it loads. */
function plainBook(loans: number): Buffer {
  const rows = Array.from(
    { length: loans },
    (_, i) => `K${i},城关支行,张三,${(i % 900) + 1}.25,可疑,400`,
  );
  return Buffer.from(['借据号,机构名称,客户经理,本金余额,五级分类,逾期天数', ...rows].join('\n'));
}

const BAD_HEADER = 'loan_id,branch,officer,balance,borrower_name';

describe.each(LANGUAGES)('a loan book comes in, in %s', (language) => {
  const words = loanBookText[language];
  const parts = partsText[language];
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

  const choose = (name: string, buffer: Buffer) =>
    page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const stored = () => desk.get(z.array(snapshot), '/api/loan-book/snapshots');
  const fieldFor = (column: string) =>
    page.getByRole('combobox', { name: fill(words.mapping.label, { column }), exact: true });
  const asOf = () => page.getByRole('textbox', { name: words.prepare.asOf, exact: true });
  /** The card's title: read = loaded + rejected + skipped. */
  const result = () => page.getByRole('heading', { name: pattern(words.snapshot.title) });
  const asAxeSees = async () =>
    expect(describeViolations(await findViolations(page)), page.url()).toBe('');

  test('an empty desk asks for a book, and every page that needs one still stands', async () => {
    await visit.show('/data');
    await page.getByRole('heading', { level: 1, name: words.headline.empty }).waitFor();
    await asAxeSees();
  });

  test('a GB18030 book in 万元 under title rows is shown before it is sent', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/uploads')) sent.push(request.method());
    });
    await choose('贷款台账_20260626.csv', example('20260626'));
    const facts = fill(words.prepare.facts, {
      encoding: 'GB18030',
      delimiter: words.delimiter.comma,
      line: 6,
      unit: words.unit.wan,
    });
    await page.getByText(facts).waitFor();
    await page.getByText(words.prepare.ready).waitFor();
    await page.getByRole('table').getByText('示农借字2015第000013号').first().waitFor();
    expect(await asOf().inputValue()).toBe('2026-06-26');
    expect(sent).toEqual([]);
    expect(await stored()).toEqual([]);
    await asAxeSees();
  });

  test('a required column that is taken away holds the load until it is given back', async () => {
    await fieldFor('客户经理').selectOption('');
    await expect.poll(() => button(words.prepare.go).isDisabled()).toBe(true);
    await page.getByText(pattern(words.prepare.missing)).waitFor();
    await fieldFor('客户经理').selectOption('officer');
    await page.getByText(words.prepare.ready).waitFor();
    expect(await button(words.prepare.go).isEnabled()).toBe(true);
  });

  test('a correction of the mapping is what is loaded', async () => {
    const row = page.getByRole('row').filter({ has: fieldFor('产品名称') });
    await fieldFor('产品名称').selectOption('');
    await expect.poll(() => row.getAttribute('data-open')).toBe('true');
    await asOf().fill('2026-06-26');
    await button(words.prepare.go).click();
    await result().waitFor();
    const [loaded] = await stored();
    const detail = await desk.get(
      snapshot.extend({ mapping, encoding: z.string(), unit: z.string() }),
      `/api/loan-book/snapshots/${loaded?.id}`,
    );
    expect(detail).toMatchObject({ asOf: '2026-06-26', encoding: 'gb18030', unit: 'wan' });
    expect(detail.mapping).toContainEqual(
      expect.objectContaining({ column: '产品名称', field: null }),
    );
    expect(detail.mapping).toContainEqual(
      expect.objectContaining({ column: '客户经理', field: 'officer' }),
    );
    await page.getByRole('tab', { name: words.tabs.mapping }).click();
    await page.getByRole('tabpanel').getByText('产品名称', { exact: true }).first().waitFor();
  });

  test('read = loaded + rejected + skipped, and the sum is the file’s own total to the fen', async () => {
    const said = pattern(words.snapshot.title).exec((await result().textContent()) ?? '');
    const [, , ...texts] = said ?? [];
    const shown = z.tuple([z.number(), z.number(), z.number(), z.number()]);
    // The last group is not greedy: the whole number stands at the end of the title.
    const counts = ((await result().textContent()) ?? '').match(/[\d,]+(?=[^\d,]*$)/);
    const [read, loaded, rejected, skipped] = shown.parse(
      [...texts.slice(0, 3), counts?.[0] ?? ''].map(figure),
    );
    expect(read).toBe(loaded + rejected + skipped);
    const [row] = await stored();
    expect(row).toMatchObject({
      rowsRead: read,
      rowsLoaded: loaded,
      rowsRejected: rejected,
      rowsSkipped: skipped,
    });
    expect(skipped).toBeGreaterThan(4);
    expect(row?.fileTotalFen).toBe(row?.balanceFen);
    await page.getByText(words.snapshot.totalSame, { exact: true }).waitFor();
    await page.getByRole('tab', { name: pattern(words.tabs.skipped) }).click();
    for (const kind of [words.kind.title, words.kind.units, words.kind.total, words.kind.note]) {
      await page.getByRole('gridcell', { name: kind, exact: true }).first().waitFor();
    }
    await asAxeSees();
  });

  test('the same file again is recognised and changes nothing', async () => {
    const before = await stored();
    await choose('again.csv', example('20260626'));
    await page.getByText(words.prepare.saved).waitFor();
    await button(words.prepare.go).click();
    await page.getByText(words.done.already).waitFor();
    expect(await stored()).toEqual(before);
  });

  test('a file that does not say its day is not loaded before the day is given', async () => {
    await choose('台账.csv', damagedBook());
    await page.getByText(words.prepare.asOfMissing).waitFor();
    expect(await button(words.prepare.go).isDisabled()).toBe(true);
    await asOf().fill('2026-07-03');
    await button(words.prepare.go).click();
    await result().waitFor();
    const loaded = (await stored()).find((one) => one.asOf === '2026-07-03');
    expect(loaded).toMatchObject({ rowsRejected: 3 });
  });

  test('each rejected row is listed with its reason, and all can be downloaded', async () => {
    await page.getByRole('tab', { name: pattern(words.tabs.rejects) }).click();
    const name = fill(parts.table.region, { name: words.rejects.label });
    const grid = page.getByRole('grid', { name, exact: true });
    await grid.locator('code', { hasText: '见附件' }).waitFor();
    const rows = grid.locator('tbody tr[data-index]');
    expect(await rows.count()).toBe(3);
    const reason = (await rows.first().getByRole('gridcell').nth(1).textContent()) ?? '';
    expect(/[㐀-鿿]/.test(reason)).toBe(language === 'zh' || reason.includes('见附件'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(words.history.rejects.csv).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('﻿')).toBe(true);
    expect(text).toContain('见附件');
    expect(text.trim().split(/\r?\n/)).toHaveLength(4);
  });

  test('a workbook is looked into before it is loaded, and the sheet can be changed', async () => {
    const before = await stored();
    const header = ['借据号', '机构名称', '客户经理', '本金余额', '五级分类'];
    const rows = (id: string) => [header, [id, '城关支行', '张三', 10.5, '可疑']];
    const sheets = [
      { name: '封面', rows: [['不良贷款台账']] },
      { name: '表内', rows: rows('W1') },
      { name: '表外', rows: rows('W2') },
      { name: '旧表', rows: rows('W3'), state: 'hidden' as const },
    ];
    await choose('工作簿_20260612.xlsx', makeWorkbook(sheets));
    const facts = (sheet: string) =>
      page.getByText(fill(words.prepare.sheetFacts, { sheet, line: 1, unit: words.unit.yuan }));
    await facts('表内').waitFor();
    await page.getByText(words.prepare.sent).waitFor();
    await page.getByText(fill(words.prepare.otherSheets, { names: '表外' })).waitFor();
    await page.getByRole('table').getByText('W1').first().waitFor();
    expect(await stored()).toEqual(before);
    await asAxeSees();
    await page.getByRole('combobox', { name: words.sheet.label }).click();
    await page
      .getByRole('option', { name: fill(words.sheet.hidden, { name: '旧表', rows: 2 }) })
      .waitFor();
    await page
      .getByRole('option', { name: fill(words.sheet.option, { name: '表外', rows: 2 }) })
      .click();
    await facts('表外').waitFor();
    await page.getByRole('table').getByText('W2').first().waitFor();
    expect(await asOf().inputValue()).toBe('2026-06-12');
    await button(words.prepare.go).click();
    await result().waitFor();
    const loaded = (await stored()).find((one) => one.asOf === '2026-06-12');
    expect(loaded).toMatchObject({ rowsLoaded: 1, balanceFen: 1050 });
  });

  test('a gz of a GB18030 book is loaded as the book itself; each encoding shows its header', async () => {
    await choose('压缩_20260619.csv.gz', gzipSync(example('20260626')));
    const guess = page.getByRole('radio', { name: /GB18030/ });
    await guess.waitFor();
    expect(await guess.isChecked()).toBe(true);
    const all = page.getByRole('group', { name: words.encodings.title }).getByRole('radio');
    expect(await all.count()).toBe(7);
    await page
      .getByText(/借据号 · /)
      .first()
      .waitFor();
    await asAxeSees();
    await page.getByRole('radio', { name: /BIG5/ }).check();
    await expect.poll(() => page.getByRole('table').getByText('示农借字').count()).toBe(0);
    await guess.check();
    await page.getByRole('table').getByText('示农借字2015第000013号').first().waitFor();
    await button(words.drop.discard).click();
    await page.getByText(words.drop.here).waitFor();
  });

  test('what a column looks like is offered, and is used only when it is confirmed', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, i) => `S${i},城关支行,张三,${i + 1}.00,1380000000${i}`,
    );
    const text = ['借据号,机构名称,客户经理,本金余额,备用栏', ...rows].join('\n');
    await choose('备用栏.csv', Buffer.from(text));
    const field = fieldFor('备用栏');
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
    const take = page.getByRole('button', { name: /备用栏/ });
    await asAxeSees();
    await take.click();
    expect(await field.inputValue()).toBe('phone');
    await expect.poll(() => take.count()).toBe(0);
    await button(words.drop.discard).click();
    await page.getByText(words.drop.here).waitFor();
  });

  describe('a file that is no loan book says what happened, what was kept and what to do', () => {
    const refusal = async () => {
      const alert = page.getByRole('alert');
      await alert.waitFor();
      await alert.getByText(parts.state.kept, { exact: true }).waitFor();
      await alert.getByText(parts.state.next, { exact: true }).waitFor();
      const text = (await alert.textContent()) ?? '';
      if (language === 'zh') expect(text).toMatch(/[㐀-鿿]/);
      else expect(text.replaceAll(/["“「][^"”」]*["”」]/g, '')).not.toMatch(/[㐀-鿿]/);
      await asAxeSees();
    };

    test.each([
      ['a web page', '台账.csv', Buffer.from('<!DOCTYPE html><html><body>登录</body></html>')],
      ['an archive', '台账.csv', Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000')],
      ['an empty file', '台账.csv', Buffer.alloc(0)],
    ])('%s', async (_, name, bytes) => {
      const before = await stored();
      await choose(name, bytes);
      await refusal();
      await button(words.drop.discard).click();
      await page.getByText(words.drop.here).waitFor();
      expect(await stored()).toEqual(before);
    });

    test('a header without rows', async () => {
      const before = await stored();
      await choose('空表.csv', Buffer.from('借据号,机构名称,客户经理,本金余额\n'));
      await asOf().fill('2026-07-10');
      await button(words.prepare.go).click();
      await refusal();
      await button(words.drop.discard).click();
      expect(await stored()).toEqual(before);
    });

    test('no balance column: the missing column is named and nothing can be sent', async () => {
      const before = await stored();
      await choose('无余额.csv', Buffer.from('借据号,机构名称,客户经理\nK1,城关支行,张三\n'));
      await asOf().fill('2026-07-10');
      const missing = page.getByText(pattern(words.prepare.missing));
      await missing.waitFor();
      expect(await missing.textContent()).toContain(language === 'zh' ? '本金余额' : 'alance');
      expect(await button(words.prepare.go).isDisabled()).toBe(true);
      await asAxeSees();
      await button(words.drop.discard).click();
      expect(await stored()).toEqual(before);
    });

    test('an encoding that is not the file’s', async () => {
      const before = await stored();
      // 张三 in GB18030, which UTF-8 cannot read.
      const name = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]);
      const rows = Array.from({ length: 40 }, (_, i) =>
        Buffer.concat([Buffer.from(`\nK${i},A,`), name, Buffer.from(`,${i + 1}.00,`), name]),
      );
      await choose('loans.csv', Buffer.concat([Buffer.from(BAD_HEADER), ...rows]));
      await asOf().fill('2026-07-10');
      await page.getByRole('table').getByText('张三').first().waitFor();
      await page.getByRole('combobox', { name: words.prepare.encoding }).click();
      await page.getByRole('option', { name: 'UTF-8', exact: true }).click();
      await page.getByRole('table').getByText('�').first().waitFor();
      await button(words.prepare.go).click();
      await refusal();
      await button(words.drop.discard).click();
      expect(await stored()).toEqual(before);
    });
  });

  test('a load goes on while its reader looks at another page, and is found on return', async () => {
    let release = () => {};
    const held = new Promise<void>((go) => {
      release = go;
    });
    await page.route('**/api/loan-book/uploads**', async (route) => {
      await held;
      await route.continue();
    });
    await choose('在途_20260710.csv', plainBook(2000));
    await button(words.prepare.go).click();
    const cancel = page.getByRole('button', { name: parts.upload.cancel, exact: true });
    await cancel.waitFor();
    await page.getByRole('link', { name: shellText[language].nav.triage }).click();
    await page.waitForURL('**/triage');
    await page.getByRole('link', { name: shellText[language].nav.data }).click();
    await page.waitForURL('**/data');
    await cancel.waitFor();
    await page.getByText('在途_20260710.csv').first().waitFor();
    release();
    await page.getByRole('heading', { name: /2,000/ }).first().waitFor();
    await page.unroute('**/api/loan-book/uploads**');
    expect((await stored()).map((one) => one.asOf)).toContain('2026-07-10');
  });

  test('a load begun elsewhere is found by whoever opens the page, until it ends', async () => {
    const ids: string[] = [];
    for (const day of ['2026-07-17', '2026-07-24', '2026-07-31']) {
      const uploadId = await uploadBytes(desk.send, `远程_${day}.csv`, plainBook(20_000));
      ids.push(uploadId);
      await ask(
        desk.send,
        z.looseObject({}),
        '/api/loan-book/imports',
        jsonBody('POST', { uploadId, asOf: day }),
      );
    }
    await page.reload({ waitUntil: 'domcontentloaded' });
    const underWay = page.getByRole('heading', { name: words.imports.title });
    await underWay.waitFor();
    await page
      .getByText(/远程_2026-07-31/)
      .first()
      .waitFor();
    await underWay.waitFor({ state: 'detached' });
    await expect.poll(async () => (await stored()).map((one) => one.asOf)).toContain('2026-07-31');
    await page.getByRole('heading', { level: 1, name: /20,000/ }).waitFor();
  });
});
