import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { uploadBytes } from '../../server/client/load-file.ts';
import { loadSideFile } from '../../server/client/load-side-file.ts';
import { ask } from '../../server/client/send.ts';
import { formText } from '../../web/features/quotas/form-text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, loadSmallBank, type OpenDesk, openDesk, type Visit } from './open-desk.ts';
import { expectExact, type Row, readMatrix, sum } from './read-matrix.ts';

const WAN = 1_000_000;
const TARGET = 300 * WAN;
let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('a planner’s methods, in %s', (language) => {
  const words = quotasText[language];
  const form = formText[language];
  // Each language has a year's category of its own.
  const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';
  let visit: Visit;
  let page: Page;

  const group = (id: keyof typeof form.group) =>
    page.locator('details', { hasText: form.group[id] });
  const answered = async (change: () => Promise<void>): Promise<Row[]> => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/quotas/preview'));
    await change();
    expect((await answer).status()).toBe(200);
    await page.locator('table[aria-busy=false]').waitFor();
    return readMatrix(page);
  };

  beforeAll(async () => {
    await ask(desk.send, z.looseObject({}), '/api/quotas/plans', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ year: 2026, category, targetFen: TARGET, unit: 'yuan_100' }),
    });
    visit = await desk.visit({ language });
    page = visit.page;
    await page.addInitScript(() => {
      window.print = () => {};
    });
    await visit.show(`/quotas?year=2026&category=${category}`);
    await page.locator('table[aria-busy=false]').waitFor();
    await page.getByRole('button', { name: words.action.expand, exact: true }).click();
  });
  afterAll(() => visit?.end());

  test('a joint pool is a line of its branch, and every sum includes it', async () => {
    await group('tiers').locator('summary').click();
    const rows = await answered(() =>
      page.getByRole('textbox', { name: form.poolShare, exact: true }).fill('10'),
    );
    expectExact(rows, TARGET);
    const pools = rows.filter(({ name }) => name.startsWith(words.matrix.jointPool.slice(0, 5)));
    const branches = rows.filter(({ kind }) => kind === 'branch');
    expect(pools).toHaveLength(branches.length);
    for (const [at, { fen }] of pools.entries()) {
      const tenth = (branches[at]?.fen[12] ?? 0) / 10;
      expect(Math.abs((fen[12] ?? 0) - tenth)).toBeLessThanOrEqual(5_000);
    }
  });

  test('the stretch stands beside the guaranteed, and adds up as exactly', async () => {
    await answered(() =>
      page.getByRole('checkbox', { name: form.hasStretch, exact: true }).check(),
    );
    await page.getByRole('columnheader', { name: words.matrix.stretch, exact: true }).waitFor();
    const guaranteed = await readMatrix(page);
    expectExact(guaranteed, TARGET);
    await page.getByText(words.matrix.tiers.stretch, { exact: true }).first().click();
    await page.getByText(words.matrix.stretchNote, { exact: true }).waitFor();
    const stretch = await readMatrix(page);
    expectExact(stretch, TARGET * 1.15);
    stretch.forEach((row, at) => {
      expect(row.fen[12]).toBeGreaterThanOrEqual(guaranteed[at]?.fen[12] ?? 0);
    });
    await page.getByText(words.matrix.tiers.guaranteed, { exact: true }).first().click();
  });

  test('an officer who comes in July has nothing before', async () => {
    await group('presence').locator('summary').click();
    await page.getByRole('combobox', { name: form.presence.add }).click();
    const option = page.getByRole('option').first();
    const officer = ((await option.textContent()) ?? '').split(' ').at(-1) ?? '';
    await answered(() => option.click());
    const first = page.getByRole('textbox', {
      name: `${officer} ${form.presence.firstMonth}`,
      exact: true,
    });
    const answer = page.waitForResponse((response) => response.url().endsWith('/quotas/preview'));
    await first.fill('7');
    expect((await answer).status()).toBe(200);
    await page.locator('table[aria-busy=false]').waitFor();
    const line = page.locator('table[aria-busy=false] tbody tr', { hasText: officer }).first();
    const cells = await line.locator('td').allTextContents();
    expect(cells.slice(0, 6).every((cell) => cell.startsWith('×'))).toBe(true);
    expect(cells[6]?.startsWith('×')).toBe(false);
    await first.fill('13');
    const alert = page.getByRole('alert').first();
    await alert.waitFor();
    // The plan of July is known already: it comes back without a question to the server.
    await first.fill('7');
    await alert.waitFor({ state: 'detached' });
  });

  test('branches and officers each have a method; the form says what differs, and axe finds nothing', async () => {
    const choose = async (level: 'branch' | 'officer', method: keyof typeof words.method) => {
      await page.getByRole('combobox', { name: form.methodOf[level], exact: true }).click();
      await page.getByRole('option', { name: words.method[method], exact: true }).click();
    };
    await answered(() => choose('branch', 'equal'));
    await answered(() => choose('officer', 'headcount'));
    await page.getByText(form.differs.split('{{')[0] ?? '').waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
  });

  test('the duty sheet still fits its page, with every line that the methods add', async () => {
    await page.getByRole('button', { name: words.action.save, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.dialog.save, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.action.printAll, exact: true }).click();
    const sheets = page.locator('[data-sheets] article');
    await sheets.first().waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const cut = await sheets.evaluateAll((all) =>
      all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent),
    );
    expect(cut).toEqual([]);
    expect((await sheets.allTextContents()).join(' ')).toContain(words.receipt.stretch);
    await page.emulateMedia({ media: 'screen' });
  });

  test('one click brings the defaults back, and the target stays', async () => {
    await page.reload();
    await page.locator('table[aria-busy=false]').waitFor();
    const rows = await answered(() =>
      page.getByRole('button', { name: form.resetAll, exact: true }).click(),
    );
    expect(sum([rows.at(-1)?.fen[12] ?? 0])).toBe(TARGET);
    await page.getByText(form.allDefault, { exact: true }).waitFor();
  });

  test('what a file hands down is put in by a button, says before what does not fit, and is undone', async () => {
    const rows = await readMatrix(page);
    const [branch, officer] = rows;
    if (branch === undefined || officer === undefined) throw new Error('an empty matrix');
    const word = language === 'zh' ? '表内现金清收' : '表外清收';
    const given = (branch.fen[12] ?? 0) + 1_000_001;
    const name = branch.name.replace(/^[▸▾\s]+/, '').replace(/\s*\d.*$/, '');
    const lines = [
      '年度,类别,机构,清收员,单位,金额',
      `2026,${word},${name},,元,${given / 100}`,
      `2026,${word},${name},无此人,元,5`,
    ];
    const upload = await uploadBytes(desk.send, 'handed.csv', Buffer.from(lines.join('\n')));
    await loadSideFile(desk.send, upload, { kind: 'targets' });
    await page.reload();
    await page.locator('table[aria-busy=false]').waitFor();
    const notice = page.getByRole('region', { name: form.locks.name });
    await notice.getByText(form.locks.unknown.replace('{{names}}', '无此人')).waitFor();
    await notice
      .getByText(form.locks.finer.replace('{{unit}}', words.unit.fen), { exact: true })
      .waitFor();
    const after = await answered(() => notice.getByRole('button').click());
    expect(after[0]?.fen[12]).toBe(given);
    expect(after.at(-1)?.fen[12]).toBe(TARGET);
    await notice.getByRole('status').waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
    await page.keyboard.press('Control+z');
    await notice.getByRole('status').waitFor({ state: 'detached' });
    await page.locator('table[aria-busy=false]').waitFor();
    expect((await readMatrix(page))[0]?.fen[12]).toBe(branch.fen[12]);
  });
});
