import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlan } from '../../server/client/make-plan.ts';
import { partsText } from '../../web/components/text.ts';
import { categoriesText } from '../../web/features/quotas/categories-text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  fenOfTip,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  pattern,
  publishSmallPlan,
} from './open-desk.ts';

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  await publishSmallPlan(desk.send);
  const wish = { year: 2026, unit: 'yuan', basisAsOf: '2025-12-31' } as const;
  await makePlan(desk.send, { ...wish, category: 'tg-upgrade', targetFen: 30_000_000, name: 'U' });
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('the categories of a year side by side, in %s', (language) => {
  const words = categoriesText[language];

  test('add up in both directions without the upgrades, leave as a file, and open their plans', async () => {
    const visit = await desk.visit({ language });
    const { page } = visit;
    await visit.show('/quotas?year=2026');
    await page.getByRole('button', { name: quotasText[language].action.categories }).click();
    await page.getByRole('heading', { name: pattern(words.exact) }).waitFor();
    const table = page.getByRole('table');
    const read = await table.locator('tbody tr, tfoot tr').evaluateAll((rows) =>
      rows.map((row) => ({
        isBranch: row.querySelector('th span') === null && row.closest('tfoot') === null,
        isTotal: row.closest('tfoot') !== null,
        tips: [...row.querySelectorAll('td')].map(
          (cell) => cell.querySelector('[data-tip]')?.getAttribute('data-tip') ?? null,
        ),
      })),
    );
    const rows = read.map((row) => ({
      ...row,
      fen: row.tips.map((tip) => (tip === null ? 0 : fenOfTip(tip))),
    }));
    const total = rows.find((row) => row.isTotal)?.fen ?? [];
    // Cash on the book, cash off it, their sum, and upgrades apart.
    expect(total).toHaveLength(4);
    expect(total[3]).toBe(30_000_000);
    for (const row of rows) expect(row.fen[2]).toBe((row.fen[0] ?? 0) + (row.fen[1] ?? 0));
    for (const isBranch of [true, false]) {
      const part = rows.filter((row) => row.isBranch === isBranch && !row.isTotal);
      expect(part.length).toBeGreaterThan(1);
      const sums = total.map((_, at) => part.reduce((sum, row) => sum + (row.fen[at] ?? 0), 0));
      expect(sums).toEqual(total);
    }
    expect(describeViolations(await findViolations(page))).toBe('');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page
          .getByRole('button', { name: pattern(partsText[language].export.label) })
          .first()
          .click();
        await page.getByRole('menuitem', { name: partsText[language].export.xlsx }).click();
      })(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);

    await table.locator('tbody tr').nth(1).getByRole('link').first().click();
    await page.waitForURL(/plan=\d+.*who=|who=.*plan=\d+/);
    await page.locator('table[aria-busy=false]').first().waitFor();
    await visit.show('/quotas/categories?year=2031');
    await page.getByRole('heading', { name: pattern(words.empty) }).waitFor();
    await visit.end();
  });
});
