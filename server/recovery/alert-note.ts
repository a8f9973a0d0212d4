import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';

/** How large an alert is. */
interface Size {
  loans: number;
  amountFen: Fen;
}

/** Who looked at an alert, what they say of it, and how large it was then. */
export interface AlertNote extends Size {
  by: string;
  note: string;
  /** The day that was looked at, and when. */
  asOf: IsoDate;
  at: string;
}

/**
 * Whether an alert asks for somebody: nobody has looked (`latest` undefined), or it has grown in
 * loans or in amount since the latest look.
 */
export function asksAgain(now: Size, latest: Size | undefined): boolean {
  if (latest === undefined) return true;
  return now.loans > latest.loans || now.amountFen > latest.amountFen;
}
