import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/calendar.ts';
import {
  expectAhead,
  type MoneyMethod,
  profileShare,
} from '../../../server/recovery/expect-ahead.ts';
import { bestForecast, type CumulativePoint, forecast } from '../../../server/recovery/forecast.ts';

const METHODS: readonly MoneyMethod[] = ['run_rate', 'seasonal', 'seasonal_recent'];

/** The year end by a method that always has something to go by. */
function made(method: MoneyMethod, points: readonly CumulativePoint[], months: readonly number[]) {
  const found = forecast(method, points, (at, to) =>
    expectAhead(method, points.slice(0, at + 1), to, months),
  );
  if (found === null) throw new Error('nothing to go by');
  return found;
}

const EQUAL = Array.from({ length: 12 }, () => 1);
const SEASON = [14, 12, 9, 8, 7, 9, 5, 5, 7, 7, 8, 9];

function weekly(amounts: readonly number[]): CumulativePoint[] {
  let fen = 0;
  return amounts.map((amount, week) => {
    fen += amount;
    return { day: addDays('2026-01-02', week * 7), fen };
  });
}

describe('the forecast', () => {
  it('goes on as the last eight weeks did', () => {
    const points = weekly([...Array(20).fill(900), ...Array(27).fill(700)]);
    expect(points.at(-1)?.day).toBe('2026-11-20');
    const run = made('run_rate', points, EQUAL);
    expect(run.yearEndFen).toBe(20 * 900 + 27 * 700 + 41 * 100);
  });

  it('goes on as the time between two books did, when they lie further apart than eight weeks', () => {
    const far = [{ day: '2026-11-20', fen: 324_000 }];
    expect(expectAhead('run_rate', far, '2026-12-31', EQUAL)).toBe(41_000);
    const near = [
      { day: '2026-11-13', fen: 317_000 },
      { day: '2026-11-20', fen: 324_000 },
    ];
    expect(expectAhead('run_rate', near, '2026-12-31', EQUAL)).toBe(41_000);
  });

  it('follows the season when the year does', () => {
    const day = (n: number) => addDays('2026-01-02', n * 7);
    const points = Array.from({ length: 47 }, (_, week) => ({
      day: day(week),
      fen: profileShare(SEASON, day(week)) * 100,
    }));
    const seasonal = made('seasonal', points, SEASON);
    expect(Math.abs(seasonal.yearEndFen - 100_000_000)).toBeLessThan(50_000);
    expect(seasonal.record.medianErrorBp ?? 1).toBeLessThan(5);
    expect(bestForecast(METHODS.map((m) => made(m, points, SEASON)))).toBe('seasonal');
  });

  it('uses nothing after its own date', () => {
    const amounts = fc.array(fc.nat(1e9), { minLength: 20, maxLength: 50 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 19 }), fc.nat(1e9), (list, cut, other) => {
        const points = weekly(list);
        const changed = weekly(list.map((amount, week) => (week < cut ? amount : other)));
        for (const method of METHODS) {
          expect(expectAhead(method, points.slice(0, cut), '2026-12-31', SEASON)).toBe(
            expectAhead(method, changed.slice(0, cut), '2026-12-31', SEASON),
          );
        }
      }),
    );
  });

  it('shows no interval before it has a record to make one from', () => {
    const early = made('run_rate', weekly([500, 400, 600]), EQUAL);
    expect(early.lowFen).toBeNull();
    expect(early.record).toMatchObject({ replays: 0, medianErrorBp: null, tested: 0 });
  });

  it('holds its own figure in its interval and never expects money to go back', () => {
    const amounts = fc.array(fc.nat(1e9), { minLength: 1, maxLength: 52 });
    fc.assert(
      fc.property(amounts, (list) => {
        for (const method of METHODS) {
          const end = made(method, weekly(list), SEASON);
          const now = weekly(list).at(-1)?.fen ?? 0;
          expect(end.yearEndFen).toBeGreaterThanOrEqual(now);
          if (end.lowFen === null || end.highFen === null) continue;
          expect(end.lowFen).toBeLessThanOrEqual(end.yearEndFen);
          expect(end.highFen).toBeGreaterThanOrEqual(end.yearEndFen);
          expect(end.lowFen).toBeGreaterThanOrEqual(now);
        }
      }),
    );
  });
});
