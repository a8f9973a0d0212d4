import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { type CohortCurve, paidOf } from './cohort-curve.ts';
import { type Extension, extend, extensionOf, MONEY_METHODS } from './expect-ahead.ts';
import {
  courseOf,
  FORECAST_METHODS,
  type Forecast,
  type ForecastMethod,
  forecastOn,
} from './forecast.ts';

/** Every method's year end of one unit, each with its track record. */
export type ForecastUnit = (fens: readonly Fen[], cells: ArrayLike<number>) => Forecast[];

/**
 * Forecasts of any number of units with points on the same `days` (oldest first): whatever depends
 * on the days alone is worked out once. `books`: the book whose stock is known on each of them.
 * A unit has its cumulative `fens` on the days, and its stock as `cells`, three numbers a cohort: the
 * book, `cohortNo`, the balance; books that no replay asks about may be among them. The same as
 * `forecast` with `expectAhead` and the curve's `expect`.
 */
export function forecastUnits(
  days: readonly IsoDate[],
  books: readonly (number | undefined)[],
  months: readonly number[],
  curve: CohortCurve,
): ForecastUnit {
  const course = courseOf(days);
  const stretches = [...course.replays, course.ahead];
  const extensions = new Map(
    MONEY_METHODS.map((method): [ForecastMethod, (Extension | null)[]] => [
      method,
      stretches.map(({ at, to }) => extensionOf(method, days, at, to, months)),
    ]),
  );
  const shares = stretches.map(({ at, to }) => {
    const day = days[at];
    return day === undefined || books[at] === undefined ? null : curve.shares(day, to);
  });
  const asking = new Map<number, number[]>();
  for (const [place, { at }] of stretches.entries()) {
    const book = books[at];
    if (book !== undefined) asking.set(book, [...(asking.get(book) ?? []), place]);
  }
  const byCohorts = (cells: ArrayLike<number>) => {
    const expected = shares.map((share): Fen | null => (share === null ? null : 0));
    let book = Number.NaN;
    let places: readonly number[] = [];
    for (let at = 0; at < cells.length; at += 3) {
      if (cells[at] !== book) {
        book = cells[at] ?? 0;
        places = asking.get(book) ?? [];
      }
      for (const place of places) {
        const share = shares[place];
        if (!share) continue;
        const paid = paidOf(cells[at + 2] ?? 0, share(cells[at + 1] ?? 0));
        expected[place] = (expected[place] ?? 0) + paid;
      }
    }
    return expected;
  };
  const byMoney = (method: ForecastMethod, fens: readonly Fen[]) =>
    (extensions.get(method) ?? []).map((extension, place) =>
      extend(extension, fens, stretches[place]?.at ?? 0),
    );
  return (fens, cells) =>
    FORECAST_METHODS.map((method) => {
      const expected = method === 'cohort' ? byCohorts(cells) : byMoney(method, fens);
      return forecastOn(method, course, fens, expected.at(-1) ?? null, expected);
    }).filter((made) => made !== null);
}
