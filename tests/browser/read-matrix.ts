import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fenOfTip } from './open-desk.ts';

export interface Row {
  kind: 'branch' | 'officer' | 'total';
  name: string;
  /** Twelve months, then the year. */
  fen: number[];
  locked: boolean[];
}

/** The matrix as it stands on the page, each amount by its tooltip. */
export async function readMatrix(page: Page): Promise<Row[]> {
  const read = await page.locator('table[aria-busy=false]').evaluate((table) =>
    [...table.querySelectorAll('tbody tr, tfoot tr')].map((row) => {
      const kind = row.closest('tfoot')
        ? 'total'
        : row.querySelector('th button[aria-expanded]')
          ? 'branch'
          : 'officer';
      const cells = [...row.querySelectorAll('td')].slice(0, 13);
      return {
        kind,
        name: row.querySelector('th')?.textContent ?? '',
        tips: cells.map((cell) => cell.querySelector('[data-tip]')?.getAttribute('data-tip') ?? ''),
      } as const;
    }),
  );
  return read.map(({ kind, name, tips }) => ({
    kind,
    name,
    fen: tips.map(fenOfTip),
    locked: tips.map((tip) => tip.includes('·')),
  }));
}

export const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** Months add up to years, officers to branches, branches to the bank, the bank to the target. */
export function expectExact(rows: readonly Row[], targetFen: number): void {
  const total = rows.find(({ kind }) => kind === 'total');
  const branches = rows.filter(({ kind }) => kind === 'branch');
  expect(total?.fen).toHaveLength(13);
  expect(total?.fen[12]).toBe(targetFen);
  for (const row of rows) expect(sum(row.fen.slice(0, 12)), row.name).toBe(row.fen[12]);
  for (let place = 0; place < 13; place++) {
    expect(sum(branches.map((row) => row.fen[place] ?? 0)), `${place}`).toBe(total?.fen[place]);
  }
  rows.forEach((row, at) => {
    if (row.kind !== 'branch') return;
    const after = rows.slice(at + 1);
    const own = after.slice(
      0,
      after.findIndex(({ kind }) => kind !== 'officer'),
    );
    expect(own.length).toBeGreaterThan(0);
    for (let place = 0; place < 13; place++) {
      expect(sum(own.map((one) => one.fen[place] ?? 0)), row.name).toBe(row.fen[place]);
    }
  });
}
