/** How a rural year of collection runs: strong before Spring Festival, weak in summer. */
import { addMonths, monthOf, toDay } from './days.ts';

/** Parts of a year in 1/100, January first. */
export const MONTH_PARTS = [14, 12, 9, 8, 7, 9, 5, 5, 7, 7, 8, 9] as const;

/** The part of a year's cash that a normal year brings on one day. */
export function partOfDay(day: number): number {
  const month = monthOf(day);
  const first = toDay(`${month}-01`);
  const length = addMonths(first, 1) - first;
  return (MONTH_PARTS[Number(month.slice(5)) - 1] ?? 0) / 100 / length;
}

/**
 * The part of its plan that a branch really brings. The year goes nearly to plan until June;
 * from July on everybody falls behind, three branches far behind.
 */
export function completion(day: number, behind: boolean): number {
  const firstHalf = Number(monthOf(day).slice(5)) <= 6;
  if (behind) return firstHalf ? 0.87 : 0.2;
  return firstHalf ? 0.96 : 0.79;
}
