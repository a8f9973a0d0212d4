import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, loadSmallBank, type OpenDesk, openDesk, type Visit } from './open-desk.ts';
import { expectExact, type Row, readMatrix } from './read-matrix.ts';

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('a quota is changed by hand, in %s', (language) => {
  const words = quotasText[language];
  // Each language has a year's category of its own.
  const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';
  let visit: Visit;
  let page: Page;
  let first: Row[];
  let targetFen: number;
  /** The officer whose year is the largest, by place on the page. */
  let at: number;

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const rows = async () => {
    await page.locator('table[aria-busy=false]').waitFor();
    return readMatrix(page);
  };
  const expand = async () => {
    if (await button(words.action.expand).isVisible()) await button(words.action.expand).click();
  };
  const by = (name: string) => page.getByText(name, { exact: true }).first().click();
  const cell = (row: number, month: number) =>
    page
      .locator('tbody tr')
      .nth(row)
      .locator('td')
      .nth(month - 1);
  const type = async (row: number, month: number, fen: number) => {
    await cell(row, month).getByRole('button').click();
    await cell(row, month)
      .getByRole('textbox')
      .fill(String(fen / 1_000_000));
    await cell(row, month).getByRole('textbox').press('Enter');
  };
  const becomes = (row: number, month: number, fen: number) =>
    expect.poll(async () => (await rows())[row]?.fen[month - 1]).toBe(fen);
  const paste = (row: number, month: number, text: string) =>
    cell(row, month)
      .getByRole('button')
      .evaluate((target, given) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', given);
        target.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      }, text);

  beforeAll(async () => {
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show(`/quotas?year=2026&category=${category}`);
    await page.locator('table[aria-busy=false]').waitFor();
    await page.getByRole('combobox', { name: words.form.unit }).click();
    const answer = page.waitForResponse((response) => response.url().endsWith('/quotas/preview'));
    await page.getByRole('option', { name: words.unit.yuan_100, exact: true }).click();
    await answer;
    await expand();
    first = await rows();
    targetFen = first.at(-1)?.fen[12] ?? 0;
    const years = first.map(({ kind, fen }) => (kind === 'officer' ? (fen[12] ?? 0) : 0));
    at = years.indexOf(Math.max(...years));
  });
  afterAll(() => visit?.end());

  test('the officer’s other months take the difference: the year and everybody else stay', async () => {
    await by(words.edit.by.row);
    const wanted = (first[at]?.fen[2] ?? 0) + 10_000;
    await page.getByRole('textbox', { name: words.edit.why }).fill('Spring');
    await type(at, 3, wanted);
    await becomes(at, 3, wanted);
    const after = await rows();
    expectExact(after, targetFen);
    expect(after[at]?.fen[12]).toBe(first[at]?.fen[12]);
    expect(after[at]?.locked[2]).toBe(true);
    after.forEach((row, i) => {
      if (row.kind === 'officer' && i !== at) expect(row).toEqual(first[i]);
    });
  });

  test('Ctrl+Z gives back exactly the plan before, Ctrl+Y the one after, and a reload keeps both', async () => {
    const after = await rows();
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await becomes(at, 3, first[at]?.fen[2] ?? 0);
    expect(await rows()).toEqual(first);
    await page.keyboard.press('Control+y');
    await becomes(at, 3, after[at]?.fen[2] ?? 0);
    expect(await rows()).toEqual(after);
    await page.reload();
    await page.locator('table[aria-busy=false]').waitFor();
    await expand();
    expect(await rows()).toEqual(after);
    await button(words.action.undo).click();
    await becomes(at, 3, first[at]?.fen[2] ?? 0);
    expect(await rows()).toEqual(first);
    await button(words.action.redo).click();
    await becomes(at, 3, after[at]?.fen[2] ?? 0);
  });

  test('the other officers of the month take it: months stay, years move', async () => {
    const before = await rows();
    await by(words.edit.by.column);
    const wanted = (before[at]?.fen[4] ?? 0) + 10_000;
    await type(at, 5, wanted);
    await becomes(at, 5, wanted);
    const after = await rows();
    expectExact(after, targetFen);
    expect(after[at]?.fen[12]).toBe((before[at]?.fen[12] ?? 0) + 10_000);
    expect(after.at(-1)?.fen).toEqual(before.at(-1)?.fen);
    // What was fixed before has not moved.
    expect(after[at]?.fen[2]).toBe(before[at]?.fen[2]);
  });

  test('a branch’s year is changed at the cost of the others', async () => {
    const before = await rows();
    const branch = before.findIndex(({ kind }) => kind === 'branch');
    const wanted = (before[branch]?.fen[12] ?? 0) - 20_000;
    await type(branch, 13, wanted);
    await becomes(branch, 13, wanted);
    const after = await rows();
    expectExact(after, targetFen);
    expect(after.at(-1)?.fen).toEqual(before.at(-1)?.fen);
  });

  test('what cannot be is refused with the lines and the amount, and nothing moves', async () => {
    const before = await rows();
    await by(words.edit.by.row);
    await type(at, 6, (before[at]?.fen[12] ?? 0) + 10_000);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const said = (await alert.textContent()) ?? '';
    expect(said).toContain(before[at]?.name);
    expect(said).toMatch(language === 'zh' ? /多出 .*万元/ : /too much/);
    expect(await rows()).toEqual(before);
    await button(words.edit.dismiss).click();
    await alert.waitFor({ state: 'detached' });
  });

  test('a block from a spreadsheet is shown before it is applied', async () => {
    const before = await rows();
    const [one = 0, two = 0] = before[at]?.fen.slice(7, 9) ?? [];
    const amounts = [one + 10_000, two + 20_000].map((fen) => String(fen / 1_000_000));
    await paste(at, 8, `${amounts.join('\t')}\r\n`);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByRole('row').nth(2).waitFor();
    expect(await dialog.getByRole('row').count()).toBe(3);
    // The dialog's own header counts as a second banner: it belongs to the library.
    const found = await findViolations(page);
    expect(describeViolations(found.filter(({ id }) => !id.startsWith('landmark-')))).toBe('');
    await dialog.getByRole('button', { name: words.dialog.cancel, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await rows()).toEqual(before);
    await paste(at, 8, amounts.join('\t'));
    await dialog.getByRole('button', { name: words.paste.apply, exact: true }).click();
    await becomes(at, 9, two + 20_000);
    expectExact(await rows(), targetFen);
  });

  test.each(['张三', '1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14', '-5'])(
    'a pasted %j is refused with a sentence, and nothing moves',
    async (text) => {
      const before = await rows();
      await paste(at, 1, text);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(/[㐀-鿿]/.test(((await alert.textContent()) ?? '').replaceAll('张三', ''))).toBe(
        language === 'zh',
      );
      expect(await rows()).toEqual(before);
      await button(words.edit.dismiss).click();
      await alert.waitFor({ state: 'detached' });
    },
  );

  test('a saved draft still knows its edits: they can be undone one by one', async () => {
    const before = await rows();
    await button(words.action.save).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.dialog.save, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.state.saved).first().waitFor();
    await page.reload();
    await page.locator('table[aria-busy=false]').waitFor();
    await expand();
    expect(await rows()).toEqual(before);
    expect(describeViolations(await findViolations(page))).toBe('');
    for (let step = 0; step < 4; step++) await button(words.action.undo).click();
    await becomes(at, 3, first[at]?.fen[2] ?? 0);
    expect(await rows()).toEqual(first);
  });
});
