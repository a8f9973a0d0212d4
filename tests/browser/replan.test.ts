import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partsText } from '../../web/components/text.ts';
import { replanText } from '../../web/features/quotas/replan-text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  fill,
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
});
afterAll(() => desk?.close());

const heads = z.array(
  z.looseObject({ id: z.int(), status: z.string(), version: z.int().nullable() }),
);
const stored = z.looseObject({
  targetFen: z.int(),
  plan: z.looseObject({
    officers: z.array(
      z.looseObject({
        branch: z.string(),
        officer: z.string(),
        monthsFen: z.array(z.int()),
      }),
    ),
  }),
});

describe.each(LANGUAGES)(
  'an officer is lost in April and the target raised in August, in %s',
  (language) => {
    const words = replanText[language];
    const quotas = quotasText[language];
    const category = language === 'zh' ? 'tg-cash-on' : 'tg-cash-off';
    const inForce = async () => {
      const list = await desk.get(heads, `/api/quotas/plans?year=2026&category=${category}`);
      const head = list.find((own) => own.status === 'published');
      if (head === undefined) throw new Error('no plan in force');
      return { ...(await desk.get(stored, `/api/quotas/plans/${head.id}`)), version: head.version };
    };

    test('both are seen before they are published, and the months before stay as they were', async () => {
      const before = await inForce();
      const quota = (own: { monthsFen: number[] }) =>
        own.monthsFen.reduce((sum, fen) => sum + fen, 0);
      const [leaver, successor] = [...before.plan.officers].sort((x, y) => quota(y) - quota(x));
      if (leaver === undefined || successor === undefined) throw new Error('too small a bank');
      const visit = await desk.visit({ language });
      const { page } = visit;
      await visit.show(`/quotas?year=2026&category=${category}`);
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const choose = async (label: string, option: string) => {
        await page.getByRole('combobox', { name: label, exact: true }).click();
        await page.getByRole('option', { name: option, exact: true }).click();
      };
      const publish = async () => {
        await button(quotas.action.publish).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: quotas.dialog.publish, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
        await button(words.open).waitFor();
      };

      await button(words.open).click();
      await page.getByLabel(words.effective, { exact: true }).fill('2026-05-01');
      await page.getByRole('combobox', { name: words.form.who, exact: true }).waitFor();
      await choose(words.form.who, `${leaver.branch} ${leaver.officer}`);
      await page.getByLabel(words.form.lastDay, { exact: true }).fill('2026-04-30');
      await choose(words.form.by, words.form.byShares);
      await choose(words.form.successor, `${successor.branch} ${successor.officer}`);
      await page.getByLabel(words.form.share, { exact: true }).fill('90');
      await button(words.form.add).click();
      // 90 % is not all of it: a sentence, and the change can be taken out again.
      await page
        .getByRole('alert')
        .filter({ hasText: '90%' })
        .or(page.getByRole('alert').filter({ hasText: '90 %' }))
        .first()
        .waitFor();
      await page.getByRole('button', { name: new RegExp(`^${words.remove}`) }).click();
      await choose(words.form.successor, `${successor.branch} ${successor.officer}`);
      await page.getByLabel(words.form.share, { exact: true }).fill('100');
      await page.getByLabel(words.form.why, { exact: true }).fill('resigned');
      await button(words.form.add).click();
      const moves = page.getByRole('region', { name: words.moves.title });
      await moves.getByText('resigned').first().waitFor();
      expect(await moves.getByRole('row').count()).toBe(2);
      expect(describeViolations(await findViolations(page))).toBe('');
      await publish();

      const april = await inForce();
      expect(april.version).toBe(2);
      expect(april.targetFen).toBe(before.targetFen);
      const rowOf = (plan: typeof before, who: { branch: string; officer: string }) =>
        plan.plan.officers.find((own) => own.branch === who.branch && own.officer === who.officer)
          ?.monthsFen ?? [];
      expect(rowOf(april, leaver)).toEqual(leaver.monthsFen.map((fen, m) => (m < 4 ? fen : 0)));
      expect(rowOf(april, successor)).toEqual(
        successor.monthsFen.map((fen, m) => (m < 4 ? fen : fen + (leaver.monthsFen[m] ?? 0))),
      );

      await button(words.open).click();
      await page.getByLabel(words.effective, { exact: true }).fill('2026-08-01');
      await choose(words.kind.label, words.kind.target);
      const raised = before.targetFen + 20_000_000;
      await page.getByLabel(words.form.target, { exact: true }).fill(String(raised / 1_000_000));
      await button(words.form.add).click();
      const differences = page.getByRole('region', { name: words.diff.title });
      await differences.getByRole('row', { name: words.diff.bank }).getByText('+20').waitFor();
      await publish();
      const august = await inForce();
      expect(august.targetFen).toBe(raised);
      for (const own of august.plan.officers) {
        const was = rowOf(april, own);
        own.monthsFen.forEach((fen, m) => {
          if (m < 7) expect(fen).toBe(was[m]);
          else expect(fen).toBeGreaterThanOrEqual(was[m] ?? 0);
        });
      }
      // The one who left keeps a line, and the receipt of the successor says whose quota came.
      await page.getByRole('button', { name: quotas.action.expand, exact: true }).click();
      // What is over looks so and says why; of the one who left nothing can be changed any more.
      const matrix = page.locator('table[aria-busy=false]').first();
      const lineOf = (officer: string) =>
        matrix.locator('tr', { has: page.getByRole('button', { name: officer, exact: true }) });
      const open = lineOf(successor.officer).locator('[data-month]');
      const months = await open.evaluateAll((all) =>
        all.map((cell) => Number(cell.getAttribute('data-month'))),
      );
      expect(months).toEqual([8, 9, 10, 11, 12, 0]);
      const july = lineOf(successor.officer).locator('td').nth(6).locator('[data-tip]').first();
      expect(await july.getAttribute('data-tip')).toMatch(pattern(quotas.matrix.frozen));
      expect(await lineOf(leaver.officer).locator('[data-month]').count()).toBe(0);
      const gone = lineOf(leaver.officer).locator('td').nth(9).locator('[data-tip]').first();
      expect(await gone.getAttribute('data-tip')).toMatch(pattern(quotas.matrix.ended));

      await page.getByRole('button', { name: successor.officer, exact: true }).first().click();
      await page
        .getByText(fill(words.line.because, { why: 'resigned' }))
        .first()
        .waitFor();

      await page.getByRole('switch', { name: partsText[language].rolled.switch }).check();
      await page.getByRole('grid', { name: partsText[language].rolled.switch }).first().waitFor();
      expect(describeViolations(await findViolations(page))).toBe('');
      await visit.end();
    });
  },
);
