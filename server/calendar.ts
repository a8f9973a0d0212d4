import { z } from 'zod';

/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type IsoDate = string;

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of an ISO day; NaN when it is not a day of the calendar. */
export function dayNumber(day: IsoDate): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = readDay(day);
  // What is no day comes from outside and is not kept.
  if (!Number.isNaN(number) && numbers.size < MOST_NUMBERS) numbers.set(day, number);
  return number;
}

/** A page asks for the same few thousand days a million times. */
const numbers = new Map<IsoDate, number>();
const MOST_NUMBERS = 50_000;

function readDay(day: IsoDate): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return Number.NaN;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return new Date(ms).toJSON()?.slice(0, 10) === day ? ms / DAY_MS : Number.NaN;
}

export const isoDate = z
  .string()
  .refine((day) => !Number.isNaN(dayNumber(day)), 'a day as YYYY-MM-DD');

export function dayFromNumber(number: number): IsoDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: IsoDate, days: number): IsoDate {
  return dayFromNumber(dayNumber(day) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The corresponding day `months` later, or the last day of that month when there is none
 * (民法典 202: a period in months or years ends on the corresponding day, else at month end).
 */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1 + months;
  const wanted = Number(day.slice(8, 10));
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(wanted, last))).toISOString().slice(0, 10);
}

export function addYears(day: IsoDate, years: number): IsoDate {
  return addMonths(day, years * 12);
}

/** Days in month 1–12 of `year`. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** What tells the time. Injected, so that tests and replays can choose the day. */
export interface Clock {
  today(): IsoDate;
  /** The moment as an ISO timestamp in UTC, for audit columns only. */
  now(): string;
}

export const systemClock: Clock = {
  today() {
    const now = new Date();
    const month = String(now.getMonth() + 1).padStart(2, '0');
    return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}`;
  },
  now: () => new Date().toISOString(),
};
