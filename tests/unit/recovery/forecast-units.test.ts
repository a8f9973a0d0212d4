import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type IsoDate } from '../../../server/calendar.ts';
import {
  type CohortCash,
  type CohortStock,
  cohortCurve,
  cohortNo,
} from '../../../server/recovery/cohort-curve.ts';
import { expectAhead } from '../../../server/recovery/expect-ahead.ts';
import { FORECAST_METHODS, forecast } from '../../../server/recovery/forecast.ts';
import { forecastUnits } from '../../../server/recovery/forecast-units.ts';
import { yearEnd, yearOpening } from '../../../server/recovery/pace.ts';

const SEASON = [14, 12, 9, 8, 7, 9, 5, 5, 7, 7, 8, 9];
const even = (from: IsoDate, to: IsoDate) => daysBetween(from, to) * 2740;

/** The run rate by hand: what came in in the last eight weeks, day by day. */
function byHand(points: readonly { day: IsoDate; fen: number }[], to: IsoDate): number {
  const last = points.at(-1);
  if (last === undefined) return 0;
  const first = points.findLast((one) => daysBetween(one.day, last.day) >= 56) ?? {
    day: yearOpening(last.day),
    fen: 0,
  };
  const [came, span] = [last.fen - first.fen, daysBetween(first.day, last.day)];
  return Math.max(0, Math.round((came * daysBetween(last.day, to)) / span));
}

const week = fc.record({
  fen: fc.integer({ min: -1e6, max: 1e9 }),
  cells: fc.uniqueArray(
    fc.record({
      side: fc.constantFrom('on' as const, 'off' as const),
      age: fc.constantFrom(null, 0, 1, 5, 12, 18, 24, 36),
      balanceFen: fc.nat(1e12),
      cashFen: fc.integer({ min: -1e8, max: 1e10 }),
    }),
    { maxLength: 6, selector: ({ side, age }) => `${side} ${age}` },
  ),
  hasBook: fc.boolean(),
});

describe('the forecasts of many units at once', () => {
  it('are what each method says of each unit by itself, with the same track record', () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 50 }), (weeks) => {
        const day = (at: number) => addDays('2026-01-02', at * 7);
        let fen = 0;
        const points = weeks.map((own, at) => {
          fen += own.fen;
          return { day: day(at), fen };
        });
        const books = weeks.flatMap(({ hasBook }, at) => (hasBook || at === 0 ? [at] : []));
        const watches = books.slice(1).map((at, place) => ({
          fromOn: day(books[place] ?? 0),
          toOn: day(at),
        }));
        const stocks = books.flatMap((at) =>
          (weeks[at]?.cells ?? []).map((own): CohortStock => ({ ...own, day: day(at) })),
        );
        const cash = watches.flatMap(({ fromOn, toOn }) =>
          stocks.flatMap(({ day: on, ...own }): CohortCash[] => {
            const { cashFen = 0 } = own as { cashFen?: number };
            return on === fromOn ? [{ ...own, from: fromOn, to: toOn, cashFen }] : [];
          }),
        );
        const curve = cohortCurve(watches, stocks, cash, even);
        const bookOn = (at: number) => books.findLast((book) => book <= at);
        const days = points.map((one) => one.day);
        const make = forecastUnits(
          days,
          days.map((_, at) => bookOn(at)),
          SEASON,
          curve,
        );
        const cells = books.flatMap((at) =>
          (weeks[at]?.cells ?? []).flatMap((own) => [at, cohortNo(own), own.balanceFen]),
        );
        const alone = FORECAST_METHODS.map((method) =>
          forecast(method, points, (at, to) =>
            method === 'cohort'
              ? curve.expect(
                  day(at),
                  to,
                  stocks.filter((one) => one.day === day(bookOn(at) ?? -1)),
                )
              : expectAhead(method, points.slice(0, at + 1), to, SEASON),
          ),
        ).filter((made) => made !== null);
        const made = make(
          points.map((one) => one.fen),
          cells,
        );
        expect(made).toEqual(alone);
        const now = points.at(-1) ?? { day: '', fen: 0 };
        const [runRate] = made;
        const off = (runRate?.yearEndFen ?? 0) - now.fen - byHand(points, yearEnd(now.day));
        expect(Math.abs(off)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});
