import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assignText } from '../../web/features/quotas/assign-text.ts';
import { replanText } from '../../web/features/quotas/replan-text.ts';
import { quotasText } from '../../web/features/quotas/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { loadSmallBank, type OpenDesk, openDesk, pattern, type Visit } from './open-desk.ts';
import { expectExact, readMatrix } from './read-matrix.ts';

const words = quotasText.zh;
const again = replanText.zh;
const assign = assignText.zh;
const TARGET = 475_000_000;
const RAISED = 500_000_000;

const heads = z.array(
  z.looseObject({
    id: z.int(),
    status: z.string(),
    version: z.int().nullable(),
    targetFen: z.int(),
  }),
);
const stored = z.looseObject({
  plan: z.looseObject({
    officers: z.array(
      z.looseObject({ branch: z.string(), officer: z.string(), monthsFen: z.array(z.int()) }),
    ),
  }),
});

let desk: OpenDesk;
let visit: Visit;
beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  visit = await desk.visit({ language: 'zh' });
});
afterAll(async () => {
  await visit?.end();
  await desk?.close();
});

describe('the year of a manager', () => {
  const button = (name: string) => visit.page.getByRole('button', { name, exact: true });
  const box = (name: string) => visit.page.getByRole('textbox', { name, exact: true });
  const choose = async (label: string, option: string | RegExp) => {
    await visit.page.getByRole('combobox', { name: label, exact: true }).click();
    await visit.page
      .getByRole('option', { name: option, exact: typeof option === 'string' })
      .first()
      .click();
  };
  const dialogSays = async (name: string) => {
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const show = async () => {
    await visit.show('/quotas?year=2026&category=tg-cash-on');
    await visit.page.locator('table[aria-busy=false]').first().waitFor();
  };
  const inForce = async () => {
    const list = await desk.get(heads, '/api/quotas/plans?year=2026&category=tg-cash-on');
    const head = list.filter(({ status }) => status === 'published').at(0);
    if (head === undefined) throw new Error('no plan in force');
    return { ...head, ...(await desk.get(stored, `/api/quotas/plans/${head.id}`)) };
  };
  const quota = (own: { monthsFen: number[] }) => own.monthsFen.reduce((sum, fen) => sum + fen, 0);
  /** Exact on the page, and open to everybody. */
  const looksRight = async (name: string, targetFen?: number) => {
    const expand = button(words.action.expand);
    if (targetFen !== undefined) {
      if (await expand.isVisible()) await expand.click();
      expectExact(await readMatrix(visit.page), targetFen);
    }
    expect(describeViolations(await findViolations(visit.page)), name).toBe('');
  };
  const saveAs = async (name: string) => {
    await button(words.action.save).click();
    await visit.page.getByRole('dialog').getByRole('textbox').first().fill(name);
    await dialogSays(words.dialog.save);
    await visit.page.getByText(words.state.saved).first().waitFor();
  };

  test('January: two scenarios are laid side by side, one is approved, published and signed', async () => {
    await show();
    await box(words.form.target).fill(String(TARGET / 1_000_000));
    await choose(words.form.unit, words.unit.yuan_100);
    await saveAs('甲:按权重');
    const slider = visit.page.getByRole('slider', {
      name: `${words.form.officer} ${words.blend.equal}`,
      exact: true,
    });
    for (let step = 0; step < 6; step++) await slider.press('ArrowRight');
    await saveAs('乙:更平均');
    await choose(words.compare.choose, /^甲/);
    await visit.page.getByRole('heading', { name: pattern(words.compare.title_other) }).waitFor();
    await looksRight('1-compare', TARGET);

    await box(words.trail.who).fill('王经理');
    for (const act of [words.trail.do.submit, words.trail.do.approve]) await button(act).click();
    await button(words.action.publish).first().click();
    await visit.page.getByLabel(words.dialog.effective, { exact: true }).fill('2026-01-05');
    await dialogSays(words.dialog.publish);
    await visit.page
      .getByRole('button', { name: pattern(words.trail.sign) })
      .last()
      .click();
    await visit.page
      .getByRole('listitem')
      .filter({ hasText: words.trail.acts.sign })
      .first()
      .waitFor();
    await looksRight('2-published', TARGET);
  });

  test('April: an officer leaves; the months gone stay, the rest goes over and adds up', async () => {
    const before = await inForce();
    const [leaver, successor] = [...before.plan.officers].sort((x, y) => quota(y) - quota(x));
    if (leaver === undefined || successor === undefined) throw new Error('too small a bank');
    await show();
    await button(again.open).click();
    await visit.page.getByLabel(again.effective, { exact: true }).fill('2026-05-01');
    await visit.page.getByRole('combobox', { name: again.form.who, exact: true }).waitFor();
    await choose(again.form.who, `${leaver.branch} ${leaver.officer}`);
    await visit.page.getByLabel(again.form.lastDay, { exact: true }).fill('2026-04-30');
    await choose(again.form.by, again.form.byShares);
    await choose(again.form.successor, `${successor.branch} ${successor.officer}`);
    await visit.page.getByLabel(again.form.share, { exact: true }).fill('100');
    await visit.page.getByLabel(again.form.why, { exact: true }).fill('离职');
    await button(again.form.add).click();
    await visit.page
      .getByRole('region', { name: again.moves.title })
      .getByText('离职')
      .first()
      .waitFor();
    await looksRight('3-april');
    await button(words.action.publish).first().click();
    await dialogSays(words.dialog.publish);
    await button(again.open).waitFor();
    const april = await inForce();
    expect([april.version, april.targetFen]).toEqual([(before.version ?? 0) + 1, TARGET]);
    for (const own of april.plan.officers) {
      const was = before.plan.officers.find(
        ({ branch, officer }) => branch === own.branch && officer === own.officer,
      );
      expect(own.monthsFen.slice(0, 4)).toEqual(was?.monthsFen.slice(0, 4));
    }
    expect(april.plan.officers.reduce((sum, own) => sum + quota(own), 0)).toBe(TARGET);
  });

  test('August: the target is raised; nobody has less, and no month gone has more', async () => {
    const before = await inForce();
    await show();
    await button(again.open).click();
    await visit.page.getByLabel(again.effective, { exact: true }).fill('2026-08-01');
    await choose(again.kind.label, again.kind.target);
    await visit.page
      .getByLabel(again.form.target, { exact: true })
      .fill(String(RAISED / 1_000_000));
    await button(again.form.add).click();
    const differences = visit.page.getByRole('region', { name: again.diff.title });
    await differences.getByRole('row', { name: again.diff.bank }).waitFor();
    await looksRight('4-august');
    await button(words.action.publish).first().click();
    await dialogSays(words.dialog.publish);
    await button(again.open).waitFor();
    const august = await inForce();
    expect(august.targetFen).toBe(RAISED);
    expect(august.plan.officers.reduce((sum, own) => sum + quota(own), 0)).toBe(RAISED);
    august.plan.officers.forEach((own, row) => {
      own.monthsFen.forEach((fen, month) => {
        const was = before.plan.officers[row]?.monthsFen[month] ?? 0;
        if (month < 7) expect(fen).toBe(was);
        else expect(fen).toBeGreaterThanOrEqual(was);
      });
    });
    await show();
    await looksRight('5-raised', RAISED);
  });

  test('loans are assigned anew, and a plan can be made from who holds them then', async () => {
    await visit.show('/quotas/assignment');
    await visit.page.getByRole('heading', { name: pattern(assign.moves.title) }).waitFor();
    await looksRight('6-assignment');
    await visit.page.getByRole('textbox', { name: assign.saved.name }).fill('九月调整');
    await button(assign.saved.save).click();
    const row = visit.page.getByRole('listitem').filter({ hasText: '九月调整' }).first();
    await row.getByRole('textbox', { name: assign.saved.who }).fill('王经理');
    await row.getByRole('textbox', { name: assign.saved.note }).fill('有人离职');
    await row.getByRole('button', { name: assign.saved.approve, exact: true }).click();
    await row.getByText('有人离职').waitFor();
    await show();
    await looksRight('7-after', RAISED);
    await visit.show('/quotas?year=2027&category=tg-cash-on');
    const holders = visit.page.getByRole('combobox', { name: words.form.holders, exact: true });
    await holders.waitFor();
    expect(await holders.inputValue()).toMatch(pattern(words.form.holdersFrom.assigned));
    await visit.page.locator('table[aria-busy=false]').first().waitFor();
    await looksRight('8-next-year');
  });
});
