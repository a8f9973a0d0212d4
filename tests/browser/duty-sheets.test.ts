import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makePlan } from '../../server/client/make-plan.ts';
import { amountInChinese, amountInEnglish } from '../../web/features/quotas/amount-in-words.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  fill,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  publishSmallPlan,
} from './open-desk.ts';

let desk: OpenDesk;
const plan = z.looseObject({
  plan: z.looseObject({
    officers: z.array(z.looseObject({ officer: z.string(), quotaFen: z.int() })),
  }),
});

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  await publishSmallPlan(desk.send);
  await makePlan(
    desk.send,
    {
      year: 2026,
      category: 'tg-cash-on',
      targetFen: 523_456_700,
      unit: 'yuan',
      basisAsOf: '2025-12-31',
    },
    { effectiveOn: '2026-07-01' },
  );
});
afterAll(() => desk?.close());

/** How many pages a PDF of Chromium has. */
const pagesOf = (pdf: Buffer) =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

describe.each(LANGUAGES)('the duty sheets, in %s', (language) => {
  const words = quotasText[language];

  test('one officer is one A4 page, in words and figures, with nothing cut off', async () => {
    const visit = await desk.visit({ language });
    const { page } = visit;
    await page.addInitScript(() => {
      window.print = () => {};
    });
    await visit.show('/quotas?year=2026&category=tg-cash-on');
    const heads = await desk.get(
      z.array(z.looseObject({ id: z.int(), status: z.string() })),
      '/api/quotas/plans?year=2026&category=tg-cash-on',
    );
    const id = heads.find(({ status }) => status === 'published')?.id;
    const { officers } = (await desk.get(plan, `/api/quotas/plans/${id}`)).plan;
    await page.getByRole('button', { name: words.action.printAll, exact: true }).click();
    const sheets = page.locator('[data-sheets] article');
    await sheets.first().waitFor({ state: 'attached' });
    expect(await sheets.count()).toBe(officers.length);
    await page.emulateMedia({ media: 'print' });
    const cut = await sheets.evaluateAll((all) =>
      all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent),
    );
    expect(cut).toEqual([]);
    const text = (await sheets.allTextContents()).join('\n');
    const say = language === 'zh' ? amountInChinese : amountInEnglish;
    for (const own of officers) expect(text).toContain(say(own.quotaFen));
    expect(text).toContain(fill(words.sheet.version, { version: 2, day: '' }).split(',')[0]);
    expect(text).toContain(words.sheet.signedBy);
    expect(text).toContain(
      fill(words.sheet.cause.target, {
        before: language === 'zh' ? '4,750,000.00 元' : '¥4,750,000.00',
        after: language === 'zh' ? '5,234,567.00 元' : '¥5,234,567.00',
      }),
    );
    expect(describeViolations(await findViolations(page))).toBe('');
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(officers.length);
    await visit.end();
  });

  test('one officer can be printed alone', async () => {
    const visit = await desk.visit({ language });
    const { page } = visit;
    await page.addInitScript(() => {
      window.print = () => {};
    });
    await visit.show('/quotas?year=2026&category=tg-cash-on');
    await page.getByRole('button', { name: words.action.print, exact: true }).click();
    await page.locator('[data-sheets="1"]').waitFor({ state: 'attached' });
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await visit.end();
  });
});
