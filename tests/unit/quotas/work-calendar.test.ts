import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInMonth } from '../../../server/calendar.ts';
import { holidaysOf } from '../../../server/quotas/holidays.ts';
import {
  calendarProfile,
  workCalendar,
  workingDays,
} from '../../../server/quotas/work-calendar.ts';

const none = workCalendar.parse({});
const counts = (year: number, more = {}) =>
  workingDays(year, workCalendar.parse(more)).map((days) => days.length);

describe('the working days of a year', () => {
  it('are the weekdays less the public holidays: counted by hand for 2027', () => {
    // 2027 begins on a Friday, a holiday; January has 21 weekdays. 除夕 is 5 February, a Friday, and
    // 初一 to 初三 Saturday to Monday; 清明 a Monday; 1 and 2 May a weekend; 端午 and 中秋 Wednesdays;
    // 1 October a Friday.
    expect(counts(2027)).toEqual([20, 18, 23, 21, 21, 21, 22, 22, 21, 20, 22, 23]);
  });

  it('follow the bank’s own corrections: a weekend worked, a further day off', () => {
    const own = counts(2027, { opened: ['2027-02-20'], closed: ['2027-10-04', '2027-10-05'] });
    expect(own[1]).toBe(19);
    expect(own[9]).toBe(18);
  });

  it('never exceed the days of a month, whatever the corrections', () => {
    const day = fc
      .integer({ min: 0, max: 364 })
      .map((after) => new Date(Date.UTC(2027, 0, 1 + after)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 60 }),
        fc.array(day, { maxLength: 60 }),
        (opened, closed) => {
          counts(2027, { opened, closed }).forEach((days, m) => {
            expect(days).toBeLessThanOrEqual(daysInMonth(2027, m + 1));
            expect(days).toBeGreaterThanOrEqual(0);
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the public holidays', () => {
  it('have four days of Spring Festival since 2025, three before, around the known first days', () => {
    const spring = (year: number) =>
      holidaysOf(year).flatMap((own) => (own.name.zh === '春节' ? own.day : []));
    expect(spring(2024)).toEqual(['2024-02-10', '2024-02-11', '2024-02-12']);
    expect(spring(2027)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']);
  });

  it('say which days still have to be checked, and leave out what is not known', () => {
    const marks = new Map(holidaysOf(2026).map((own) => [own.day, own.isVerified]));
    expect(marks.get('2026-01-01')).toBe(true);
    expect(marks.get('2026-02-17')).toBe(true);
    expect(marks.get('2026-09-25')).toBe(false);
    expect(holidaysOf(2040).map((own) => own.day)).toEqual([
      '2040-01-01',
      '2040-05-01',
      '2040-05-02',
      '2040-10-01',
      '2040-10-02',
      '2040-10-03',
    ]);
  });
});

describe('a season of the calendar', () => {
  it('weighs months by their working days', () => {
    const { parts, workingDays: days } = calendarProfile('working-days', 2027, none);
    expect(parts.map(Number)).toEqual(days);
  });

  it('lets working days around Spring Festival count for more', () => {
    // From 17 January to 21 February: in January 10 working days, in February 13.
    const { parts } = calendarProfile('spring-festival', 2027, none);
    expect(parts.map((part) => Number(part) / 2)).toEqual([
      25, 24.5, 23, 21, 21, 21, 22, 22, 21, 20, 22, 23,
    ]);
  });

  it.each([
    ['calendar-outside-year', 'working-days', 2027, { closed: ['2026-12-31'] }],
    ['calendar-outside-year', 'spring-festival', 2027, { springFestivalOn: '2026-02-17' }],
    ['calendar-absurd', 'spring-festival', 2027, { daysBefore: -1 }],
    ['calendar-absurd', 'spring-festival', 2027, { peakPerMille: -1500 }],
    ['no-spring-festival', 'spring-festival', 2040, {}],
  ] as const)('refuses with %s: %s of %i with %j', (code, kind, year, more) => {
    expect(() => calendarProfile(kind, year, workCalendar.parse(more))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
