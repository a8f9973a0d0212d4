import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { statesOf } from './claim-states.ts';
import { basisPoints } from './ratio.ts';
import { ROLLING_BANDS, rollPairs } from './roll-pairs.ts';
import { transitionRows, WAYS } from './transition-rows.ts';

const MONTHS = 12;

const rolled = z.object({
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

const refs = z.object({ id: z.int(), asOf: z.string() });

/**
 * Roll rates of the last twelve months up to a day, month by month: each band is watched for as
 * long as it is wide (30 days up to 90 days past due, then 90), so that a claim that pays nothing
 * has just left it. From week to week most claims could not have left, and the rate would be of
 * the calendar.
 */
export async function getRollRates(reader: Reader, { asOf, ...filter }: LoanFilter) {
  const to = await getSnapshot(reader, asOf);
  const books = await reader.rows<SnapshotRef>(
    refs,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of <= CAST($1 AS DATE) ORDER BY as_of`,
    [to.asOf],
  );
  const months = new Map<IsoDate, RollRate[]>();
  for (const pair of rollPairs(books, MONTHS)) {
    const found = pair.from === null ? [] : await getRolled(reader, pair.from, pair.to, filter);
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

function getRolled(
  reader: Reader,
  from: SnapshotRef,
  to: SnapshotRef,
  filter: Omit<LoanFilter, 'asOf'>,
) {
  const { sql, binds } = transitionRows({ from, to }, 'days', filter);
  return reader.rows(
    rolled,
    `WITH ${sql}
     SELECT row_state AS band, count(*) AS loans, CAST(sum(before_fen) AS BIGINT) AS fen,
            count(*) FILTER (WHERE ${WAYS.rolled}) AS "rolledLoans",
            CAST(coalesce(sum(before_fen) FILTER (WHERE ${WAYS.rolled}), 0) AS BIGINT)
              AS "rolledFen"
     FROM transition WHERE row_rank IS NOT NULL GROUP BY row_state`,
    binds,
  );
}
