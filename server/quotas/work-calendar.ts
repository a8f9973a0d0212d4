import { z } from 'zod';
import { addDays, dayNumber, daysInMonth, type IsoDate, isoDate } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { holidaysOf, springFestivalOf } from './holidays.ts';
import type { MonthProfile } from './month-profile.ts';
import { gcd } from './ratio.ts';

/** The bank's own corrections of a year's calendar. Counts are checked by the plan, in sentences. */
export const workCalendar = z.object({
  /** Where ours is wrong or unknown. */
  springFestivalOn: isoDate.optional(),
  /** Further days off, and weekends that are worked (调休). */
  closed: z.array(isoDate).max(60).default([]),
  opened: z.array(isoDate).max(60).default([]),
  /** For 'spring-festival': working days from so many days before it to so many after … */
  daysBefore: z.number().default(20),
  daysAfter: z.number().default(15),
  /** … count for so much, in 1/1000. Ours, until the bank has a season of its own. */
  peakPerMille: z.number().default(1500),
});
export type WorkCalendar = z.infer<typeof workCalendar>;

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** Saturday or Sunday; 1970-01-01 was a Thursday. */
const isWeekend = (day: IsoDate) => [2, 3].includes(((dayNumber(day) % 7) + 7) % 7);

/** The working days of each month, January first: weekdays less holidays, with the corrections. */
export function workingDays(year: number, calendar: WorkCalendar): IsoDate[][] {
  const off = new Set([
    ...holidaysOf(year, calendar.springFestivalOn ?? springFestivalOf(year)).map((own) => own.day),
    ...calendar.closed,
  ]);
  const opened = new Set(calendar.opened);
  return MONTHS.map((month) =>
    Array.from(
      { length: daysInMonth(year, month) },
      (_, index) =>
        `${year}-${String(month).padStart(2, '0')}-${String(index + 1).padStart(2, '0')}`,
    ).filter((day) => opened.has(day) || !(isWeekend(day) || off.has(day))),
  );
}

function refuse(code: string, zh: string, en: string): never {
  throw new Refusal(code, 422, {
    happened: { zh, en },
    kept: NOTHING_CHANGED,
    next: { zh: '请改正工作日历后重试。', en: 'Correct the calendar and try again.' },
  });
}

/** Refuses with 'calendar-outside-year', 'calendar-absurd' or 'no-spring-festival'. */
function checkCalendar(kind: MonthProfile['kind'], year: number, calendar: WorkCalendar): void {
  const { springFestivalOn, closed, opened, daysBefore, daysAfter, peakPerMille } = calendar;
  const stray = [springFestivalOn, ...closed, ...opened].find(
    (day) => day !== undefined && !day.startsWith(`${year}-`),
  );
  if (stray !== undefined) {
    refuse(
      'calendar-outside-year',
      `工作日历里的 ${stray} 不在 ${year} 年。`,
      `${stray} of the calendar is not in ${year}.`,
    );
  }
  const isWithin = (value: number, most: number) =>
    Number.isInteger(value) && value >= 0 && value <= most;
  if (!isWithin(daysBefore, 60) || !isWithin(daysAfter, 60) || !isWithin(peakPerMille, 10_000)) {
    refuse(
      'calendar-absurd',
      '春节前后天数须在 0–60 之间,春节旺季系数须在 0–10000‰ 之间。',
      'Days around Spring Festival are 0 to 60, and their factor 0 to 10000 ‰.',
    );
  }
  if (kind === 'spring-festival' && (springFestivalOn ?? springFestivalOf(year)) === undefined) {
    refuse(
      'no-spring-festival',
      `没有 ${year} 年的春节日期。`,
      `The day of Spring Festival ${year} is not known.`,
    );
  }
}

/**
 * The season of a year's calendar: months by their working days; for 'spring-festival' those around
 * it count for more. Refuses as `checkCalendar`.
 */
export function calendarProfile(
  kind: 'working-days' | 'spring-festival',
  year: number,
  calendar: WorkCalendar,
): MonthProfile {
  checkCalendar(kind, year, calendar);
  const days = workingDays(year, calendar);
  const festival = calendar.springFestivalOn ?? springFestivalOf(year);
  const isPeak = (day: IsoDate) =>
    kind === 'spring-festival' &&
    festival !== undefined &&
    day >= addDays(festival, -calendar.daysBefore) &&
    day <= addDays(festival, calendar.daysAfter);
  const parts = days.map((own) =>
    own.reduce((sum, day) => sum + BigInt(isPeak(day) ? calendar.peakPerMille : 1000), 0n),
  );
  const common = parts.reduce(gcd);
  return {
    kind,
    parts: parts.map((part) => part / common),
    learnedMonths: 0,
    workingDays: days.map((own) => own.length),
  };
}
