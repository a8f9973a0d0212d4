import type { Sentence } from '../errors.ts';
import { FEN_PER_UNIT, type Fen, type MoneyUnit, yuanText } from '../money.ts';
import type { SayUnits } from './refuse-shares.ts';

const grouped = (digits: string) => digits.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Fen as 万元 in Chinese and yuan in English, exact: 123456789 → "123.456789 万元". */
export function sayFen(amount: Fen): Sentence {
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0+$/, '');
  const wan = grouped(digits.slice(0, -6)) + (decimals === '' ? '' : `.${decimals}`);
  const [whole = '', cents = ''] = yuanText(Math.abs(amount)).split('.');
  return { zh: `${sign}${wan} 万元`, en: `${sign}${grouped(whole)}.${cents} yuan` };
}

/** Says whole units of `unit` as money. */
export function sayUnitsOf(unit: MoneyUnit): SayUnits {
  return (units) => sayFen(Number(units) * FEN_PER_UNIT[unit]);
}
