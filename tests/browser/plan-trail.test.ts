import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
});
