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

/** Who collected, with shares that add to 100. */
export interface Share {
  officer: string | null;
  percent: number;
}

const SEPARATOR = /[;；、,，/|]/;

/**
 * Collectors and their shares from two cells that list them in the same order. No names: nobody
 * is credited. Names without shares: equal shares, the first taking what is over. Undefined when
 * the shares do not add to 100 or are not as many as the names.
 */
export function readShares(names: string, percents: string): Share[] | undefined {
  const list = (cell: string) =>
    isEmptyCell(cell)
      ? []
      : plain(cell)
          .split(SEPARATOR)
          .map((part) => part.trim())
          .filter((part) => part !== '');
  const officers = list(names);
  const shares = list(percents).map((part) => Number(part.replace(/%$/, '')));
  if (officers.length === 0) return [{ officer: null, percent: 100 }];
  if (shares.length === 0) {
    const even = Math.floor(100 / officers.length);
    return officers.map((officer, index) => ({
      officer,
      percent: index === 0 ? 100 - even * (officers.length - 1) : even,
    }));
  }
  const whole = shares.every((share) => Number.isInteger(share) && share >= 0);
  const sum = shares.reduce((all, share) => all + share, 0);
  if (!whole || sum !== 100 || shares.length !== officers.length) return undefined;
  return officers.map((officer, index) => ({ officer, percent: shares[index] ?? 0 }));
}

/** 表内 or 表外 and their kin; NULL when the cell does not say. */
export function readBookSide(cell: string): 'on' | 'off' | null {
  const text = plain(cell);
  if (/表外|核销|置换|off/i.test(text)) return 'off';
  return /表内|on/i.test(text) ? 'on' : null;
}
