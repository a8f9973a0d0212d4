import { z } from 'zod';

/** Money: a whole number of fen (0.01 yuan), within Number.MAX_SAFE_INTEGER. Never a fraction. */
export type Fen = number;

/** The door for money: refuses fractions and anything past 90 trillion yuan. */
export const fen = z.int();

/** The units a bank may plan or print in, as fen per unit. */
export const FEN_PER_UNIT = {
  fen: 1,
  yuan: 100,
  yuan_100: 10_000,
  yuan_1000: 100_000,
  wan: 1_000_000,
} as const;

export type MoneyUnit = keyof typeof FEN_PER_UNIT;
export const moneyUnit = z.enum(['fen', 'yuan', 'yuan_100', 'yuan_1000', 'wan']);

/**
 * Reads a plain decimal amount of yuan (`120000000.00`, `-1,234.5`) as fen without passing
 * through a float. Returns undefined when the text is not such an amount, has more than two
 * decimals, or does not fit a safe integer.
 */
export function parseYuan(text: string): Fen | undefined {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = '', cents = ''] = match;
  const value = Number(whole.replaceAll(',', '') + cents.padEnd(2, '0'));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

/** Fen as yuan with two decimals and no grouping, exact: 12345 → "123.45". */
export function yuanText(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
