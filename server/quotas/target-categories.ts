import { plain } from '../loan-book/read-words.ts';
import { QUOTA_CATEGORIES } from './categories.ts';

/** What a bank's annual targets are of (domain C.2): those that quotas split, and those that shrink the stock. */
export const TARGET_CATEGORIES = {
  ...QUOTA_CATEGORIES,
  'tg-writeoff': { zh: '核销', en: 'Write-off' },
  'tg-transfer': { zh: '批量转让', en: 'Sold in bulk' },
  'tg-foreclosure': { zh: '以物抵债', en: 'Taken in goods' },
} as const;
export type TargetCategory = keyof typeof TARGET_CATEGORIES;

/** The words that mean each, the most telling first: 表外 is looked for before 现金清收. */
const WORDS: readonly [RegExp, TargetCategory][] = [
  [/以物抵债|抵债|foreclos|taken in goods/i, 'tg-foreclosure'],
  [/批量转让|转让|transfer|sold/i, 'tg-transfer'],
  [/表外|账销案存|已核销|已置换|off.?book/i, 'tg-cash-off'],
  [/核销|write.?off/i, 'tg-writeoff'],
  [/利息|interest/i, 'tg-interest'],
  [/上迁|盘活|upgrade/i, 'tg-upgrade'],
  [/表内|现金清收|现金收回|不良清收|on.?book|cash/i, 'tg-cash-on'],
];

/** The category that a cell names, or undefined. */
export function readTargetCategory(cell: string): TargetCategory | undefined {
  const text = plain(cell);
  return WORDS.find(([pattern]) => pattern.test(text))?.[1];
}
