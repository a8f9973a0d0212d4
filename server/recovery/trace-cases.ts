import { daysBetween, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Case } from './kaplan-meier.ts';

/** A claim from the day it turned bad, as far as the books and the ledger show it. */
export interface DefaultCase {
  loanId: string;
  /** The day it turned bad; that of the first book with it where nobody says. */
  defaultedOn: IsoDate;
  /** The first book in which it was bad: what came before is not known. */
  seenOn: IsoDate;
  /** Its balance in that book. */
  baseFen: Fen;
  /** Nothing was left on the claim in a book of that day, and money was why. */
  settledOn: IsoDate | null;
  /** It left in another way (sold, in goods, better class, silently), or the last book's day. */
  lostOn: IsoDate;
  /** The first day money came in on it after it was seen. */
  firstPaidOn: IsoDate | null;
  /** Principal that came in after it was seen, up to the last book. */
  recoveredFen: Fen;
}

/** What ends a case: nothing is left of it, or the first money comes in. */
export const ENDS = ['settled', 'first'] as const;
export type End = (typeof ENDS)[number];

/** A case in days since default: under observation from the first book with it. */
export function asCase(one: DefaultCase, end: End): Case {
  const age = (day: IsoDate) => daysBetween(one.defaultedOn, day);
  const entry = Math.max(0, age(one.seenOn));
  const event = end === 'settled' ? one.settledOn : one.firstPaidOn;
  const isEvent = event !== null && event <= one.lostOn;
  // A case seen and ended on one day was under observation for that day.
  return { entry, exit: Math.max(entry + 1, age(isEvent ? event : one.lostOn)), isEvent };
}

/** The first day of the quarter of a day. */
export function quarterOf(day: IsoDate): IsoDate {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}
