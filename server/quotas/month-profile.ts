import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Fen } from '../money.ts';
import { gcd } from './ratio.ts';

export const monthProfileKind = z.enum([
  'default',
  'equal',
  'learned',
  'working-days',
  'spring-festival',
]);
export type MonthProfileKind = z.infer<typeof monthProfileKind>;

export interface MonthProfile {
  kind: MonthProfileKind;
  /** Twelve weights, January first; only their proportions matter. */
  parts: bigint[];
  /** For 'learned': how many months, from January, come from postings. The rest are the default. */
  learnedMonths: number;
  /** For seasons of the calendar: the working days of each month. */
  workingDays?: number[];
}

/**
 * Parts of 300: Q1 30 %, Q2 25 %, Q3 20 %, Q4 25 %, equal within a quarter. Rural money peaks
 * around Spring Festival, when those who work away come home.
 */
const DEFAULT_PARTS = [30n, 30n, 30n, 25n, 25n, 25n, 20n, 20n, 20n, 25n, 25n, 25n];

/** Below this a season is noise. */
const FEWEST_MONTHS = 6;

/**
 * The shape of a year of collection. 'learned' follows last year's postings by month (`postedFen`,
 * January first; a negative month counts as none) for its `completeMonths`; the months that are
 * not over yet keep the default's part of the year. Refuses with 'nothing-to-learn' when fewer
 * than six months are complete or nothing was posted in them.
 */
export function monthProfile(
  kind: Exclude<MonthProfileKind, 'working-days' | 'spring-festival'>,
  postedFen: readonly Fen[],
  completeMonths: number,
): MonthProfile {
  if (kind === 'equal') return { kind, parts: DEFAULT_PARTS.map(() => 1n), learnedMonths: 0 };
  if (kind === 'default') return { kind, parts: [...DEFAULT_PARTS], learnedMonths: 0 };
  const posted = DEFAULT_PARTS.map((_, m) => {
    const amount = BigInt(postedFen[m] ?? 0);
    return m < completeMonths && amount > 0n ? amount : 0n;
  });
  const all = posted.reduce((sum, amount) => sum + amount, 0n);
  if (completeMonths < FEWEST_MONTHS || all === 0n) {
    throw new Refusal('nothing-to-learn', 422, {
      happened: {
        zh: `上一年只有 ${completeMonths} 个完整月份${all === 0n ? ',且没有收回流水' : ''},学不出月度节奏。`,
        en: `Last year has ${completeMonths} complete months${all === 0n ? ' and no postings' : ''}, so no season can be learned.`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请先导入上一年的收回流水,或改用默认节奏、按月平均。',
        en: "Load last year's postings first, or use the default season or equal months.",
      },
    });
  }
  const learnedShare = DEFAULT_PARTS.slice(0, completeMonths).reduce((sum, part) => sum + part, 0n);
  const parts = DEFAULT_PARTS.map((part, m) =>
    m < completeMonths ? (posted[m] ?? 0n) * learnedShare : part * all,
  );
  const common = parts.reduce(gcd);
  return { kind, parts: parts.map((part) => part / common), learnedMonths: completeMonths };
}
