import type { Sentence } from '../errors.ts';
import { RISK_CLASSES } from '../loan-book/codes.ts';
import { bandName, bandSql, DAYS_BANDS } from '../triage/days-bands.ts';

/** What the rows and columns of a migration matrix are. */
export const STATE_KINDS = ['class', 'days'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

/** The state of a claim whose class or days past due the book does not say. */
export const UNKNOWN_STATE = 'unknown';

/** How a claim leaves the book; 'gone' is without a word and without money for all of it. */
export const EXITS = ['cash', 'writeoff', 'transfer', 'foreclosure', 'other', 'gone'] as const;

/** The row of claims that are on the book at the end and were not at the start. */
export const ENTERED = 'entered';

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
  return `coalesce(${bandSql(`${alias}.days_past_due`)}, '${UNKNOWN_STATE}')`;
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
