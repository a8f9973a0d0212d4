import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CASH_CATEGORIES,
  type CategoryCell,
  layCategories,
} from '../../../server/quotas/lay-categories.ts';

const split = (category: CategoryCell['category'], bankFen: number | null = null) => ({
  category,
  isSplit: true,
  bankFen,
});

describe('every category of a year side by side', () => {
  it('adds cash on the book, cash off it and interest, and nothing else', () => {
    const columns = [split('tg-cash-on'), split('tg-interest'), split('tg-upgrade')];
    const cells: CategoryCell[] = [
      { category: 'tg-cash-on', branch: '城关', officer: '甲', amountFen: 100 },
      { category: 'tg-interest', branch: '城关', officer: '甲', amountFen: 7 },
      { category: 'tg-upgrade', branch: '城关', officer: '甲', amountFen: 50 },
      { category: 'tg-cash-on', branch: '城关', officer: '', amountFen: 20 },
      { category: 'tg-upgrade', branch: '河西', officer: '乙', amountFen: 9 },
    ];
    const { lines, bank } = layCategories(columns, cells);
    expect(lines).toEqual([
      { branch: '城关', officer: null, cells: [120, 7, 50], cashFen: 127 },
      { branch: '城关', officer: '甲', cells: [100, 7, 50], cashFen: 107 },
      { branch: '城关', officer: '', cells: [20, null, null], cashFen: 20 },
      { branch: '河西', officer: null, cells: [null, null, 9], cashFen: null },
      { branch: '河西', officer: '乙', cells: [null, null, 9], cashFen: null },
    ]);
    expect(bank).toEqual({ cells: [120, 7, 59], cashFen: 127 });
  });

  it('says of a category that no plan splits only what was stated', () => {
    const stated = { category: 'tg-writeoff', isSplit: false, bankFen: 70 } as const;
    const { lines, bank } = layCategories(
      [split('tg-cash-on'), stated],
      [
        { category: 'tg-writeoff', branch: '城关', officer: null, amountFen: 60 },
        { category: 'tg-writeoff', branch: '城关', officer: '甲', amountFen: 1 },
      ],
    );
    expect(lines.map((line) => line.cells)).toEqual([
      [null, 60],
      [null, 1],
    ]);
    expect(bank).toEqual({ cells: [null, 70], cashFen: null });
  });

  it('adds up in both directions, whatever is asked of whom', () => {
    const names = ['tg-cash-on', 'tg-cash-off', 'tg-interest', 'tg-upgrade'] as const;
    const cell = fc.record({
      category: fc.constantFrom(...names),
      branch: fc.constantFrom('一', '二', '三'),
      officer: fc.constantFrom('', '甲', '乙', '丙'),
      amountFen: fc.nat(10 ** 12),
    });
    const cells = fc.uniqueArray(cell, {
      selector: (own) => `${own.category} ${own.branch} ${own.officer}`,
    });
    fc.assert(
      fc.property(cells, (all) => {
        const { lines, bank } = layCategories(
          names.map((name) => split(name)),
          all,
        );
        const sum = (values: (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0);
        names.forEach((name, at) => {
          const own = all.filter((one) => one.category === name).map((one) => one.amountFen);
          expect(sum([bank.cells[at] ?? null])).toBe(sum(own));
          for (const kind of [true, false]) {
            const part = lines.filter((line) => (line.officer === null) === kind);
            expect(sum(part.map((line) => line.cells[at] ?? null))).toBe(sum(own));
          }
        });
        const cash = all.filter((own) => CASH_CATEGORIES.includes(own.category));
        expect(bank.cashFen ?? 0).toBe(sum(cash.map((own) => own.amountFen)));
        for (const line of lines) {
          expect(line.cashFen ?? 0).toBe(sum(line.cells.slice(0, 3)));
        }
      }),
    );
  });
});
