import type { Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import { shareOf } from './ratio.ts';

/**
 * The categories of domain C.2 in the order of the table. `kind`: 'cash' is recovery; 'interest' is
 * received beside it; an 'upgrade' and a 'reduction' shrink the stock and are never recovery.
 * `perMille`: what a yuan counts as in the credit of a year, our definition [D]; NULL where what it
 * is a part of (a sale's price, an asset's booked value) stands in no book.
 */
export const RECOVERY_CATEGORIES = {
  'tg-cash-on': { kind: 'cash', perMille: 1000, range: null },
  'tg-cash-off': { kind: 'cash', perMille: 1000, range: { zh: '1.0–1.5', en: '1.0–1.5' } },
  'tg-interest': { kind: 'interest', perMille: 300, range: { zh: '0.3–0.5', en: '0.3–0.5' } },
  'tg-upgrade': { kind: 'upgrade', perMille: 300, range: null },
  'tg-writeoff': { kind: 'reduction', perMille: 0, range: null },
  'tg-foreclosure': {
    kind: 'reduction',
    perMille: null,
    range: { zh: '入账 0.5 + 处置 0.5,按入账价值', en: '0.5 booked + 0.5 sold, of booked value' },
  },
  'tg-transfer': {
    kind: 'reduction',
    perMille: null,
    range: { zh: '转让对价 × 1.0', en: 'price received × 1.0' },
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      kind: 'cash' | 'interest' | 'upgrade' | 'reduction';
      perMille: number | null;
      range: Sentence | null;
    }
  >
>;
export type RecoveryCategory = keyof typeof RECOVERY_CATEGORIES;

/** What an amount of a category counts as, in fen; NULL when the amount or the part is unknown. */
export function creditOf(category: RecoveryCategory, amountFen: Fen | null): Fen | null {
  const { perMille } = RECOVERY_CATEGORIES[category];
  return amountFen === null || perMille === null ? null : shareOf(amountFen, perMille, 1000);
}

export interface CategoryRow {
  category: RecoveryCategory;
  kind: (typeof RECOVERY_CATEGORIES)[RecoveryCategory]['kind'];
  perMille: number | null;
  range: Sentence | null;
  amountFen: Fen | null;
  creditFen: Fen | null;
  /** Upgrades whose time of observation is not (or not known to be) kept: nothing of it counts. */
  pendingFen: Fen | null;
}

/** What a year holds of every category; NULL is unknown. */
export interface CategoryAmounts extends Record<RecoveryCategory, Fen | null> {
  pendingUpgrade: Fen | null;
}

/** The table, and its sums: what was recovered is cash, on book and off, and nothing else. */
export function categoryTable({ pendingUpgrade, ...amounts }: CategoryAmounts): {
  rows: CategoryRow[];
  recoveredFen: Fen | null;
  creditFen: Fen | null;
} {
  const keys = Object.keys(RECOVERY_CATEGORIES) as RecoveryCategory[];
  const rows = keys.map((category): CategoryRow => {
    const { kind, perMille, range } = RECOVERY_CATEGORIES[category];
    const amountFen = amounts[category];
    return {
      ...{ category, kind, perMille, range, amountFen },
      creditFen: creditOf(category, amountFen),
      pendingFen: category === 'tg-upgrade' ? pendingUpgrade : null,
    };
  });
  const [on, off] = [amounts['tg-cash-on'], amounts['tg-cash-off']];
  const known = rows.flatMap(({ creditFen }) => (creditFen === null ? [] : [creditFen]));
  return {
    rows,
    recoveredFen: on === null || off === null ? null : on + off,
    creditFen: on === null ? null : known.reduce((sum, fen) => sum + fen, 0),
  };
}
