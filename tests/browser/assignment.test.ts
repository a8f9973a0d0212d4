import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsText } from '../../web/components/text.ts';
import { assignText } from '../../web/features/quotas/assign-text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { fill, LANGUAGES, loadSmallBank, type OpenDesk, openDesk, pattern } from './open-desk.ts';

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('loans are assigned, in %s', (language) => {
  const words = assignText[language];

  test('an officer is left out, the draft is kept, refused without a reason, and approved', async () => {
    const visit = await desk.visit({ language });
    const { page } = visit;
    await visit.show('/quotas/assignment');
    const title = page.getByRole('heading', { name: pattern(words.moves.title) });
    await title.waitFor();
    const share = page.getByRole('textbox', { name: pattern(`${words.officers.share} {{who}}`) });
    await share.nth(language === 'zh' ? 0 : 3).fill('0');
    await page.getByText(words.reason.left, { exact: true }).first().waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');

    await page.getByRole('textbox', { name: words.saved.name }).fill(`A ${language}`);
    await page.getByRole('button', { name: words.saved.save }).click();
    const row = page
      .getByRole('listitem')
      .filter({ hasText: `A ${language}` })
      .first();
    await row.getByText(words.saved.draft, { exact: true }).waitFor();
    await row.getByRole('textbox', { name: words.saved.who }).fill('Li');
    await row.getByRole('button', { name: words.saved.approve, exact: true }).click();
    await row.getByRole('alert').waitFor();
    await row.getByRole('textbox', { name: words.saved.note }).fill('Somebody leaves');
    await row.getByRole('button', { name: words.saved.approve, exact: true }).click();
    await row.getByText('Somebody leaves').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('button', { name: words.saved.xlsx }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    await visit.end();
  });

  test('conditions are added and taken back, and a saved draft is continued after a reload', async () => {
    const visit = await desk.visit({ language });
    const { page } = visit;
    await visit.show('/quotas/assignment');
    await page.getByRole('heading', { name: pattern(words.moves.title) }).waitFor();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const choose = async (label: string, option: string | RegExp) => {
      await page.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option }).first().click();
    };
    const newcomer = `New ${language}`;

    await choose(words.officers.branch, /./);
    await page.getByRole('textbox', { name: words.conditions.name, exact: true }).fill(newcomer);
    await button(words.conditions.add).click();
    const table = page.getByRole('grid', { name: pattern(words.officers.title) });
    await table.getByText(newcomer).first().waitFor();

    await choose(words.conditions.kind, words.conditions.kinds.kinds);
    await choose(words.officers.officer, new RegExp(newcomer));
    await page.getByRole('combobox', { name: words.conditions.only, exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: partsText[language].type.evader }).click();
    await page.keyboard.press('Escape');
    await button(words.conditions.add).click();
    await page.getByText(partsText[language].type.evader, { exact: false }).first().waitFor();

    // What the page proposes is barred, and somebody else takes the borrower.
    await page.getByRole('button', { name: words.moves.avoid, exact: true }).first().click();
    await page
      .getByRole('heading', { name: fill(words.conditions.title_other, { count: 3 }) })
      .waitFor();
    await choose(words.conditions.kind, words.conditions.kinds.conflict);
    await choose(words.officers.officer, new RegExp(newcomer));
    await page.getByRole('textbox', { name: words.conditions.loan, exact: true }).fill('no loan');
    await button(words.conditions.add).click();
    await page.getByRole('alert').filter({ hasText: 'no loan' }).waitFor();
    await page
      .getByRole('button', { name: new RegExp(`^${words.conditions.remove}.*no loan`) })
      .click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    // No tooltip of what lies under the pointer by chance.
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    expect(describeViolations(await findViolations(page))).toBe('');

    const name = `C ${language}`;
    await page.getByRole('textbox', { name: words.saved.name }).fill(name);
    await button(words.saved.save).click();
    const row = page.getByRole('listitem').filter({ hasText: name }).first();
    await row.getByRole('link', { name: words.saved.open, exact: true }).click();
    await page.getByText(fill(words.from, { name })).waitFor();
    await page.reload();
    await page.getByText(fill(words.from, { name })).waitFor();
    await page
      .getByRole('heading', { name: fill(words.conditions.title_other, { count: 3 }) })
      .waitFor();
    await page.getByRole('link', { name: words.fresh, exact: true }).click();
    await page
      .getByRole('heading', { name: fill(words.conditions.title_other, { count: 0 }) })
      .waitFor();
    await visit.end();
  });
});
