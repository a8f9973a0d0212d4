import { z } from 'zod';
import { type IsoDate, isoDate } from '../calendar.ts';

/**
 * Whom a plan takes a loan's officer from: the loan book alone, or the approved assignments before
 * it. A request that was stored before assignments were says nothing and means the book.
 */
export const holdersFrom = z.enum(['book', 'assigned']);
export const holders = {
  holders: holdersFrom.default('book'),
  /** The last day whose assignments count; filled in when the plan is made. */
  holdersOn: isoDate.optional(),
};
const asked = z.object(holders);
export type HoldersAsked = z.infer<typeof asked>;

/**
 * The day whose assignments count, null where only the book does: the one asked for, else today, or
 * the first day that is planned when that is later.
 */
export function holdersDay(
  { holders: from, holdersOn }: HoldersAsked,
  firstDay: IsoDate,
  today: IsoDate,
): IsoDate | null {
  if (from === 'book') return null;
  return holdersOn ?? (firstDay > today ? firstDay : today);
}
