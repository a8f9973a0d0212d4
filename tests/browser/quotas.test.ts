import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partsText } from '../../web/components/text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import {
  fenOfTip,
  fill,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  pattern,
  type Visit,
} from './open-desk.ts';
import { expectExact, type Row, readMatrix, sum } from './read-matrix.ts';

const heads = z.array(
  z.looseObject({ id: z.int(), status: z.string(), targetFen: z.int(), unit: z.string() }),
);

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

const oneOf = (...texts: string[]) => new RegExp(`^(${texts.join('|')})$`);
describe.each(LANGUAGES)('a target is split, in %s', (language) => {
  // Each language plans a year's category of its own: what is published cannot be taken back.
  const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';
  const words = quotasText[language];
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await desk.visit({ language });
    page = visit.page;
    await visit.show(`/quotas?year=2026&category=${category}`);
    await page.locator('table[aria-busy=false]').waitFor();
  });
  afterAll(() => visit?.end());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const target = () => page.getByRole('textbox', { name: words.form.target, exact: true });
  const plans = () => desk.get(heads, `/api/quotas/plans?year=2026&category=${category}`);
  /** The matrix once the server has answered the last change with this target. */
  const settled = async (targetFen: number) => {
    await expect
      .poll(
        async () => {
          const tip = page.locator('table[aria-busy=false] tfoot td:nth-child(14) [data-tip]');
          return fenOfTip(await tip.getAttribute('data-tip'));
        },
        { timeout: 20_000 },
      )
      .toBe(targetFen);
    return readMatrix(page);
  };
  /** The matrix after a change that leaves the target alone. */
  const answered = async (change: () => Promise<void>) => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/quotas/preview'));
    await change();
    expect((await answer).status()).toBe(200);
    await page.locator('table[aria-busy=false]').waitFor();
    return readMatrix(page);
  };

  /** Shows every officer, also after the matrix has been drawn anew. */
  const expandAll = async () => {
    await page
      .getByRole('button', { name: oneOf(words.action.expand, words.action.collapse) })
      .waitFor();
    if (await button(words.action.expand).isVisible()) await button(words.action.expand).click();
  };

  let targetFen = 321_500_000;
  let rows: Row[];

  test('a target is given out whole: every row and column adds up to the fen', async () => {
    await expandAll();
    await target().fill('321.5');
    // 1 万元 does not divide 321.5 万元: the unit has to be finer.
    await page.getByRole('combobox', { name: words.form.unit }).click();
    await page.getByRole('option', { name: words.unit.yuan_100, exact: true }).click();
    rows = await settled(targetFen);
    expectExact(rows, targetFen);
    for (const { fen } of rows) for (const one of fen) expect(one % 10_000).toBe(0);
    expect(await plans()).toEqual([]);
  });

  test('other weights give other quotas and the same total', async () => {
    const before = rows;
    const headcount = page.getByRole('slider', {
      name: `${words.form.officer} ${words.blend.equal}`,
      exact: true,
    });
    rows = await answered(async () => {
      for (let step = 0; step < 6; step++) await headcount.press('ArrowRight');
    });
    expectExact(rows, targetFen);
    expect(rows).not.toEqual(before);
  });

  test('a finer unit is kept to by every amount', async () => {
    targetFen = 321_500_100;
    await page.getByRole('combobox', { name: words.form.unit }).click();
    await page.getByRole('option', { name: words.unit.yuan, exact: true }).click();
    await target().fill('321.5001');
    rows = await settled(targetFen);
    expectExact(rows, targetFen);
    for (const { fen } of rows) for (const one of fen) expect(one % 100).toBe(0);
  });

  test('a locked cell stays as it was typed, also when the target changes', async () => {
    const at = rows.findIndex(({ kind, fen }) => kind === 'officer' && (fen[2] ?? 0) > 0);
    const lockedFen = (Math.floor((rows[at]?.fen[2] ?? 0) / 2 / 100) + 1) * 100;
    const cell = page.locator('tbody tr').nth(at).locator('td').nth(2);
    rows = await answered(async () => {
      await cell.getByRole('button').click();
      await cell.getByRole('textbox').fill(String(lockedFen / 1_000_000));
      await cell.getByRole('textbox').press('Enter');
    });
    expectExact(rows, targetFen);
    expect(rows[at]?.fen[2]).toBe(lockedFen);
    expect(rows[at]?.locked[2]).toBe(true);
    expect(rows.flatMap(({ locked }) => locked).filter(Boolean)).toHaveLength(1);
    targetFen = 400_000_000;
    await target().fill('400');
    rows = await settled(targetFen);
    expectExact(rows, targetFen);
    expect(rows[at]?.fen[2]).toBe(lockedFen);
  });

  test('an officer’s receipt adds up to the quota in the matrix', async () => {
    const at = rows.findIndex(({ kind, fen }) => kind === 'officer' && (fen[12] ?? 0) > 0);
    const { name = '', fen = [] } = rows[at] ?? {};
    await page.locator('tbody tr').nth(at).locator('th button').click();
    const title = fill(words.receipt.title, { officer: name, quota: '{{quota}}' });
    const heading = page.getByRole('heading', { name: pattern(title) });
    await heading.waitFor();
    const card = page.locator('section', { has: heading });
    const step = async (title: string) => {
      const line = card.getByRole('row', { name: title }).last();
      return fenOfTip(await line.locator('[data-tip]').getAttribute('data-tip'));
    };
    const quota = fen[12];
    await expect.poll(() => step(words.receipt.quota)).toBe(quota);
    expect(
      sum([
        await step(words.receipt.blend),
        await step(words.receipt.bounds),
        await step(words.receipt.rounding),
      ]),
    ).toBe(quota);
    const months = await card
      .locator('div > span[data-tip]')
      .evaluateAll((spans) => spans.map((span) => span.getAttribute('data-tip')));
    expect(months.map(fenOfTip)).toEqual(fen.slice(0, 12));
  });

  test.each([
    ['zero', '0'],
    ['absurd', '99999999999'],
  ])(
    'a target of %s is refused with its reason, and the plan before it stays',
    async (_, typed) => {
      const before = rows;
      await target().fill(typed);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      await alert.getByText(partsText[language].state.next, { exact: true }).waitFor();
      expect(/[㐀-鿿]/.test((await alert.textContent()) ?? '')).toBe(language === 'zh');
      await expect.poll(() => button(words.action.publish).isDisabled()).toBe(true);
      expect(await readMatrix(page)).toEqual(before);
      expect(await plans()).toEqual([]);
      await target().fill('400');
      await alert.waitFor({ state: 'detached' });
      rows = await settled(targetFen);
      expect(rows).toEqual(before);
    },
  );

  test('a negative target cannot be typed', async () => {
    await target().fill('-400');
    rows = await settled(targetFen);
    expect(await target().inputValue()).toBe('400');
  });

  test('a saved plan is a draft that says so', async () => {
    await button(words.action.save).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.dialog.save, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.state.saved).first().waitFor();
    expect(await plans()).toMatchObject([{ status: 'draft', targetFen, unit: 'yuan' }]);
    await page.locator('table[aria-busy=false]').waitFor();
  });

  test('a published plan is in force, and the page still shows the same figures', async () => {
    await button(words.action.publish).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.dialog.publish, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.state.published).first().waitFor();
    expect(await plans()).toMatchObject([{ status: 'published', targetFen }]);
    await expandAll();
    expect(await settled(targetFen)).toEqual(rows);
    await page.reload();
    await page.getByText(words.state.published).first().waitFor();
    await expandAll();
    expect(await settled(targetFen)).toEqual(rows);
  });
});
