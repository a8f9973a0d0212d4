import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ENTERED, rankSql, statesOf } from './claim-states.ts';
import { getBooks, keptOf, sumsAnswer, sumWhere } from './get-watched.ts';
import { basisPoints } from './ratio.ts';
import { ROLLING_BANDS, rollPairs } from './roll-pairs.ts';
import { passageRows, WAYS } from './transition-rows.ts';

const MONTHS = 12;

const rolled = z.object({
  fromId: z.int(),
  toId: z.int(),
  band: z.string(),
  loans: z.int(),
  fen: z.int(),
  rolledLoans: z.int(),
  rolledFen: z.int(),
});

/** What part of a band's claims was in a worse band, or written off, one width of the band later. */
export interface RollRate {
  band: string;
  /** The book the claims were in the band in; NULL, and no rate, where none stands near enough. */
  from: IsoDate | null;
  loans: number;
  fen: Fen;
  rolledLoans: number;
  rolledFen: Fen;
  /** Basis points of the band's loans and balance; NULL when nothing was in it. */
  loansBp: number | null;
  fenBp: number | null;
}

/**
 * Roll rates of the last twelve months up to a day, month by month: each band is watched for as
 * long as it is wide (30 days up to 90 days past due, then 90), so that a claim that pays nothing
 * has just left it. From week to week most claims could not have left, and the rate would be of
 * the calendar.
 */
export async function getRollRates(reader: Reader, { asOf, ...filter }: LoanFilter) {
  const to = await getSnapshot(reader, asOf);
  const books = await getBooks(reader, to.asOf);
  const pairs = rollPairs(books, MONTHS);
  const known = await getAllRolled(reader, pairs.flatMap(bothOf), filter);
  const months = new Map<IsoDate, RollRate[]>();
  for (const pair of pairs) {
    const found = known.filter(
      ({ fromId, toId }) => fromId === pair.from?.id && toId === pair.to.id,
    );
    const rates = months.get(pair.to.asOf) ?? [];
    for (const { id, lag } of ROLLING_BANDS) {
      if (lag !== pair.lag) continue;
      const own = found.find(({ band }) => band === id);
      const { loans, fen, rolledLoans, rolledFen } = own ?? {
        ...{ loans: 0, fen: 0, rolledLoans: 0, rolledFen: 0 },
      };
      rates.push({
        ...{ band: id, from: pair.from?.asOf ?? null, loans, fen, rolledLoans, rolledFen },
        loansBp: basisPoints(rolledLoans, loans),
        fenBp: basisPoints(rolledFen, fen),
      });
    }
    months.set(pair.to.asOf, rates);
  }
  return {
    asOf: to.asOf,
    books: books.length,
    states: statesOf('days'),
    bands: ROLLING_BANDS,
    months: [...months].map(([to, rates]) => ({ to, rates })),
  };
}

interface BookPair {
  from: SnapshotRef;
  to: SnapshotRef;
}

const bothOf = ({ from, to }: { from: SnapshotRef | null; to: SnapshotRef }): BookPair[] =>
  from === null ? [] : [{ from, to }];

const SUMS = `row_days AS band, CAST(sum(loans) AS BIGINT) AS loans,
  CAST(sum(before_fen) AS BIGINT) AS fen,
  CAST(coalesce(sum(loans) FILTER (WHERE ${WAYS.rolled}), 0) AS BIGINT) AS "rolledLoans",
  CAST(coalesce(sum(before_fen) FILTER (WHERE ${WAYS.rolled}), 0) AS BIGINT) AS "rolledFen"`;

/** `source` with how bad its states are, and the name of the state that `WAYS` asks for. */
const ranked = (source: string) => `
  SELECT t.*, coalesce(t.exit, t.col_days) AS col_state, ${rankSql('days', 't.row_days')} AS row_rank,
         ${rankSql('days', 't.col_days')} AS col_rank FROM ${source} t`;

/** The bands of all pairs: from what is added up of them, else from their books one by one. */
async function getAllRolled(
  reader: Reader,
  pairs: readonly BookPair[],
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<z.infer<typeof rolled>[]> {
  const kept = sumsAnswer(filter) ? await keptOf(reader, pairs) : new Set<BookPair>();
  const found: z.infer<typeof rolled>[] = [];
  if (kept.size > 0) {
    const { sql, binds } = sumWhere(filter, 1);
    const both = [...kept].map(({ from, to }) => `(${from.id}, ${to.id})`).join(', ');
    const rows = await reader.rows(
      rolled,
      `WITH asked(from_id, to_id) AS (VALUES ${both})
       SELECT from_id AS "fromId", to_id AS "toId", ${SUMS}
       FROM (${ranked('transition_sum')}
             JOIN asked a ON a.from_id = t.from_id AND a.to_id = t.to_id
             WHERE t.row_days <> '${ENTERED}' AND ${sql}) r
       GROUP BY from_id, to_id, row_days`,
      binds,
    );
    found.push(...rows);
  }
  for (const pair of pairs) {
    if (kept.has(pair)) continue;
    const { sql, binds } = passageRows(pair, filter);
    const rows = await reader.rows(
      rolled,
      `WITH ${sql}
       SELECT $1 AS "fromId", $2 AS "toId", ${SUMS}
       FROM (SELECT r.*, 1 AS loans FROM (${ranked('passage')} WHERE NOT t.is_entered) r) r
       GROUP BY row_days`,
      binds,
    );
    found.push(...rows);
  }
  return found;
}
