import { addDays, dayNumber, daysInMonth, type IsoDate } from '../calendar.ts';
import { roundHalfUp } from './ratio.ts';
import type { PartMonth } from './replan-wish.ts';

const monthStart = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}-01`;

/**
 * The part of each month's units that falls on the days from `first` to `last`, both included,
 * January first. Whole months are whole. A month that is covered in part gives nothing (`next`), or
 * its units less the days outside by the calendar, what stays rounded to the nearest (`days`).
 */
export function openMonths(
  cells: readonly bigint[],
  { first, last }: { first: IsoDate; last: IsoDate },
  year: number,
  part: PartMonth,
): bigint[] {
  return cells.map((units, index) => {
    const begin = dayNumber(monthStart(year, index + 1));
    const days = daysInMonth(year, index + 1);
    const from = Math.max(begin, dayNumber(first));
    const to = Math.min(begin + days - 1, dayNumber(last));
    const covered = to - from + 1;
    if (covered <= 0) return 0n;
    if (covered === days) return units;
    if (part === 'next') return 0n;
    return units - roundHalfUp(units * BigInt(days - covered), BigInt(days));
  });
}

/** The first month (1–12) with a day that can change; 13 when the year holds none. */
export function firstOpenMonth(effectiveOn: IsoDate, part: PartMonth): number {
  const month = Number(effectiveOn.slice(5, 7));
  return effectiveOn.endsWith('-01') || part === 'days' ? month : month + 1;
}

/** The later of two days; the day after one. */
export const laterOf = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
export const dayAfter = (day: IsoDate): IsoDate => addDays(day, 1);
