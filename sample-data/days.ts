/** Days are whole numbers since 1970-01-01; text only at the edge, never a time zone. */
const DAY_MS = 86_400_000;
const isoByDay: string[] = [];

export function toDay(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

export function toIso(day: number): string {
  let iso = isoByDay[day];
  if (iso === undefined) {
    iso = new Date(day * DAY_MS).toISOString().slice(0, 10);
    isoByDay[day] = iso;
  }
  return iso;
}

/** `YYYY-MM` of a day. */
export function monthOf(day: number): string {
  return toIso(day).slice(0, 7);
}

/** The same day of the month some months later, or that month's last day (民法典 202). */
export function addMonths(day: number, months: number): number {
  const [year = 0, month = 1, date = 1] = toIso(day).split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(date, last)) / DAY_MS;
}

/** Year end before `last`, then every Friday of the year up to `last`. */
export function weeklyDays(last: string): number[] {
  const end = toDay(last);
  const opening = toDay(`${Number(last.slice(0, 4)) - 1}-12-31`);
  const days = [opening];
  // 1970-01-01 was a Thursday, so day 1 was a Friday.
  for (let day = opening + 1; day <= end; day++) if (day % 7 === 1) days.push(day);
  return days;
}
