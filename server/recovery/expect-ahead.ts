import { daysBetween, daysInMonth, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { CumulativePoint } from './forecast.ts';
import { yearOpening } from './pace.ts';
import { shareOf } from './ratio.ts';

/** The methods that go by the money that came in, whatever it came from. */
export const MONEY_METHODS = ['run_rate', 'seasonal', 'seasonal_recent'] as const;
export type MoneyMethod = (typeof MONEY_METHODS)[number];

const WINDOW_DAYS = 56;

/** Share of the year, in 1/1,000,000, that a month profile has asked by the end of `day`. */
export function profileShare(months: readonly number[], day: IsoDate): number {
  const total = months.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return 0;
  const month = Number(day.slice(5, 7));
  const gone = months.slice(0, month - 1).reduce((sum, part) => sum + part, 0);
  const days = daysInMonth(Number(day.slice(0, 4)), month);
  const parts = gone * days + (months[month - 1] ?? 0) * Number(day.slice(8, 10));
  return shareOf(1_000_000, parts, total * days);
}

/** The part of the year, in 1/1,000,000, that a month profile asks after `from` up to `to`. */
export function seasonBetween(months: readonly number[], from: IsoDate, to: IsoDate): number {
  const shareOn = (day: IsoDate) => (day <= yearOpening(to) ? 0 : profileShare(months, day));
  return Math.max(0, shareOn(to) - shareOn(from));
}

/**
 * How a method goes on from a day: by what came in after the point at `first` (-1: since the year
 * opened), of which `part / whole` is expected. It depends on the days alone, so that all units of
 * a scope share it. NULL where nothing is expected.
 */
export interface Extension {
  first: number;
  part: number;
  whole: number;
}

/** How `method`, knowing the points on `days` up to the one at `at`, goes on from it to `to`. */
export function extensionOf(
  method: MoneyMethod,
  days: readonly IsoDate[],
  at: number,
  to: IsoDate,
  months: readonly number[],
): Extension | null {
  const last = days[at];
  if (last === undefined) return null;
  const ahead = daysBetween(last, to);
  if (ahead <= 0) return null;
  let first = method === 'seasonal' ? -1 : at;
  while (first >= 0 && daysBetween(days[first] ?? last, last) < WINDOW_DAYS) first--;
  const since = days[first] ?? yearOpening(last);
  const [part, whole] =
    method === 'run_rate'
      ? [ahead, daysBetween(since, last)]
      : [seasonBetween(months, last, to), seasonBetween(months, since, last)];
  return whole <= 0 ? null : { first, part, whole };
}

/** What an extension from the point at `at` expects of `fens`, the cumulative points: never less than 0. */
export function extend(extension: Extension | null, fens: readonly Fen[], at: number): Fen {
  if (extension === null) return 0;
  const { first } = extension;
  const came = (fens[at] ?? 0) - (first < 0 ? 0 : (fens[first] ?? 0));
  return Math.max(0, shareOf(came, extension.part, extension.whole));
}

/** What `method`, knowing only `history`, expects between its last day and `to`. */
export function expectAhead(
  method: MoneyMethod,
  history: readonly CumulativePoint[],
  to: IsoDate,
  months: readonly number[],
): Fen {
  const days = history.map(({ day }) => day);
  const at = history.length - 1;
  const fens = history.map(({ fen }) => fen);
  return extend(extensionOf(method, days, at, to, months), fens, at);
}
