import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import { isOfLoansAlone, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { SqlPart } from './recovered-rows.ts';

const book = z.object({ id: z.int(), asOf: z.string() });
const watched = z.object({ fromId: z.int(), toId: z.int(), path: z.string() });

/** Two books whose transitions are added up in `transition_sum`. */
export type Watched = z.infer<typeof watched>;

/** The books in force up to `asOf`, in order of their days. */
export function getBooks(reader: Reader, asOf: IsoDate = '9999-12-31'): Promise<SnapshotRef[]> {
  return reader.rows(
    book,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of <= CAST($1 AS DATE) ORDER BY as_of`,
    [asOf],
  );
}

/** The pairs that are added up. */
export function getWatched(reader: Reader): Promise<Watched[]> {
  return reader.rows(
    watched,
    'SELECT from_id AS "fromId", to_id AS "toId", path FROM transition_pair',
  );
}

/** The books after `from` up to `to`: each may say how a claim left. */
export const pathOf = (books: readonly SnapshotRef[], from: SnapshotRef, to: SnapshotRef): string =>
  books
    .filter(({ asOf }) => asOf > from.asOf && asOf <= to.asOf)
    .map(({ id }) => id)
    .join(' ');

/** Those of `pairs` that are added up for the books in force. */
export async function keptOf<Pair extends { from: SnapshotRef; to: SnapshotRef }>(
  reader: Reader,
  pairs: readonly Pair[],
): Promise<Set<Pair>> {
  const books = await getBooks(reader);
  const key = (fromId: number, toId: number, path: string) => `${fromId} ${toId} ${path}`;
  const kept = new Set(
    (await getWatched(reader)).map(({ fromId, toId, path }) => key(fromId, toId, path)),
  );
  return new Set(
    pairs.filter(({ from, to }) => kept.has(key(from.id, to.id, pathOf(books, from, to)))),
  );
}

/** Whether `transition_sum` can answer for the filter: neither clocks nor what only the loan has. */
export const sumsAnswer = ({ flag = [], ...filter }: Omit<LoanFilter, 'asOf'>): boolean =>
  flag.every((one) => one === 'class_lag') &&
  Object.entries(filter).every(([key, wanted]) => wanted === undefined || !isOfLoansAlone(key));

/** The filter over `transition_sum t`, numbered from `first`. */
export function sumWhere({ flag, ...filter }: Omit<LoanFilter, 'asOf'>, first: number): SqlPart {
  const { sql, binds } = loanWhere(filter, first, { l: 't', s: 't' });
  if (flag === undefined) return { sql, binds };
  return { sql: `${sql} AND ${flag.length === 0 ? 'FALSE' : 't.class_lag'}`, binds };
}
