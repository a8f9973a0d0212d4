import { dayFromNumber, dayNumber, type IsoDate } from '../calendar.ts';
import { isEmptyCell, plain } from '../loan-book/read-words.ts';
import type { Fen } from '../money.ts';

/**
 * An amount as whole fen; NULL for an empty cell, undefined when it cannot be read or is finer
 * than a fen. `decimals` is how many decimals of the column's unit make a fen (yuan 2, 万元 6).
 */
export function readAmount(cell: string, decimals: number): Fen | null | undefined {
  if (isEmptyCell(cell)) return null;
  let text = plain(cell)
    .replace(/^(人民币|CNY|RMB)|[¥￥]|元$/gi, '')
    .trim();
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) text = `-${bracketed[1] ?? ''}`;
  let places = decimals;
  if (text.endsWith('万')) [text, places] = [text.slice(0, -1), 6];
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,16})(?:\.(\d*))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (/[^0]/.test(fraction.slice(places))) return undefined;
  const digits = whole.replaceAll(',', '') + fraction.slice(0, places).padEnd(places, '0');
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

/** A calendar day from the forms that exports use; undefined when it is none. */
export function readDay(cell: string): IsoDate | undefined {
  const text = plain(cell).replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '');
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts) {
    const [, year = '', month = '', day = ''] = parts;
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return Number.isNaN(dayNumber(iso)) ? undefined : iso;
  }
  // A spreadsheet's day count: 1899-12-30 is day 0, 1970-01-01 is 25,569.
  return /^[2-7]\d{4}$/.test(text) ? dayFromNumber(Number(text) - 25_569) : undefined;
}
