import type { Fen } from '../money.ts';
import { groupBy } from './group-by.ts';
import { sum } from './officer-pool.ts';
import type { TargetCategory } from './target-categories.ts';

/**
 * What may be added over categories: principal on the book, principal off it, and interest with
 * penalties are money that came in, and no fen is in two of them. An upgrade brings none, and what
 * shrinks the stock (write-off, transfer, goods taken) was not recovered.
 */
export const CASH_CATEGORIES: readonly TargetCategory[] = [
  'tg-cash-on',
  'tg-cash-off',
  'tg-interest',
];

/** One amount: of an officer, of a branch's joint pool (officer ''), or as stated of a branch (null). */
export interface CategoryCell {
  category: TargetCategory;
  branch: string;
  officer: string | null;
  amountFen: Fen;
}

/** Amounts in the order of the columns; null where the category has none for the line. */
export interface CategoryAmounts {
  cells: (Fen | null)[];
  /** Σ of the cash categories that are split; null where the line has none of them. */
  cashFen: Fen | null;
}
export type CategoryLine = { branch: string; officer: string | null } & CategoryAmounts;

const keyOf = (own: { category: string; branch: string; officer: string | null }) =>
  JSON.stringify([own.category, own.branch, own.officer]);
const addKnown = (amounts: readonly (Fen | null)[]): Fen | null => {
  const known = amounts.filter((own) => own !== null);
  return known.length === 0 ? null : sum(known);
};

/**
 * Officer × category: the lines of every branch (`officer` null) with its officers under it, and the
 * bank's line. Of a category that is split (`isSplit`) a branch is the sum of its officers and the
 * bank of its branches; of any other, lines say only what was stated of them.
 */
export function layCategories(
  columns: readonly { category: TargetCategory; isSplit: boolean; bankFen: Fen | null }[],
  cells: readonly CategoryCell[],
): { lines: CategoryLine[]; bank: CategoryAmounts } {
  const amountOf = new Map(cells.map((own) => [keyOf(own), own.amountFen]));
  const withCash = (own: (Fen | null)[]): CategoryAmounts => ({
    cells: own,
    cashFen: addKnown(
      columns.map(({ category, isSplit }, at) =>
        isSplit && CASH_CATEGORIES.includes(category) ? (own[at] ?? null) : null,
      ),
    ),
  });
  const branches = [...groupBy(cells, (own) => own.branch)].sort(([a], [b]) => (a < b ? -1 : 1));
  const laid = branches.map(([branch, own]) => {
    const names = new Set(own.flatMap(({ officer }) => officer ?? []));
    // The joint pool is nobody's: it stands under the people.
    const officers = [...names].sort((a, b) =>
      a === '' || b === '' ? Number(a === '') - Number(b === '') : a < b ? -1 : 1,
    );
    const under = officers.map((officer) => ({
      branch,
      officer,
      ...withCash(
        columns.map(({ category }) => amountOf.get(keyOf({ category, branch, officer })) ?? null),
      ),
    }));
    const whole = columns.map(({ category, isSplit }, at) =>
      isSplit
        ? addKnown(under.map((line) => line.cells[at] ?? null))
        : (amountOf.get(keyOf({ category, branch, officer: null })) ?? null),
    );
    return { branch: { branch, officer: null, ...withCash(whole) }, under };
  });
  const bank = columns.map(({ isSplit, bankFen }, at) =>
    isSplit ? addKnown(laid.map((own) => own.branch.cells[at] ?? null)) : bankFen,
  );
  return {
    lines: laid.flatMap((own) => [own.branch, ...own.under]),
    bank: withCash(bank),
  };
}
