import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { partsText } from '../../web/components/text.ts';
import { loansText } from '../../web/features/loans/text.ts';
import { overviewText } from '../../web/features/overview/text.ts';
import { progressText } from '../../web/features/progress/text.ts';
import {
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  pattern,
  publishSmallPlan,
  type Visit,
} from './open-desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  await publishSmallPlan(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('exploring, in %s', (language) => {
  const words = overviewText[language];
  const parts = partsText[language];
  let visit: Visit;
  beforeAll(async () => {
    visit = await desk.visit({ language });
  });
  afterAll(() => visit?.end());

  test('a branch or a cell picked on the Overview filters every card, and picked again clears', async () => {
    const { page } = visit;
    await visit.show('/');
    const headline = page.getByRole('heading', { level: 1 });
    const whole = await headline.textContent();
    await page.getByRole('switch', { name: words.linked }).click();
    const branches = page.getByRole('grid', { name: pattern(words.branches.label) });
    const rows = branches.locator('tbody tr');
    const count = await rows.count();
    await rows.first().locator('td').first().click();
    await page.waitForURL((url) => url.searchParams.get('branch') !== null);
    await expect.poll(() => headline.textContent()).not.toBe(whole);
    // The other branches stay in sight, and the one picked is marked.
    await expect.poll(() => rows.count()).toBe(count);
    expect(await branches.locator('tr[aria-selected="true"]').count()).toBe(1);
    const matrix = page.getByRole('region', { name: words.matrix.label });
    const cell = matrix.locator('tbody button').first();
    const tip = await cell.getAttribute('data-tip');
    await cell.click();
    await page.waitForURL((url) => url.searchParams.get('painPoint') !== null);
    const picked = matrix.locator('button[aria-pressed="true"]');
    await expect.poll(() => picked.count()).toBe(1);
    expect(await picked.getAttribute('data-tip')).toBe(tip);
    await picked.click();
    await page.waitForURL((url) => url.searchParams.get('painPoint') === null);
    await branches.locator('tr[aria-selected="true"] td').first().click();
    await page.waitForURL((url) => url.searchParams.get('branch') === null);
    await expect.poll(() => headline.textContent()).toBe(whole);
    await page.getByRole('switch', { name: words.linked }).click();
  });

  test('the alert of differences opens the loans that it counts, with its amount', async () => {
    const { page } = visit;
    await visit.show('/');
    const door = page.getByRole('link', { name: parts.alerts.openDifferences });
    const said = await page.getByRole('listitem').filter({ has: door }).textContent();
    await door.click();
    const { reconciliation } = progressText[language];
    const shown = page.getByRole('button', { name: pattern(reconciliation.disagreeing) });
    await expect.poll(() => shown.getAttribute('aria-pressed')).toBe('true');
    const loans = await page
      .getByRole('grid', { name: pattern(reconciliation.label) })
      .locator('tbody tr td:first-child')
      .allTextContents();
    const amount =
      (await shown.textContent())?.match(/[¥\d.,]+ ?(?:万元|元|[mk])?$/)?.[0] ?? 'none';
    expect(said).toContain(String(new Set(loans).size));
    expect(said).toContain(amount);
  });

  test('loans by two keys are saved as a view, opened again by name, renamed and deleted', async () => {
    const { page } = visit;
    const loans = loansText[language];
    await visit.show('/loans?state=on_book&group=guaranteeKind&and=daysBand');
    const by = `${loans.column.guaranteeKind} × ${loans.column.daysBand}`;
    const table = page.getByRole('grid', { name: loans.group.label.replace('{{by}}', by) });
    await table.waitFor();
    const menu = page.getByRole('button', { name: parts.views.menu });
    await menu.click();
    await page.getByLabel(parts.views.save).fill(`逾期担保 ${language}`);
    await page.getByRole('button', { name: parts.views.keep }).click();
    const door = page.getByRole('link', { name: `逾期担保 ${language}` });
    await door.waitFor();
    await visit.show('/progress');
    await menu.click();
    await door.click();
    await page.waitForURL((url) => url.pathname === '/loans');
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toMatchObject({
      state: 'on_book',
      group: 'guaranteeKind',
      and: 'daysBand',
    });
    await table.waitFor();
    await menu.click();
    const named = (text: string) => text.replace('{{name}}', `逾期担保 ${language}`);
    await page.getByRole('button', { name: named(parts.views.renameOf) }).click();
    await page.getByLabel(named(parts.views.renameOf)).fill(`改过名 ${language}`);
    await page.getByRole('button', { name: parts.views.keep }).first().click();
    const renamed = parts.views.deleteOf.replace('{{name}}', `改过名 ${language}`);
    await page.getByRole('button', { name: renamed }).click();
    await expect.poll(() => page.getByText(`改过名 ${language}`).count()).toBe(0);
  });
});

const BRANCHES = { zh: '城关支行', en: '河西支行' } as const;
const lagging = (branch: string, loans: number) =>
  Array.from(
    { length: loans },
    (_, place) =>
      `${branch === BRANCHES.zh ? 'C' : 'H'}${place},户${place},${branch},李建国,1000.00,关注,120,表内`,
  );
const book = (loans: number) =>
  [
    '借据号,户名,机构名称,客户经理,贷款余额,五级分类,逾期天数,表内外',
    ...Object.values(BRANCHES).flatMap((branch) => lagging(branch, loans)),
  ].join('\n');

describe('an alert', () => {
  let own: OpenDesk;
  beforeAll(async () => {
    own = await openDesk();
    for (const [asOf, loans] of [
      ['2026-01-09', 2],
      ['2026-01-16', 3],
    ] as const) {
      const bytes = new TextEncoder().encode(book(loans));
      await importBook(own.send, await uploadBytes(own.send, `${asOf}.csv`, bytes), { asOf });
    }
  });
  afterAll(() => own?.close());

  test.each(LANGUAGES)(
    'that was seen with a note is gone from the open ones, and back when it is worse, in %s',
    async (language) => {
      const { alerts } = partsText[language];
      const visit = await own.visit({ language });
      const { page } = visit;
      const branch = encodeURIComponent(BRANCHES[language]);
      await visit.show(`/?branch=${branch}&asOf=2026-01-09`);
      const list = page.getByRole('list', { name: alerts.label });
      const kind = alerts.kind['class-lag'];
      const look = (words: string) =>
        page.getByRole('button', { name: words.replace('{{kind}}', kind) });
      await look(alerts.acknowledgeOf).click();
      await page.getByRole('textbox', { name: alerts.by }).fill('王主任');
      await page.getByLabel(alerts.remark).fill('月底前下调');
      await page.getByRole('button', { name: alerts.keep }).click();
      await expect.poll(() => list.getByText(kind, { exact: true }).count()).toBe(0);
      await page.getByRole('button', { name: pattern(alerts.seen) }).click();
      await list.getByText('月底前下调').waitFor();
      await visit.show(`/?branch=${branch}`);
      await list.getByText(kind, { exact: true }).waitFor();
      await list.getByText('月底前下调').waitFor();
      await visit.end();
    },
  );
});
