import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { creditText } from '../../web/features/progress/credit-text.ts';
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

const credited = z.looseObject({
  units: z.array(z.unknown()),
  versions: z.array(z.unknown()),
  applied: z.array(z.looseObject({ rule: z.string(), principalFen: z.int() })),
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
    const views = [
      'credit',
      'recovery',
      'recovery&end=first&by=village',
      'dormancy&weeks=4',
      'villages',
    ];
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

  test('a person changes a rule of credit from a day on, and what is credited stays', async () => {
    const { page } = visit;
    const credit = creditText[language];
    const before = await desk.get(credited, '/api/recovery/credit');
    await visit.show('/progress?view=credit');
    const rules = page.getByRole('grid', { name: credit.rules.label });
    await rules.getByText(language === 'zh' ? '自动扣划' : 'Deduction', { exact: true }).click();
    const lines = page.getByRole('grid', { name: credit.lines.label });
    const sum = before.applied.find(({ rule }) => rule === 'deduction')?.principalFen;
    await expect
      .poll(async () => {
        const tips = await lines
          .locator('tfoot [data-tip], [role=row]:last-child [data-tip]')
          .evaluateAll((marked) => marked.map((one) => one.getAttribute('data-tip')));
        return tips.map(fenOfTip);
      })
      .toContain(sum);
    await page.getByRole('button', { name: credit.rules.edit }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(credit.form.by).fill('王主任');
    await form.getByLabel(credit.form.reason).fill(`清收办法 ${language}`);
    const save = form.getByRole('button', { name: credit.form.save });
    await form.getByLabel(credit.form.from).fill('2026-01-05');
    expect(await save.isDisabled()).toBe(true);
    await form.getByLabel(credit.form.from).fill('2026-12-01');
    await form.getByLabel(credit.form.name).nth(1).fill('法务岗');
    await save.click();
    await form.waitFor({ state: 'hidden' });
    const versions = page.getByRole('grid', { name: credit.versions.label });
    await versions.getByText(`清收办法 ${language}`).waitFor();
    const after = await desk.get(credited, '/api/recovery/credit');
    expect(after.units).toEqual(before.units);
    expect(after.versions.length).toBe(before.versions.length + 1);
  });
});
