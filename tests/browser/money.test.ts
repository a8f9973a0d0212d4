import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partsText } from '../../web/components/text.ts';
import { loansText } from '../../web/features/loans/text.ts';
import { overviewText } from '../../web/features/overview/text.ts';
import { progressText } from '../../web/features/progress/text.ts';
import {
  fenOfTip,
  fill,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  pattern,
  publishSmallPlan,
  type Visit,
} from './open-desk.ts';

const money = z.looseObject({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  targetFen: z.int().nullable(),
  achievedFen: z.int(),
  gapFen: z.int().nullable(),
  requiredWeeklyFen: z.int().nullable(),
  heldLoans: z.int(),
  heldFen: z.int(),
});
const progress = z.looseObject({ total: money, rows: z.array(money) });
const bridge = z.looseObject({
  from: z.looseObject({ asOf: z.string() }),
  to: z.looseObject({ asOf: z.string() }),
  openingFen: z.int(),
  closingFen: z.int(),
  differenceFen: z.int(),
  bars: z.array(z.looseObject({ term: z.string(), fen: z.int(), movements: z.int() })),
});
const overview = z.looseObject({
  stock: z.looseObject({ now: z.looseObject({ nplFen: z.int() }) }),
  progress,
  bridge,
});
const movements = z.looseObject({ rows: z.array(z.looseObject({ fen: z.int() })) });
const list = z.looseObject({ totals: z.looseObject({ loans: z.int(), balanceFen: z.int() }) });

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

const tipsOf = async (within: Locator) => {
  const tips = await within
    .locator('[data-tip]')
    .evaluateAll((marked) => marked.map((one) => one.getAttribute('data-tip') ?? ''));
  return tips.filter((tip) => /\.\d\d/.test(tip)).map(fenOfTip);
};

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  await publishSmallPlan(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('the money is seen coming in, in %s', (language) => {
  const words = overviewText[language];
  const parts = partsText[language];
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await desk.visit({ language });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const gridOf = (label: string) =>
    page.getByRole('grid', { name: fill(parts.table.region, { name: label }), exact: true });
  /** The card of a title, and the table behind its chart. */
  const asTable = async (title: RegExp) => {
    const heading = page.getByRole('heading', { name: title });
    await heading.waitFor();
    const card = page.locator('section', { has: heading }).last();
    await card.getByRole('button', { name: parts.chart.asTable, exact: true }).click();
    await card.getByRole('grid').waitFor();
    return card;
  };
  const download = async (card: Locator, what: string) => {
    await card.getByRole('button', { name: parts.chart.actions, exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: what, exact: true }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  test('the five tiles of the Overview are the figures of the API to the fen', async () => {
    const { stock, progress: found } = await desk.get(overview, '/api/recovery/overview');
    await visit.show('/');
    const main = page.getByRole('main');
    await main.getByText(words.tile.achieved, { exact: true }).first().waitFor();
    const tips = await tipsOf(main.locator('a', { has: page.locator('[data-tip]') }));
    const { achievedFen, targetFen, requiredWeeklyFen } = found.total;
    expect(targetFen).toBe(600_000_000);
    expect(achievedFen).toBeGreaterThan(0);
    expect(tips).toEqual(
      expect.arrayContaining([stock.now.nplFen, targetFen, achievedFen, requiredWeeklyFen]),
    );
    expect(sum(found.rows.map((row) => row.achievedFen))).toBe(achievedFen);
    expect(sum(found.rows.map((row) => row.targetFen ?? 0))).toBe(targetFen);
  });

  test('the branches of the Overview add up to its tiles', async () => {
    const { progress: found } = await desk.get(overview, '/api/recovery/overview');
    const grid = gridOf(words.branches.label);
    await grid.waitFor();
    expect(await tipsOf(grid.locator('tfoot'))).toEqual([
      found.total.targetFen,
      found.total.achievedFen,
      0 - (found.total.gapFen ?? 0),
    ]);
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(found.rows.length + 1));
  });

  test('the bridge closes to the fen, and its table says the same as its chart', async () => {
    const { bridge: found } = await desk.get(overview, '/api/recovery/overview');
    expect(found.openingFen + sum(found.bars.map(({ fen }) => fen))).toBe(found.closingFen);
    expect(found.differenceFen).toBe(0);
    await visit.show('/progress?view=bridge');
    const title = page.getByRole('heading', { level: 2 }).first();
    await title.waitFor();
    expect(await title.textContent()).toContain(progressText[language].bridge.closes);
    const card = await asTable(pattern(progressText[language].bridge.title));
    const shown = await tipsOf(card.getByRole('grid').locator('tbody'));
    const seen = await desk.get(bridge, '/api/recovery/bridge');
    expect(shown).toEqual([seen.openingFen, ...seen.bars.map(({ fen }) => fen), seen.closingFen]);
    const { name, bytes } = await download(card, parts.export.csv);
    expect(name).toBe(`bridge-${seen.from.asOf}-${seen.to.asOf}.csv`);
    const lines = bytes.toString('utf8').trim().split(/\r?\n/);
    const above = lines.indexOf('');
    expect(lines.slice(0, above).join('\n')).toContain(await title.textContent());
    expect(lines).toHaveLength(above + 1 + seen.bars.length + 3);
    expect(bytes.toString('utf8')).toContain((seen.closingFen / 100).toFixed(2));
  });

  test('the loans behind a bar add up to the bar', async () => {
    const seen = await desk.get(bridge, '/api/recovery/bridge');
    const cash = seen.bars.find(({ term }) => term === 'cash');
    const { from, to } = seen;
    const span = `from=${from.asOf}&to=${to.asOf}&term=cash`;
    const found = await desk.get(movements, `/api/recovery/bridge/loans?${span}&limit=500`);
    expect(found.rows).toHaveLength(cash?.movements ?? -1);
    expect(sum(found.rows.map(({ fen }) => fen))).toBe(cash?.fen);
    await visit.show(`/progress?view=bridge&${span}`);
    const grid = gridOf(progressText[language].bridge.label);
    await grid.locator('tfoot').waitFor();
    expect(await tipsOf(grid.locator('tfoot'))).toEqual([cash?.fen]);
  });

  test('a chart can be saved as a picture', async () => {
    await visit.show('/progress?view=bridge');
    const heading = page.getByRole('heading', {
      name: pattern(progressText[language].bridge.title),
    });
    const card = page.locator('section', { has: heading }).last();
    await card.locator('svg').first().waitFor();
    const svg = await download(card, parts.chart.svg);
    expect(svg.name).toMatch(/\.svg$/);
    const drawn = svg.bytes.toString('utf8');
    const said = drawn.replaceAll(/<[^>]*>/g, '');
    const finding = (await heading.textContent()) ?? '';
    expect(said).toContain(finding.slice(0, 12));
    for (const word of [parts.export.filter, parts.export.source, parts.export.unfiltered]) {
      expect(said).toContain(word);
    }
    expect(said).toContain(parts.export.asOf);
    const png = await download(card, parts.chart.png);
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  test('a branch opens its officers, who add up to it, and then its loans with the same total', async () => {
    const banks = await desk.get(progress, '/api/recovery/progress?by=branch');
    const row = banks.rows.find(({ branch, achievedFen }) => branch !== null && achievedFen > 0);
    const branch = row?.branch ?? '';
    await visit.show('/progress');
    const branches = gridOf(progressText[language].table.branches);
    await branches.getByRole('link', { name: branch, exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('branch') === branch);
    const officers = gridOf(progressText[language].table.officers);
    await officers.locator('tfoot').waitFor();
    const found = await desk.get(
      progress,
      `/api/recovery/progress?by=officer&branch=${encodeURIComponent(branch)}`,
    );
    expect(sum(found.rows.map((one) => one.achievedFen))).toBe(row?.achievedFen);
    expect(sum(found.rows.map((one) => one.heldFen))).toBe(row?.heldFen);
    await expect
      .poll(() => tipsOf(officers.locator('tfoot')))
      .toEqual(expect.arrayContaining([row?.targetFen, row?.achievedFen, row?.heldFen]));

    await visit.show('/progress');
    const door = branches
      .locator('tbody tr', { has: page.getByRole('link', { name: branch, exact: true }) })
      .locator('a[href^="/loans"]');
    const { totals } = await desk.get(
      list,
      `/api/loans${new URL((await door.getAttribute('href')) ?? '', 'http://x').search}`,
    );
    expect(totals).toMatchObject({ loans: row?.heldLoans, balanceFen: row?.heldFen });
    await door.click();
    await page.waitForURL((url) => url.pathname === '/loans');
    await expect
      .poll(() => tipsOf(gridOf(loansText[language].table).locator('tfoot')))
      .toContain(row?.heldFen);
  });
});
