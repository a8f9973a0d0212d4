import { addDays, addMonths, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { basisPoints } from './ratio.ts';
import { type DefaultCase, quarterOf } from './trace-cases.ts';

/** Principal that came in on a claim. */
export interface Receipt {
  loanId: string;
  on: IsoDate;
  fen: Fen;
}

/** A cohort's recovery by months since default. */
export interface Vintage {
  /** The first day of its quarter; NULL for what was bad before the books began. */
  quarter: IsoDate | null;
  loans: number;
  baseFen: Fen;
  recoveredFen: Fen;
  /** Recovered ÷ balance at default up to today, in basis points. */
  rateBp: number | null;
  /**
   * The same by the end of month 1, 2, … after default (after the first book for what was bad
   * before): only months that every claim of the cohort has lived through.
   */
  monthsBp: (number | null)[];
}

const MOST_MONTHS = 36;

/** The first day of the quarter of default; NULL for what was bad by the first book. */
export const cohortOf = (one: DefaultCase, booksSince: IsoDate): IsoDate | null =>
  one.defaultedOn <= booksSince ? null : quarterOf(one.defaultedOn);

/** The fewest months with `day <= addMonths(start, months)`. */
export function monthsUntil(start: IsoDate, day: IsoDate): number {
  const part = (iso: IsoDate, at: number, length: number) => Number(iso.slice(at, at + length));
  const months = (part(day, 0, 4) - part(start, 0, 4)) * 12 + part(day, 5, 2) - part(start, 5, 2);
  return part(day, 8, 2) > part(start, 8, 2) ? months + 1 : months;
}

/**
 * Vintage curves: cumulative principal recovered ÷ balance at default, by quarter of default and
 * months since. Quarters that begin before the first book (`booksSince`) are one cohort, counted
 * from that book: what they paid before, and who had paid all, no book shows.
 */
export function vintageCurves(
  cases: readonly DefaultCase[],
  receipts: readonly Receipt[],
  { booksSince, asOf }: { booksSince: IsoDate; asOf: IsoDate },
): Vintage[] {
  const byLoan = new Map<string, Receipt[]>();
  for (const receipt of receipts) {
    const list = byLoan.get(receipt.loanId);
    if (list) list.push(receipt);
    else byLoan.set(receipt.loanId, [receipt]);
  }
  const cohorts = new Map<IsoDate | null, DefaultCase[]>();
  for (const one of cases) {
    const key = cohortOf(one, booksSince);
    const list = cohorts.get(key);
    if (list) list.push(one);
    else cohorts.set(key, [one]);
  }
  return [...cohorts]
    .map(([quarter, members]): Vintage => {
      const start = (one: DefaultCase) => (quarter === null ? booksSince : one.defaultedOn);
      const latest = quarter === null ? booksSince : addDays(addMonths(quarter, 3), -1);
      const baseFen = members.reduce((sum, { baseFen }) => sum + baseFen, 0);
      const recoveredFen = members.reduce((sum, one) => sum + one.recoveredFen, 0);
      const inMonth = new Map<number, Fen>();
      for (const one of members) {
        for (const receipt of byLoan.get(one.loanId) ?? []) {
          if (receipt.on <= one.seenOn) continue;
          const month = Math.max(1, monthsUntil(start(one), receipt.on));
          inMonth.set(month, (inMonth.get(month) ?? 0) + receipt.fen);
        }
      }
      const monthsBp: (number | null)[] = [];
      let fen = 0;
      for (let month = 1; month <= MOST_MONTHS && addMonths(latest, month) <= asOf; month++) {
        fen += inMonth.get(month) ?? 0;
        monthsBp.push(basisPoints(fen, baseFen));
      }
      const rateBp = basisPoints(recoveredFen, baseFen);
      return { quarter, loans: members.length, baseFen, recoveredFen, rateBp, monthsBp };
    })
    .sort((a, b) => ((a.quarter ?? '') < (b.quarter ?? '') ? -1 : 1));
}
