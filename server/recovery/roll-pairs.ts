import { addDays, daysBetween, type IsoDate } from '../calendar.ts';
import { DAYS_BANDS, type DaysBand } from '../triage/days-bands.ts';

/** Claims that are not past due are watched as long as the first band is wide. */
const FIRST_LAG = 30;

/** Days that a claim of the band needs to leave it when nothing is paid: the band's width. */
export function lagOf({ from, to }: DaysBand): number | null {
  if (to === null) return null;
  return to === 0 ? FIRST_LAG : to - from + 1;
}

/** The bands one can roll out of: all but the last. */
export const ROLLING_BANDS = DAYS_BANDS.flatMap((band) => {
  const lag = lagOf(band);
  return lag === null ? [] : [{ id: band.id, lag }];
});

/** Two books as far apart as a band is wide. */
export interface RollPair<Book> {
  to: Book;
  lag: number;
  /** NULL where no book stands near enough to the wanted day. */
  from: Book | null;
}

/** A book may stand this part of the lag beside the wanted day. */
const TOLERANCE = 6;

/**
 * For the last book of each of the latest `months` months, and each lag, the book that stands
 * nearest to so many days before it. Oldest month first. `books` are in order of their days.
 */
export function rollPairs<Book extends Dated>(
  books: readonly Book[],
  months: number,
): RollPair<Book>[] {
  const lasts = books.filter(
    ({ asOf }, place) => asOf.slice(0, 7) !== books[place + 1]?.asOf.slice(0, 7),
  );
  return lasts
    .slice(-months)
    .flatMap((to) => LAGS.map((lag) => ({ to, lag, from: nearestBefore(books, to, lag) })));
}

interface Dated {
  asOf: IsoDate;
}

const LAGS = [...new Set(ROLLING_BANDS.map(({ lag }) => lag))];

/** The book nearest to `lag` days before `to`; NULL where none stands near enough. */
function nearestBefore<Book extends Dated>(books: readonly Book[], to: Book, lag: number) {
  const wanted = addDays(to.asOf, -lag);
  const off = (book: Book) => Math.abs(daysBetween(book.asOf, wanted));
  const [nearest] = books
    .filter(({ asOf }) => asOf < to.asOf)
    .sort((a, b) => off(a) - off(b) || (a.asOf < b.asOf ? -1 : 1));
  return nearest !== undefined && off(nearest) <= lag / TOLERANCE ? nearest : null;
}

/** Where nothing is chosen, a matrix spans four weeks: as long as the narrow bands are wide. */
export const SPAN_DAYS = 28;

/**
 * Every two books that are asked about again and again: of each book the ones that its roll rates
 * look back to, and the one that its matrix begins with where nothing is chosen. `books` are in
 * order of their days.
 */
export function watchedPairs<Book extends Dated>(
  books: readonly Book[],
): { from: Book; to: Book }[] {
  return books.flatMap((to) => {
    const earlier = books.filter(({ asOf }) => asOf < to.asOf);
    const opening = earlier.findLast(({ asOf }) => asOf <= addDays(to.asOf, -SPAN_DAYS));
    const froms = [...LAGS.map((lag) => nearestBefore(earlier, to, lag)), opening ?? earlier[0]];
    return [...new Set(froms)].flatMap((from) => (from ? [{ from, to }] : []));
  });
}
