import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type IsoDate } from '../../../server/calendar.ts';
import {
  ageBand,
  type CohortCash,
  type CohortStock,
  cohortCurve,
} from '../../../server/recovery/cohort-curve.ts';
import { type CumulativePoint, forecast } from '../../../server/recovery/forecast.ts';

const day = (week: number) => addDays('2026-01-02', week * 7);
/** A year without a season. */
const even = (from: IsoDate, to: IsoDate) => daysBetween(from, to) * 2740;
const watch = (week: number) => ({ fromOn: day(week), toOn: day(week + 1) });

/** A book of one old cohort on each week, and what came from it. */
function steady(weeks: number, balanceFen: number, cashFen: number) {
  const stocks: CohortStock[] = [];
  const cash: CohortCash[] = [];
  for (let week = 0; week <= weeks; week++) {
    stocks.push({ side: 'on', age: 36, day: day(week), balanceFen });
    if (week < weeks)
      cash.push({ side: 'on', age: 36, from: day(week), to: day(week + 1), cashFen });
  }
  const watches = Array.from({ length: weeks }, (_, week) => watch(week));
  return { watches, stocks, cash };
}

describe('the cohort curve', () => {
  it('has the open stock pay as its age has paid, on what is left of it', () => {
    const { watches, stocks, cash } = steady(10, 1_000_000, 10_000);
    const curve = cohortCurve(watches, stocks, cash, even);
    const now = stocks.filter((one) => one.day === day(10));
    expect(curve.expect(day(10), day(11), now)).toBe(10_000);
    expect(curve.expect(day(10), day(12), now)).toBe(19_900);
  });

  it('has a cohort pay what its next months paid as it grows older', () => {
    const stocks: CohortStock[] = [
      { side: 'on', age: 0, day: day(0), balanceFen: 1_000_000 },
      { side: 'on', age: 1, day: day(0), balanceFen: 1_000_000 },
    ];
    const cash: CohortCash[] = [{ side: 'on', age: 1, from: day(0), to: day(1), cashFen: 100_000 }];
    const curve = cohortCurve([watch(0)], stocks, cash, even);
    const young: CohortStock[] = [{ side: 'on', age: 0, day: day(1), balanceFen: 1_000_000 }];
    expect(curve.expect(day(1), day(2), young)).toBe(0);
    expect(curve.expect(day(1), day(7), young)).toBeGreaterThan(90_000);
  });

  it('goes by the side of the book where an age was never watched, and says so before any was', () => {
    const { watches, stocks, cash } = steady(4, 1_000_000, 10_000);
    const curve = cohortCurve(watches, stocks, cash, even);
    const unseen: CohortStock[] = [{ side: 'on', age: null, day: day(4), balanceFen: 500_000 }];
    expect(curve.expect(day(4), day(5), unseen)).toBe(5_000);
    expect(curve.expect(day(0), day(1), stocks.slice(0, 1))).toBeNull();
  });

  it('asks the season what part of the year each stretch is', () => {
    const { watches, stocks, cash } = steady(4, 1_000_000, 10_000);
    const dead = (from: IsoDate, to: IsoDate) => (to > day(4) ? 0 : even(from, to));
    const curve = cohortCurve(watches, stocks, cash, dead);
    expect(curve.expect(day(4), day(9), stocks.slice(-1))).toBe(0);
  });

  it('puts every month into a band that begins no later', () => {
    fc.assert(fc.property(fc.nat(600), (months) => ageBand(months) <= months));
  });
});

const cohort = fc.record({
  side: fc.constantFrom('on' as const, 'off' as const),
  age: fc.constantFrom(null, 0, 1, 5, 12, 36),
});
const history = fc.array(
  fc.array(
    fc.record({
      of: cohort,
      balanceFen: fc.nat(1e12),
      cashFen: fc.integer({ min: -1e9, max: 1e11 }),
    }),
    {
      maxLength: 6,
    },
  ),
  { minLength: 24, maxLength: 40 },
);
type History = readonly (readonly {
  of: Pick<CohortStock, 'side' | 'age'>;
  balanceFen: number;
  cashFen: number;
}[])[];

function booksOf(weeks: History) {
  let fen = 0;
  const points: CumulativePoint[] = weeks.map((week, at) => {
    fen += Math.max(0, week[0]?.cashFen ?? 0);
    return { day: day(at), fen };
  });
  const stocks = weeks.flatMap((week, at) =>
    week.map(({ of, balanceFen }) => ({ ...of, day: day(at), balanceFen })),
  );
  const cash = weeks
    .slice(0, -1)
    .flatMap((week, at) =>
      week.map(({ of, cashFen }) => ({ ...of, from: day(at), to: day(at + 1), cashFen })),
    );
  const watches = weeks.slice(0, -1).map((_, at) => watch(at));
  const curve = cohortCurve(watches, stocks, cash, even);
  const made = (until: number) =>
    forecast('cohort', points.slice(0, until), (at, to) => {
      const now = points[at]?.day ?? '';
      return curve.expect(
        now,
        to,
        stocks.filter((one) => one.day === now),
      );
    });
  return { made };
}

describe('a forecast by cohorts', () => {
  it('is the same, with its whole track record, whatever is loaded of later days', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 2, max: 24 }), (weeks, cut) => {
        expect(booksOf(weeks).made(cut)).toEqual(booksOf(weeks.slice(0, cut)).made(cut));
      }),
      { numRuns: 60 },
    );
  });

  it('never expects more than is open, nor money to go back', () => {
    fc.assert(
      fc.property(history, (weeks) => {
        const last = weeks.length - 1;
        const open = (weeks[last] ?? []).reduce((sum, one) => sum + one.balanceFen, 0);
        const { made } = booksOf(weeks);
        const found = made(weeks.length);
        const before = weeks.reduce((sum, week) => sum + Math.max(0, week[0]?.cashFen ?? 0), 0);
        if (found === null) return;
        expect(found.yearEndFen - before).toBeGreaterThanOrEqual(0);
        expect(found.yearEndFen - before).toBeLessThanOrEqual(open);
      }),
      { numRuns: 60 },
    );
  });
});
