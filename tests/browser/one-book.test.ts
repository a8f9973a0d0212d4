import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { partsText } from '../../web/components/text.ts';
import { overviewText } from '../../web/features/overview/text.ts';
import { progressText } from '../../web/features/progress/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, type OpenDesk, openDesk, pattern, type Visit } from './open-desk.ts';

let desk: OpenDesk;

/** Loads the small bank's book of one day, and nothing else. */
async function loadBook(day: string): Promise<void> {
  const { files } = generateBank({ loans: 400 });
  const book = files.find(({ name }) => name.endsWith(`_${day.replaceAll('-', '')}.csv`));
  if (book === undefined) throw new Error(`No book of ${day}`);
  await importBook(desk.send, await uploadBytes(desk.send, book.name, book.bytes()), { asOf: day });
}

beforeAll(async () => {
  desk = await openDesk();
  await loadBook('2026-11-20');
});
afterAll(() => desk?.close());

const VIEWS = ['', '?by=officer', '?view=forecast', '?view=bridge', '?view=reconciliation'];
const MORE = ['?view=alerts', '?view=migration', '?view=recovery', '?view=dormancy'];
const ROUTES = ['/', ...[...VIEWS, ...MORE].map((view) => `/progress${view}`)];

/** An amount of nothing, as either language writes it. */
const NOTHING = /(?<![\d,.])0(?:\.0+)? ?[万亿]?元|¥0(?:\.0+)?m?(?![\d.])/;

/** What a page claims: its sentence, its findings and its tiles. */
async function claimsOn(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const found = page.getByRole('main').locator('h1, h1 + p, h2, a:has([data-tip])');
  return (await found.allTextContents()).map((text) => text.trim());
}

describe.each(LANGUAGES)('with one loan book and nothing else, in %s', (language) => {
  const words = overviewText[language];
  const progress = progressText[language];
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    visit = await desk.visit({ language });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  test('no page says that nothing was recovered, and none shuts anybody out', async () => {
    const wrong: Record<string, unknown> = {};
    for (const path of ROUTES) {
      await visit.show(path);
      const claims = (await claimsOn(page)).filter((text) => NOTHING.test(text));
      const barriers = describeViolations(await findViolations(page));
      if (claims.length > 0 || barriers !== '') wrong[path] = [claims, barriers];
    }
    expect(wrong).toEqual({});
  });

  test('the Overview says what is known, that recovery is not, and opens the Data page', async () => {
    await visit.show('/');
    const main = page.getByRole('main');
    const sentence = await page.getByRole('heading', { level: 1 }).textContent();
    expect(sentence).toMatch(pattern(words.headline.unknown));
    for (const tile of ['achieved', 'pace', 'weekly'] as const) {
      const shown = main.getByRole('link').filter({ hasText: words.tile[tile] }).first();
      expect(await shown.textContent()).toContain('—');
    }
    for (const title of [words.year.unknown, words.bridge.only]) {
      await main.getByRole('heading', { name: title, exact: true }).waitFor();
    }
    expect(await main.locator('.recharts-surface').count()).toBe(0);
    expect(
      await main
        .getByText(partsText[language].alerts.kind['idle-officer'], { exact: true })
        .count(),
    ).toBe(0);
    await main
      .getByRole('button', { name: partsText[language].toData, exact: true })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === '/data');
  });

  test('what compares two books says that there is one, in place of an empty chart', async () => {
    for (const view of ['bridge', 'reconciliation', 'alerts'] as const) {
      await visit.show(`/progress?view=${view}`);
      await page.getByRole('heading', { name: progress.only.title, exact: true }).waitFor();
      await page.getByText(progress.only[view], { exact: true }).waitFor();
    }
    await visit.show('/progress?view=migration');
    await page.getByText(progress.only.movement, { exact: true }).waitFor();
  });
});

test('with two books of November the year says from which day on it is known, and has no pace', async () => {
  await loadBook('2026-11-13');
  for (const language of LANGUAGES) {
    const visit = await desk.visit({ language });
    const { page } = visit;
    for (const [path, before] of [
      ['/', partsText[language].known.before],
      ['/progress', partsText[language].known.before],
    ] as const) {
      await visit.show(path);
      const line = page.getByRole('main').locator('h1 + p');
      await expect.poll(() => line.textContent()).toMatch(pattern(before));
      expect(await line.textContent()).toContain(language === 'zh' ? '2026-11-14' : '14 Nov 2026');
      expect(describeViolations(await findViolations(page))).toBe('');
    }
    await visit.end();
  }
});
