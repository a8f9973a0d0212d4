import { isEmptyCell, plain } from '../loan-book/read-words.ts';

/** Who collected, with shares that add to 100. */
export interface Share {
  officer: string | null;
  percent: number;
}

const SEPARATOR = /[;；、,，/|]/;

/** The names or shares that a cell lists; none of an empty one. */
export function splitNames(cell: string): string[] {
  if (isEmptyCell(cell)) return [];
  return plain(cell)
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * Collectors and their shares from two cells that list them in the same order. No names: nobody
 * is credited. Names without shares: equal shares, the first taking what is over. Undefined when
 * the shares do not add to 100 or are not as many as the names.
 */
export function readShares(names: string, percents: string): Share[] | undefined {
  const officers = splitNames(names);
  const shares = splitNames(percents).map((part) => Number(part.replace(/%$/, '')));
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
