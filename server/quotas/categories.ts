import { z } from 'zod';
import type { Sentence } from '../errors.ts';

/**
 * What an annual target may ask for. Write-off and transfer are not here: they shrink the stock
 * but collect nothing, so nobody is given a quota of them.
 */
export const QUOTA_CATEGORIES = {
  'tg-cash-on': { zh: '表内现金清收', en: 'On-book cash recovery' },
  'tg-cash-off': { zh: '表外清收(已核销/已置换)', en: 'Off-book cash recovery' },
  'tg-interest': { zh: '收回不良利息', en: 'Interest recovered' },
  'tg-upgrade': { zh: '上迁盘活', en: 'Upgraded to performing' },
} satisfies Readonly<Record<string, Sentence>>;

export const quotaCategory = z.enum(['tg-cash-on', 'tg-cash-off', 'tg-interest', 'tg-upgrade']);
export type QuotaCategory = z.infer<typeof quotaCategory>;

/** The category that a question means when it names none: 现金清收 first. */
export const FIRST_CATEGORY: QuotaCategory = 'tg-cash-on';
