import type { IsoDate } from '../calendar.ts';
import { isEmptyCell, plain } from '../loan-book/read-words.ts';
import { readDay } from '../side-files/read-cells.ts';

/** Days off, both included. */
export interface Leave {
  from: IsoDate;
  to: IsoDate;
}

const DAY = String.raw`\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4})`;
const PERIOD = new RegExp(String.raw`^(${DAY})\s*(?:至|到|~|—|–|-{1,2}|to)\s*(${DAY})$`, 'i');

/**
 * `2026-03-01至2026-03-31;2026-08-03~2026-08-07` as periods; one day alone is a period of that day.
 * Undefined when a part is no period or ends before it begins.
 */
export function readLeaves(cell: string): Leave[] | undefined {
  if (isEmptyCell(cell)) return [];
  const leaves: Leave[] = [];
  for (const part of plain(cell).split(/[;、,]/)) {
    const text = part.trim();
    if (text === '') continue;
    const found = PERIOD.exec(text);
    const from = readDay(found?.[1] ?? text);
    const to = readDay(found?.[2] ?? text);
    if (!from || !to || to < from) return undefined;
    leaves.push({ from, to });
  }
  return leaves;
}

/** A capacity such as `1.00`, `0.8` or `80%` in basis points of a full officer; 0 to 10 times one. */
export function readCapacity(cell: string): number | null | undefined {
  if (isEmptyCell(cell)) return null;
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?(%?)$/.exec(plain(cell).replace(/\s/g, ''));
  if (match === null) return undefined;
  const [, whole = '', fraction = '', percent] = match;
  const places = percent === '%' ? 2 : 4;
  if (/[^0]/.test(fraction.slice(places))) return undefined;
  const bp = Number(whole + fraction.slice(0, places).padEnd(places, '0'));
  return bp > 100_000 ? undefined : bp;
}
