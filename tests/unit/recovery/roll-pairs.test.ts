import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/calendar.ts';
import { lagOf, ROLLING_BANDS, rollPairs } from '../../../server/recovery/roll-pairs.ts';
import { DAYS_BANDS } from '../../../server/triage/days-bands.ts';

describe('what a roll rate compares', () => {
  it('is as far apart as the band is wide: a claim that pays nothing has just left it', () => {
    expect(DAYS_BANDS.map(lagOf)).toEqual([30, 30, 30, 30, 90, 90, 90, null]);
    for (const { from, to } of DAYS_BANDS) {
      const lag = lagOf({ id: '', from, to });
      if (to !== null && lag !== null && to > 0) expect(from + lag).toBe(to + 1);
    }
    expect(ROLLING_BANDS.map(({ id }) => id)).not.toContain('361+');
  });

  it('is the last book of each month and the book nearest to the lag before it', () => {
    const books = Array.from({ length: 20 }, (_, week) => ({
      asOf: addDays('2026-01-02', 7 * week),
    }));
    const pairs = rollPairs(books, 12).map(({ from, to, lag }) => [from?.asOf, lag, to.asOf]);
    expect(pairs).toEqual([
      ['2026-01-02', 30, '2026-01-30'],
      [undefined, 90, '2026-01-30'],
      ['2026-01-30', 30, '2026-02-27'],
      [undefined, 90, '2026-02-27'],
      ['2026-02-27', 30, '2026-03-27'],
      ['2026-01-02', 90, '2026-03-27'],
      ['2026-03-27', 30, '2026-04-24'],
      ['2026-01-23', 90, '2026-04-24'],
      ['2026-04-17', 30, '2026-05-15'],
      ['2026-02-13', 90, '2026-05-15'],
    ]);
  });

  it('is nothing where no book stands near enough, and never the book itself', () => {
    expect(rollPairs([{ asOf: '2026-05-29' }], 12).every(({ from }) => from === null)).toBe(true);
    const weekly = rollPairs([{ asOf: '2026-05-22' }, { asOf: '2026-05-29' }], 12);
    expect(weekly.map(({ from }) => from)).toEqual([null, null]);
  });
});
