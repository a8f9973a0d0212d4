import { dayFromNumber, dayNumber, type IsoDate } from '../calendar.ts';
import { type DateOrder, YEAR_LAST } from '../loan-book/clean-sql.ts';
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

/** What exports write where there is no day: zeros, and the first and last days of calendars. */
const NO_DAY =
  /^(0+|0{4}[-/.]0{1,2}[-/.]0{1,2}|(9999|2999)[-/.年]?12[-/.月]?31日?|1900[-/.年]?0?1[-/.月]?0?1日?|1899[-/.年]?12[-/.月]?3[01]日?|0001[-/.]?0?1[-/.]?0?1)$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const TIME_OF_DAY = /[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?(Z|[+-][\d:]+)?$/;

const inFull = (year: string) => (year.length === 2 ? `20${year}` : year);

/** Year, month and day as text, the order of the last two settled by `order`; a month's first day. */
function partsOf(text: string, order: DateOrder | undefined): string[] | undefined {
  const found =
    /^(\d{4}) *[-/.年] *(\d{1,2}) *[-/.月] *(\d{1,2}) *日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (found) return found.slice(1);
  const last = YEAR_LAST.exec(text);
  if (last && order !== undefined) {
    const [, first = '', second = '', year = ''] = last;
    return order === 'dmy' ? [inFull(year), second, first] : [inFull(year), first, second];
  }
  const named = /^(\d{1,2})[- ]?([a-z]{3})[a-z]*[- ]?(\d{4}|\d{2})$/i.exec(text);
  const american = /^([a-z]{3})[a-z]* (\d{1,2}), (\d{4})$/i.exec(text);
  const monthOnly = /^([a-z]{3})-(\d{4})$/i.exec(text);
  const [name, day, year] = named
    ? [named[2], named[1], named[3]]
    : american
      ? [american[1], american[2], american[3]]
      : [monthOnly?.[1], '1', monthOnly?.[2]];
  const month = MONTHS.indexOf(name?.toLowerCase() ?? '') + 1;
  return month > 0 ? [inFull(year ?? ''), String(month), day ?? ''] : undefined;
}

/**
 * A calendar day from the forms that exports use; NULL for an empty cell or one that says that there
 * is no day (`0`, `9999-12-31`), undefined when it cannot be read. Dates with the year last are read
 * by `order` only.
 */
export function readDay(cell: string, order?: DateOrder): IsoDate | null | undefined {
  if (isEmptyCell(cell)) return null;
  const text = plain(cell).replace(TIME_OF_DAY, '');
  if (NO_DAY.test(text)) return null;
  // A spreadsheet's day count: 1899-12-30 is day 0, 1970-01-01 is 25,569.
  if (/^[2-7]\d{4}(\.0+)?$/.test(text)) return dayFromNumber(Math.trunc(Number(text)) - 25_569);
  const [year = '', month = '', day = ''] = partsOf(text, order) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDay = year !== '' && !Number.isNaN(dayNumber(iso));
  return isDay && iso > '1900-01-01' && iso <= '2200-01-01' ? iso : undefined;
}
