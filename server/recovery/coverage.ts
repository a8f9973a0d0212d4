import { addDays, daysBetween, type IsoDate } from '../calendar.ts';
import { commonSource, type RecoverySource } from './source.ts';

/** What is known of the money of a year, up to the day it is looked at. */
export interface Coverage {
  source: RecoverySource;
  /** The first day from which money is known without a gap, at the earliest 1 January. */
  knownSince: IsoDate | null;
  /** The last day of which it is known: that of the latest loan book, or of the ledger's last line. */
  knownUntil: IsoDate | null;
  /** Known from 1 January to the day: only then has the year a completion, a pace and an end. */
  isYearKnown: boolean;
  /** Days after `after` up to `until` whose money is known only as one sum, dated on `until`. */
  lumps: { after: IsoDate; until: IsoDate }[];
}

/** Two consecutive books, and what says what came in between them. */
export interface BookPair {
  fromOn: IsoDate;
  toOn: IsoDate;
  source: RecoverySource;
}

/** The days of one posting file. */
export interface LedgerSpan {
  firstOn: IsoDate;
  lastOn: IsoDate;
}

/** A ledger may be silent this long (holidays, a small bank) before it counts as missing. */
const QUIET_DAYS = 30;
/** A ledger that ends this long before the day is looked at still speaks for the day. */
const REACH_DAYS = 7;
/** Books up to this far apart say in which week money came in. */
const WEEKLY_DAYS = 10;

/**
 * What the pairs of books in `(from, to]` and the posting files that touch it say together. Books
 * speak for every day between them, unless a ledger has taken over or they do not say what was paid;
 * a ledger speaks for its own days alone.
 */
export function coverageOf(
  pairs: readonly BookPair[],
  ledger: readonly LedgerSpan[],
  { from, to }: { from: IsoDate; to: IsoDate },
): Coverage {
  const sources = pairs.map((pair) => pair.source).filter((one) => one !== 'none');
  const source = commonSource(ledger.length === 0 ? sources : [...sources, 'postings']);
  const books = pairs
    .filter((pair) => pair.source !== 'postings' && pair.source !== 'none')
    .map(({ fromOn, toOn }) => ({ after: fromOn, until: toOn, quiet: 0 }));
  const files = ledger.map(({ firstOn, lastOn }) => ({
    after: addDays(firstOn, -1),
    until: lastOn < to ? lastOn : to,
    quiet: QUIET_DAYS,
  }));
  const lumps = books
    .filter(({ after, until }) => daysBetween(after, until) > WEEKLY_DAYS)
    .map(({ after, until }) => ({ after, until }));
  const latestFirst = [...books, ...files].sort((a, b) => (a.until < b.until ? 1 : -1));
  const [last] = latestFirst;
  if (last === undefined) {
    return { source, knownSince: null, knownUntil: null, isYearKnown: false, lumps };
  }
  let { after, quiet } = last;
  for (const piece of latestFirst) {
    const gap = daysBetween(piece.until, after);
    if (piece.after < after && gap <= Math.max(quiet, piece.quiet)) ({ after, quiet } = piece);
  }
  const fromOpening = daysBetween(from, after) <= quiet;
  return {
    source,
    knownSince: addDays(fromOpening ? from : after, 1),
    knownUntil: last.until,
    isYearKnown: fromOpening && daysBetween(last.until, to) <= REACH_DAYS,
    lumps,
  };
}

/**
 * The days of `(from, to]` whose money counts: all, or what follows the last gap. What came before a
 * gap is left out, so that a sum is always that of the days it is said to be of.
 */
export function countedSpan(
  { knownSince }: Coverage,
  span: { from: IsoDate; to: IsoDate },
): { from: IsoDate; to: IsoDate } {
  return knownSince === null ? span : { from: addDays(knownSince, -1), to: span.to };
}

/** Whether what came in from `knownSince` up to the end of `day` is known. */
export function isKnownAt({ knownSince, knownUntil, lumps }: Coverage, day: IsoDate): boolean {
  if (knownSince === null || knownUntil === null) return false;
  return (
    day >= addDays(knownSince, -1) &&
    day <= addDays(knownUntil, REACH_DAYS) &&
    !lumps.some(({ after, until }) => after < day && day < until)
  );
}
