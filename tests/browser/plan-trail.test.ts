import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makePlan } from '../../server/client/make-plan.ts';
import { partsText } from '../../web/components/text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, loadSmallBank, type OpenDesk, openDesk, pattern } from './open-desk.ts';

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('a plan goes its way, in %s', (language) => {
  const words = quotasText[language];
  const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';

  test('scenarios are compared, a plan is returned with a reason, approved, published and signed', async () => {
    const wish = { year: 2026, category, unit: 'yuan', basisAsOf: '2025-12-31' } as const;
    await makePlan(desk.send, { ...wish, targetFen: 200_000_000, name: 'A' });
    await makePlan(desk.send, { ...wish, targetFen: 260_000_000, name: 'B' });
    const visit = await desk.visit({ language });
    const { page } = visit;
    await visit.show(`/quotas?year=2026&category=${category}`);
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await page.getByRole('combobox', { name: words.compare.choose }).click();
    await page.getByRole('option', { name: /^A/ }).click();
    const heading = page.getByRole('heading', { name: pattern(words.compare.title_other) });
    await heading.waitFor();
    const compared = page.locator('section', { has: heading }).first();
    const total = compared.getByRole('row', { name: words.matrix.total }).first();
    expect(await total.getByRole('cell').allTextContents()).toEqual(['200.00', '260.00', '+60.00']);

    const trail = page.getByRole('listitem').filter({ hasText: /\d{4}-\d\d-\d\d \d\d:\d\d/ });
    await button(words.trail.do.submit).click();
    const alert = page.getByRole('alert');
    await alert.getByText(partsText[language].state.next, { exact: true }).waitFor();
    await page.getByRole('textbox', { name: words.trail.who }).fill('Li');
    await button(words.trail.do.submit).click();
    await trail.filter({ hasText: words.trail.acts.submit }).waitFor();
    await page.getByRole('textbox', { name: words.trail.note }).fill('Too steep in March');
    await button(words.trail.do.return).click();
    await trail.filter({ hasText: 'Too steep in March' }).waitFor();
    expect(await page.getByRole('textbox', { name: words.trail.note }).inputValue()).toBe('');
    await button(words.trail.do.submit).click();
    await button(words.trail.do.approve).click();
    await trail.filter({ hasText: words.trail.acts.approve }).waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');

    await button(words.action.publish).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.dialog.publish, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await trail.filter({ hasText: words.trail.acts.publish }).waitFor();
    await page
      .getByRole('button', { name: pattern(words.trail.sign) })
      .last()
      .click();
    await trail.filter({ hasText: words.trail.acts.sign }).waitFor();
    await visit.end();
  });

  test('a cell, a year and a branch carry comments, also when submitted; the trail says where', async () => {
    const wish = { year: 2026, category, unit: 'yuan', basisAsOf: '2025-12-31' } as const;
    await makePlan(desk.send, { ...wish, targetFen: 210_000_000, name: 'C' });
    const visit = await desk.visit({ language });
    const { page } = visit;
    const plans = z.array(z.looseObject({ id: z.int(), name: z.string() }));
    const heads = await desk.get(plans, `/api/quotas/plans?year=2026&category=${category}`);
    const id = heads.find((own) => own.name === 'C')?.id;
    await visit.show(`/quotas?year=2026&category=${category}&plan=${id}`);
    await page.getByRole('textbox', { name: words.trail.who }).fill('Wang');
    await page.getByRole('button', { name: words.trail.do.submit, exact: true }).click();
    const lines = page.getByRole('listitem').filter({ hasText: /\d{4}-\d\d-\d\d \d\d:\d\d/ });
    await lines.filter({ hasText: words.trail.acts.submit }).waitFor();

    const matrix = page.locator('table[aria-busy=false]').first();
    const march = language === 'zh' ? '3月' : 'Mar';
    await page.getByRole('button', { name: words.action.expand }).click();
    const officer = matrix.locator('tbody tr', { has: page.locator('[data-row="0"]') });
    const branch = matrix.locator('tbody tr').first();
    const dialog = page.getByRole('dialog');
    const say = async (text: string) => {
      await dialog.getByRole('textbox', { name: words.comment.text }).fill(text);
      await dialog.getByRole('button', { name: words.comment.add, exact: true }).click();
      await dialog.getByRole('listitem').filter({ hasText: text }).waitFor();
      // Once it is stored the next words can be typed, and Escape is heard.
      const box = dialog.getByRole('textbox', { name: words.comment.text });
      await expect.poll(() => box.evaluate((own) => own === document.activeElement)).toBe(true);
    };
    // By the keyboard from the amount, by the pointer from the corner of the cell.
    await officer.locator('[data-month="3"]').focus();
    await page.keyboard.press('Shift+F2');
    await say('Too steep');
    await say('<b>=1+1</b>');
    expect(await dialog.getByRole('listitem').count()).toBe(2);
    await page.mouse.move(0, 0);
    expect(describeViolations(await findViolations(page))).toBe('');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const mark = officer.getByRole('button', {
      name: new RegExp(`${march}.*2 ?(条批注|comments)$`),
    });
    await mark.waitFor();
    expect(await mark.evaluate((element) => element === document.activeElement)).toBe(true);
    await branch.locator('td').nth(12).hover();
    await branch.locator('td').nth(12).locator('[data-comment]').click();
    await say('The year of the branch');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await lines.filter({ hasText: march }).filter({ hasText: 'Too steep' }).waitFor();
    await lines.filter({ hasText: 'The year of the branch' }).waitFor();

    // Changed and not saved, the plan shows what was said of it and takes no more.
    await officer.locator('[data-month="4"]').click();
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await page.getByText(words.state.draft).waitFor();
    await officer.locator('[data-comment]').first().click();
    await dialog.getByText('Too steep').waitFor();
    await dialog.getByText(words.comment.readOnly).waitFor();
    await visit.end();
  });
});
