import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assignText } from '../../web/features/quotas/assign-text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { LANGUAGES, loadSmallBank, type OpenDesk, openDesk, pattern } from './open-desk.ts';

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
});
