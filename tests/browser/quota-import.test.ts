import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from '../../server/client/send.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, loadSmallBank, type OpenDesk, openDesk, type Visit } from './open-desk.ts';
import { expectExact, type Row, readMatrix } from './read-matrix.ts';

const WAN = 1_000_000;
const TARGET = 300 * WAN;
let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('amounts come in from a file, in %s', (language) => {
  const words = quotasText[language];
  // Each language has a year's category of its own.
  const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';
  let visit: Visit;
  let page: Page;
  /** The exported table as lines of cells. */
  let table: string[][];
  let first: Row[];

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const rows = async () => {
    await page.locator('main table[aria-busy=false]').waitFor();
    return readMatrix(page);
  };
  const choose = async (lines: readonly (readonly string[])[], name: string) => {
    const buffer = Buffer.from(lines.map((cells) => cells.join(',')).join('\r\n'));
    const input = page.locator(`input[type=file][aria-label="${words.import.open}"]`);
    await input.setInputFiles({ name, mimeType: 'text/csv', buffer });
    await dialog().waitFor();
  };
  const axe = async () => {
    // The dialog's own header counts as a second banner: it belongs to the library.
    const found = await findViolations(page);
    expect(describeViolations(found.filter(({ id }) => !id.startsWith('landmark-')))).toBe('');
  };

  beforeAll(async () => {
    const { id } = await ask(desk.send, z.object({ id: z.int() }), '/api/quotas/plans', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ year: 2026, category, targetFen: TARGET, unit: 'yuan_100' }),
    });
    const csv = await (await desk.send(`/api/quotas/plans/${id}/matrix.csv`)).text();
    table = csv
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show(`/quotas?year=2026&category=${category}`);
    await page.locator('main table[aria-busy=false]').waitFor();
    if (await button(words.action.expand).isVisible()) await button(words.action.expand).click();
    first = await rows();
  });
  afterAll(() => visit?.end());

  test('everything that does not fit is listed by cell, and nothing can be applied', async () => {
    const [header = [], one = []] = table;
    const wrong = ['', ...one.slice(1).map((cell, at) => (at === 1 ? '-1' : cell))];
    const unknown = ['', '查无此人', ...one.slice(2)];
    await choose([header, wrong, unknown], 'wrong.csv');
    await dialog().getByRole('listitem').nth(1).waitFor();
    const said = await dialog().getByRole('listitem').allTextContents();
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(language === 'zh' ? /^第 2 行 C2:.*负数/ : /^Row 2, C2: .*negative/);
    expect(said[1]).toContain('查无此人');
    const apply = dialog().getByRole('button', { name: words.paste.apply, exact: true });
    expect(await apply.isDisabled()).toBe(true);
    await axe();
    await dialog().getByRole('button', { name: words.dialog.cancel, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await rows()).toEqual(first);
  });

  test('a changed export is shown, applied exactly, and undone in one step', async () => {
    const wan = (text = '') => Number(text);
    const lines = table.map((cells) => [...cells]);
    // The first of two officers of a branch whose January can give half a 万元 to the next.
    const at = lines.findIndex(
      (cells, i) =>
        cells[1] !== '小计' && lines[i + 1]?.[1] !== '小计' && i > 0 && wan(cells[2]) >= 0.5,
    );
    const [from, to] = [lines[at], lines[at + 1]];
    if (from === undefined || to === undefined) throw new Error('no branch has two officers');
    const month = 2;
    for (const [line, sign] of [
      [from, -1],
      [to, 1],
    ] as const) {
      for (const column of [month, 14]) line[column] = (wan(line[column]) + sign * 0.5).toFixed(2);
    }
    await choose(lines, 'changed.csv');
    const apply = dialog().getByRole('button', { name: words.paste.apply, exact: true });
    await expect.poll(() => apply.isEnabled()).toBe(true);
    expect(await dialog().getByRole('row').count()).toBe(5);
    await axe();
    await apply.click();
    await dialog().waitFor({ state: 'detached' });
    const fenOf = (list: Row[], name = '') => list.find((row) => row.name.includes(name))?.fen;
    await expect
      .poll(async () => fenOf(await rows(), to[1])?.[month - 2])
      .toBe((fenOf(first, to[1])?.[month - 2] ?? 0) + WAN / 2);
    const after = await rows();
    expectExact(after, TARGET);
    after.forEach((row, i) => {
      if (row.kind !== 'officer') expect(row.fen).toEqual(first[i]?.fen);
    });
    await button(words.action.undo).click();
    await expect
      .poll(async () => (await rows()).map((row) => row.fen))
      .toEqual(first.map((row) => row.fen));
  });

  test('a plan is published from a day that is chosen, within its year', async () => {
    await button(words.action.publish).first().click();
    const day = dialog().getByLabel(words.dialog.effective);
    const { today } = await desk.get(z.object({ today: z.string() }), '/api/desk');
    await expect.poll(() => day.inputValue()).toBe(today < '2026-12-31' ? today : '2026-12-31');
    await day.fill('2027-01-01');
    const publish = dialog().getByRole('button', { name: words.dialog.publish, exact: true });
    await expect.poll(() => publish.isDisabled()).toBe(true);
    await axe();
    await day.fill('2026-03-01');
    await publish.click();
    await dialog().waitFor({ state: 'detached' });
    const plans = await desk.get(
      z.array(z.object({ status: z.string(), effectiveOn: z.string().nullable() })),
      `/api/quotas/plans?year=2026&category=${category}`,
    );
    expect(plans).toMatchObject([{ status: 'published', effectiveOn: '2026-03-01' }]);
  });
});
