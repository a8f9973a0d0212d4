import type { Sentence } from '../errors.ts';
import { RISK_CLASSES } from '../loan-book/codes.ts';

/** What the rows and columns of a migration matrix are. */
export const STATE_KINDS = ['class', 'days'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

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

/** The state of a claim whose class or days past due the book does not say. */
export const UNKNOWN_STATE = 'unknown';

/** How a claim leaves the book; 'gone' is without a word and without money for all of it. */
export const EXITS = ['cash', 'writeoff', 'transfer', 'foreclosure', 'other', 'gone'] as const;

/** The row of claims that are on the book at the end and were not at the start. */
export const ENTERED = 'entered';

const bandName = ({ from, to }: DaysBand): Sentence => {
  if (to === null) return { zh: `${from - 1} 天以上`, en: `Over ${from - 1} days` };
  if (to === 0) return { zh: '未逾期', en: 'Not past due' };
  return { zh: `${from}–${to} 天`, en: `${from}–${to} days` };
};

/** The states of a kind with their names, better to worse, the unknown last. */
export function statesOf(kind: StateKind): { id: string; label: Sentence }[] {
  const known =
    kind === 'class'
      ? Object.entries(RISK_CLASSES).map(([id, label]) => ({ id, label }))
      : DAYS_BANDS.map((band) => ({ id: band.id, label: bandName(band) }));
  return [...known, { id: UNKNOWN_STATE, label: { zh: '未填', en: 'Not given' } }];
}

/** SQL that names the state of the loan `alias`. */
export function stateSql(kind: StateKind, alias: string): string {
  if (kind === 'class') return `coalesce(${alias}.risk_class, '${UNKNOWN_STATE}')`;
  const whens = DAYS_BANDS.filter(({ to }) => to !== null).map(
    ({ id, to }) => `WHEN ${alias}.days_past_due <= ${to} THEN '${id}'`,
  );
  const last = DAYS_BANDS.at(-1)?.id ?? UNKNOWN_STATE;
  return `CASE WHEN ${alias}.days_past_due IS NULL THEN '${UNKNOWN_STATE}' ${whens.join(' ')}
    ELSE '${last}' END`;
}

/** SQL for how bad a state is, from 0; NULL for the unknown, which is neither better nor worse. */
export function rankSql(kind: StateKind, state: string): string {
  const whens = statesOf(kind)
    .filter(({ id }) => id !== UNKNOWN_STATE)
    .map(({ id }, rank) => `WHEN '${id}' THEN ${rank}`);
  return `CASE ${state} ${whens.join(' ')} END`;
}

/** SQL for a loan that stands on the book: not off book, and something is left on it. */
export const onBookSql = (alias: string): string =>
  `(coalesce(${alias}.npl_state, 'performing') <> 'off_book'
    AND NOT (${alias}.npl_state IS NULL AND coalesce(${alias}.balance_fen, 0) = 0))`;
