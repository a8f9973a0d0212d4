import { addDays, addMonths, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { basisPoints } from './ratio.ts';

/** The claims of a quarter of default, added up. */
export interface Cohort {
  /** The first day of its quarter; NULL for what was bad before the books began. */
  quarter: IsoDate | null;
  loans: number;
  /** Their balance in the first book with them. */
  baseFen: Fen;
  recoveredFen: Fen;
}

/** Principal that came in on a cohort in a month since default, counted from 1. */
export interface Received {
  quarter: IsoDate | null;
  month: number;
  fen: Fen;
}

/** A cohort's recovery by months since default. */
export interface Vintage extends Cohort {
  /** Recovered ÷ balance at default up to today, in basis points. */
  rateBp: number | null;
  /**
   * The same by the end of month 1, 2, … after default (after the first book for what was bad
   * before): only months that every claim of the cohort has lived through.
   */
  monthsBp: (number | null)[];
}

const MOST_MONTHS = 36;

/**
 * Vintage curves: cumulative principal recovered ÷ balance at default, by quarter of default and
 * months since. What was bad by the first book (`booksSince`) is one cohort, counted from that book:
 * what it paid before, and who had paid all, no book shows.
 */
export function vintageCurves(
  cohorts: readonly Cohort[],
  received: readonly Received[],
  { booksSince, asOf }: { booksSince: IsoDate; asOf: IsoDate },
): Vintage[] {
  return cohorts
    .map((cohort): Vintage => {
      const { quarter, baseFen, recoveredFen } = cohort;
      const latest = quarter === null ? booksSince : addDays(addMonths(quarter, 3), -1);
      const own = received.filter((one) => one.quarter === quarter);
      const monthsBp: (number | null)[] = [];
      let fen = 0;
      for (let month = 1; month <= MOST_MONTHS && addMonths(latest, month) <= asOf; month++) {
        fen += own.find((one) => one.month === month)?.fen ?? 0;
        monthsBp.push(basisPoints(fen, baseFen));
      }
      return { ...cohort, rateBp: basisPoints(recoveredFen, baseFen), monthsBp };
    })
    .sort((a, b) => ((a.quarter ?? '') < (b.quarter ?? '') ? -1 : 1));
}
