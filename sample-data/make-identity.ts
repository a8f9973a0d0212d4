/**
 * Identity numbers that look right and cannot be anybody's: the region code is not assigned
 * and the check character is always the wrong one.
 */
import type { Random } from './random.ts';

const PERSON_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_CHECK = '10X98765432';
const COMPANY_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The right check character of an 18-character personal number (GB 11643). */
export function personCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (PERSON_WEIGHTS[i] ?? 0);
  return PERSON_CHECK[sum % 11] ?? '0';
}

/** The right check character of an 18-character social credit code (GB 32100). */
export function companyCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += COMPANY_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return COMPANY_ALPHABET[(31 - (sum % 31)) % 31] ?? '0';
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function wrong(right: string, alphabet: string, step: number): string {
  const at = alphabet.indexOf(right);
  return alphabet[(at + 1 + (step % (alphabet.length - 1))) % alphabet.length] ?? '0';
}

export function personNumber(random: Random, serial: number): string {
  const birth = `${random.int(1956, 2001)}${pad(random.int(1, 12), 2)}${pad(random.int(1, 28), 2)}`;
  const first17 = `9901${pad(random.int(1, 24), 2)}${birth}${pad(serial % 1000, 3)}`;
  return first17 + wrong(personCheck(first17), '0123456789X', serial);
}

export function companyNumber(random: Random, serial: number): string {
  const first17 = `919901${pad(random.int(1, 24), 2)}${pad(serial, 9)}`;
  return first17 + wrong(companyCheck(first17), '0123456789ABCDEFGH', serial);
}

/** Mobile numbers never start with 100. */
export function phoneNumber(serial: number): string {
  return `1000000${pad(serial % 10_000, 4)}`;
}
