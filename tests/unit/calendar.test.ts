import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isoDate,
} from '../../server/calendar.ts';

const day = fc.integer({ min: -25_000, max: 60_000 }).map(dayFromNumber);

describe('days of the calendar', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-5', '20260105', '', '2026-11-31'])(
    '%j is not a day',
    (text) => {
      expect(isoDate.safeParse(text).success).toBe(false);
      expect(dayNumber(text)).toBeNaN();
    },
  );

  it('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2023-11-20', 36, '2026-11-20'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-15', -3, '2025-12-15'],
  ])('%s plus %d months ends on %s (民法典 202)', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('a period in months ends on the corresponding day, or on the last day of its month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 600 }), (from, months) => {
        const end = addMonths(from, months);
        const same = end.slice(8) === from.slice(8);
        const monthEnd = addDays(end, 1).slice(8) === '01';
        expect(same || (monthEnd && end.slice(8) < from.slice(8))).toBe(true);
      }),
    );
  });
});
