import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partsText } from '../../web/components/text.ts';
import { loansText } from '../../web/features/loans/text.ts';
import { triageText } from '../../web/features/triage/text.ts';
import {
  fenOfTip,
  fill,
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  pattern,
  type Visit,
} from './open-desk.ts';

const list = z.looseObject({
  totals: z.looseObject({ loans: z.int(), balanceFen: z.int() }),
  rows: z.array(z.looseObject({ loanId: z.string() })),
});
const matrix = z.looseObject({
  types: z.array(
    z.looseObject({
      code: z.string(),
      cells: z.array(z.looseObject({ painPoint: z.string(), loans: z.int(), balanceFen: z.int() })),
    }),
  ),
  total: z.looseObject({ loans: z.int(), balanceFen: z.int() }),
});
const predicates = z.array(
  z.looseObject({
    truth: z.boolean().nullable(),
    says: z.object({ zh: z.string(), en: z.string() }),
  }),
);
const loan = z.looseObject({
  segment: z.looseObject({
    types: z.array(z.looseObject({ predicates })),
    settles: z.array(z.looseObject({ label: z.object({ zh: z.string(), en: z.string() }) })),
  }),
  clocks: z.looseObject({
    limitation: z.looseObject({ says: z.object({ zh: z.string(), en: z.string() }) }),
    guarantee: z.looseObject({ says: z.object({ zh: z.string(), en: z.string() }) }),
  }),
});

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
});
afterAll(() => desk?.close());

describe.each(LANGUAGES)('a segment is read down to its loans, in %s', (language) => {
  const triage = triageText[language];
  const loans = loansText[language];
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await desk.visit({ language });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const cells = () => page.getByLabel(triage.matrix.label, { exact: true });
  const headline = async () => (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const listed = (href: string) => desk.get(list, `/api/loans${new URL(href, 'http://x').search}`);
  const gridOf = (of: Page) => {
    const name = fill(partsText[language].table.region, { name: loans.table });
    return of.getByRole('grid', { name, exact: true });
  };
  const rows = () => gridOf(page).locator('tbody tr[data-index]');
  const onLoans = async () => {
    await page.waitForURL((url) => url.pathname === '/loans');
    await rows().first().getByRole('link').waitFor();
  };

  test('each cell of the matrix is the sum of exactly the loans its link opens', async () => {
    await visit.show('/triage');
    const found = await desk.get(matrix, '/api/triage/matrix');
    const doors = await cells()
      .locator('a[data-tip]')
      .evaluateAll((links) =>
        links.map((link) => ({
          href: link.getAttribute('href') ?? '',
          tip: link.getAttribute('data-tip'),
        })),
      );
    expect(doors.length).toBeGreaterThan(8);
    for (const { href, tip } of doors) {
      const { totals } = await listed(href);
      expect(totals.balanceFen, href).toBe(fenOfTip(tip));
      const { searchParams } = new URL(href, 'http://x');
      const [type, pain] = [searchParams.getAll('defaultType'), searchParams.getAll('painPoint')];
      if (type.length !== 1 || pain.length !== 1) continue;
      const cell = found.types
        .find(({ code }) => code === type[0])
        ?.cells.find(({ painPoint }) => painPoint === pain[0]);
      expect(totals).toMatchObject({ loans: cell?.loans, balanceFen: cell?.balanceFen });
    }
    expect(doors.map(({ tip }) => fenOfTip(tip))).toContain(found.total.balanceFen);
  });

  test('a cell opens the list with the same number of loans and the same total', async () => {
    await visit.show('/triage');
    const door = cells().locator('tbody a[href*="painPoint="]').first();
    const fen = fenOfTip(await door.getAttribute('data-tip'));
    const { totals } = await listed((await door.getAttribute('href')) ?? '');
    await door.hover();
    expect(fenOfTip(await page.getByRole('tooltip').textContent())).toBe(fen);
    await door.click();
    await onLoans();
    const grid = gridOf(page);
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(totals.loans + 1));
    const sums = await grid
      .locator('tfoot [data-tip]')
      .evaluateAll((spans) => spans.map((span) => span.getAttribute('data-tip')));
    expect(sums.map(fenOfTip)).toContain(fen);
    const figures = (await headline()).replaceAll(',', '').match(/\d+/g) ?? [];
    expect(Number(figures[0])).toBe(totals.loans);
  });

  test('a loan’s page says which rules hold, what is unknown, what would settle it, and its clocks', async () => {
    await visit.show('/loans?state=on_book&defaultType=undetermined');
    await onLoans();
    const { rows: found } = await listed(page.url());
    const id = found[0]?.loanId ?? '';
    const { segment, clocks } = await desk.get(loan, `/api/loans/${encodeURIComponent(id)}`);
    await rows().first().click();
    await page.waitForURL((url) => url.pathname === `/loans/${encodeURIComponent(id)}`);
    await page.getByRole('heading', { name: pattern(loans.loan.why.titleUndetermined) }).waitFor();
    expect(segment.settles.length).toBeGreaterThan(0);
    expect(segment.settles.length).toBeLessThanOrEqual(3);
    const main = page.getByRole('main');
    for (const { label } of segment.settles) {
      await main.getByText(label[language], { exact: true }).first().waitFor();
    }
    // The two leading types are open, the others one click away.
    const shown = segment.types.slice(0, 2).flatMap((type) => type.predicates);
    const whole = (await main.textContent()) ?? '';
    for (const { says, truth } of shown.filter(({ truth }) => truth !== false)) {
      expect(whole, `${truth}`).toContain(says[language]);
    }
    expect(shown.some(({ truth }) => truth === null)).toBe(true);
    expect(whole).toContain(loans.loan.why.unknown);
    for (const { says } of [clocks.limitation, clocks.guarantee]) {
      expect(whole).toContain(says[language]);
    }
  });

  test('Back returns to the list with its filters', async () => {
    await page.goBack();
    await onLoans();
    const { searchParams } = new URL(page.url());
    expect(searchParams.getAll('defaultType')).toEqual(['undetermined']);
    expect(searchParams.getAll('state')).toEqual(['on_book']);
  });

  test('the address opened in a new tab shows the same', async () => {
    const before = await headline();
    const tab = await visit.context.newPage();
    await tab.goto(page.url());
    await gridOf(tab).locator('tbody tr[data-index] a').first().waitFor();
    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe(before);
    expect(await gridOf(tab).getAttribute('aria-rowcount')).toBe(
      await gridOf(page).getAttribute('aria-rowcount'),
    );
    await tab.close();
  });
});
