import { toIso } from './days.ts';

/** `12.34` of 1234 fen: exact, from whole numbers. */
export function yuan(fen: number): string {
  const whole = Math.abs(fen);
  const rest = whole % 100;
  return `${fen < 0 ? '-' : ''}${(whole - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}

/** `1,234.56` */
export function yuanWithCommas(fen: number): string {
  return yuan(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** Ten thousand yuan with six decimals: `12.345678` is exactly 123456.78 yuan. */
export function wan(fen: number): string {
  const whole = Math.abs(fen);
  const rest = whole % 1_000_000;
  return `${fen < 0 ? '-' : ''}${(whole - rest) / 1_000_000}.${String(rest).padStart(6, '0')}`;
}

/** `2024/1/31` */
export function slashDate(day: number): string {
  const [year, month, date] = toIso(day).split('-');
  return `${year}/${Number(month)}/${Number(date)}`;
}

/** A cell of a comma-separated file, quoted only where it has to be. */
export function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
