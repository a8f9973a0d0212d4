/** Excel keeps 15 significant digits of a number; what a float holds beyond them is noise. */
const DIGITS = 15;
/** One fen of 亿元 is the tenth decimal: no amount has a finer part, noise of a subtraction does. */
const DECIMALS = 10;

/**
 * A number cell as plain decimals without float noise: `0.30000000000000004` is `0.3`. From 16
 * digits on a workbook has lost the last ones, so the cell reads `6.21700123456789E+17`, which
 * every identifier field refuses by name. `stored` is the text of the cell's value.
 */
export function numberText(stored: string): string {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  const kept = Number(value.toPrecision(DIGITS));
  if (Math.abs(kept) >= 1e15) return kept.toExponential().toUpperCase();
  if (Number.isInteger(kept)) return kept === 0 ? '0' : String(kept);
  const whole = String(Math.trunc(Math.abs(kept))).length;
  const text = kept.toFixed(Math.min(DECIMALS, DIGITS - whole)).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;

/**
 * A day cell's serial number as an ISO day; its time of day is dropped. Excel's 1900 system counts
 * a 29 February 1900 that never was. A serial outside 1900–9999 is no day and stays a number.
 */
export function dayText(stored: string, is1904: boolean): string {
  const counted = Math.floor(Number(stored) + 1e-9);
  const serial = counted + (is1904 ? 1462 : 0);
  if (!(counted >= 1 && serial <= LAST_SERIAL)) return numberText(stored);
  const days = serial < 60 ? serial + 1 : serial;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Built-in formats that show a day; 27–36 and 50–58 are those of Chinese Excel. */
const BUILT_IN_DAYS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** Whether a number format shows a day (not only a time). `code` is the workbook's own format. */
export function showsDay(formatId: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DAYS.has(formatId);
  const [first = ''] = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\.|[*_]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';');
  if (/general|@|[#?0]/i.test(first)) return false;
  return /[yd]/i.test(first) || (/m/i.test(first) && !/[hs]/i.test(first));
}
