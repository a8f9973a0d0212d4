import type { Sentence } from '../errors.ts';

/** Days past due from `from` to `to`, both within; the last band has no end. */
export interface DaysBand {
  id: string;
  from: number;
  to: number | null;
}

/** Bands of days past due, better to worse. Up to 90 days a month wide, then a quarter. */
export const DAYS_BANDS: readonly DaysBand[] = [
  { id: '0', from: 0, to: 0 },
  { id: '1-30', from: 1, to: 30 },
  { id: '31-60', from: 31, to: 60 },
  { id: '61-90', from: 61, to: 90 },
  { id: '91-180', from: 91, to: 180 },
  { id: '181-270', from: 181, to: 270 },
  { id: '271-360', from: 271, to: 360 },
  { id: '361+', from: 361, to: null },
];

export function bandName({ from, to }: DaysBand): Sentence {
  if (to === null) return { zh: `${from - 1} 天以上`, en: `Over ${from - 1} days` };
  if (to === 0) return { zh: '未逾期', en: 'Not past due' };
  return { zh: `${from}–${to} 天`, en: `${from}–${to} days` };
}

/** SQL that names the band of a column of days past due; NULL where the book does not say. */
export function bandSql(column: string): string {
  const whens = DAYS_BANDS.filter(({ to }) => to !== null).map(
    ({ id, to }) => `WHEN ${column} <= ${to} THEN '${id}'`,
  );
  const last = DAYS_BANDS.at(-1)?.id ?? '';
  return `CASE WHEN ${column} IS NULL THEN NULL ${whens.join(' ')} ELSE '${last}' END`;
}
