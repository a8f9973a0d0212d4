import { daysBetween, daysInMonth, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { CumulativePoint } from './forecast.ts';
import { yearOpening } from './pace.ts';
import { shareOf } from './ratio.ts';

/** The methods that go by the money that came in, whatever it came from. */
export type MoneyMethod = 'run_rate' | 'seasonal' | 'seasonal_recent';

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

/** What `method`, knowing only `history`, expects between its last day and `to`. */
export function expectAhead(
  method: MoneyMethod,
  history: readonly CumulativePoint[],
  to: IsoDate,
  months: readonly number[],
): Fen {
  const last = history.at(-1);
  if (last === undefined) return 0;
  const days = daysBetween(last.day, to);
  if (days <= 0) return 0;
  const opening = { day: yearOpening(last.day), fen: 0 };
  const recent = history.findLast((p) => daysBetween(p.day, last.day) >= WINDOW_DAYS);
  const first = method === 'seasonal' ? opening : (recent ?? opening);
  const came = last.fen - first.fen;
  if (method === 'run_rate') {
    const span = daysBetween(first.day, last.day);
    return span <= 0 ? 0 : Math.max(0, shareOf(came, days, span));
  }
  const asked = seasonBetween(months, first.day, last.day);
  if (asked <= 0) return 0;
  return Math.max(0, shareOf(came, seasonBetween(months, last.day, to), asked));
}
