import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { movementText } from '../../web/features/progress/movement-text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  fenOfTip,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  type Visit,
} from './open-desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

const cell = z.looseObject({ to: z.string(), loans: z.int(), fen: z.int() });
const matrix = z.looseObject({
  rows: z.array(z.looseObject({ from: z.string(), cells: z.array(cell) })),
});

describe.each(LANGUAGES)('how claims move, in %s', (language) => {
  const words = movementText[language];
  let visit: Visit;
  beforeAll(async () => {
    visit = await desk.visit({ language });
  });
  afterAll(() => visit?.end());

  test('every view opens with a finding and shuts nobody out', async () => {
    const wrong: Record<string, string> = {};
    const views = ['recovery', 'recovery&end=first&by=village', 'dormancy&weeks=4', 'villages'];
    for (const view of views) {
      await visit.show(`/progress?view=${view}`);
      const heading = visit.page.getByRole('heading', { level: 1 });
      expect(await heading.textContent(), view).toMatch(/\d/);
      const barriers = describeViolations(await findViolations(visit.page));
      if (barriers !== '') wrong[view] = barriers;
    }
    expect(wrong).toEqual({});
  });

  test('a cell of the matrix opens its loans, with the same total', async () => {
    const { page } = visit;
    const span = 'from=2025-12-31&to=2026-11-20';
    const { rows } = await desk.get(matrix, `/api/recovery/transitions?${span}`);
    const row = rows.find(({ from }) => from === 'pass');
    const paid = row?.cells.find(({ to }) => to === 'cash');
    expect(paid?.loans ?? 0).toBeGreaterThan(0);
    await visit.show(`/progress?view=migration&${span}`);
    const table = page.getByRole('region', { name: words.matrix.label });
    const door = table.locator('a[href*="row=pass"][href*="col=cash"]');
    const tip = (await door.getAttribute('data-tip')) ?? '';
    expect(fenOfTip(tip.split(/笔,|loans, /).at(-1) ?? '')).toBe(paid?.fen);
    await door.click();
    await page.waitForURL((url) => url.searchParams.get('col') === 'cash');
    const list = page.getByRole('grid', { name: words.loans.label });
    await expect
      .poll(async () => {
        const tips = await list
          .locator('tfoot [data-tip], [role=row]:last-child [data-tip]')
          .evaluateAll((marked) => marked.map((one) => one.getAttribute('data-tip')));
        return tips.map(fenOfTip);
      })
      .toContain(paid?.fen);
  });
});
