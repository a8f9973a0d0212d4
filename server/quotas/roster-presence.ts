import { daysInMonth, type IsoDate } from '../calendar.ts';
import type { PresenceEntry } from './presence.ts';

/** Whom a roster knows, and when they work for the bank. */
export interface RosterDays {
  branch: string;
  name: string;
  activeFrom: IsoDate | null;
  /** The last day. */
  activeTo: IsoDate | null;
  leaves: readonly { from: IsoDate; to: IsoDate }[];
}

/**
 * The presence in a year by the roster's days, of those who are not there all year or began in it.
 * A month counts when somebody is there on any day of it; who began within the year is new.
 */
export function rosterPresence(year: number, roster: readonly RosterDays[]): PresenceEntry[] {
  const months = Array.from({ length: 12 }, (_, index) => {
    const start = `${year}-${String(index + 1).padStart(2, '0')}`;
    return {
      month: index + 1,
      first: `${start}-01`,
      last: `${start}-${daysInMonth(year, index + 1)}`,
    };
  });
  const seen = new Set<string>();
  return roster.flatMap(({ branch, name, activeFrom, activeTo, leaves }) => {
    const key = JSON.stringify([branch, name]);
    const isNew = activeFrom?.startsWith(`${year}-`) === true && activeFrom > `${year}-01-01`;
    const employed = months.filter(
      ({ first, last }) =>
        (activeFrom === null || activeFrom <= last) && (activeTo === null || activeTo >= first),
    );
    const away = (own: readonly (typeof months)[number][]) => own.map(({ month }) => month);
    const leave =
      employed.length === 0
        ? away(months)
        : away(
            employed.filter(({ first, last }) =>
              leaves.some(({ from, to }) => from <= first && last <= to),
            ),
          );
    const firstMonth = employed[0]?.month ?? 1;
    const lastMonth = employed.at(-1)?.month ?? 12;
    const isThroughout = firstMonth === 1 && lastMonth === 12 && leave.length === 0 && !isNew;
    if (isThroughout || seen.has(key)) return [];
    seen.add(key);
    return [{ branch, officer: name, firstMonth, lastMonth, leave, isNew }];
  });
}
