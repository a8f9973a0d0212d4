import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getOpening } from './get-bridge.ts';
import { getPairs } from './get-pairs.ts';
import { movementRows } from './movement-rows.ts';

const row = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  fromOn: z.string(),
  toOn: z.string(),
  /** What the ledger says was received; NULL where no posting file speaks for the days. */
  postedFen: z.int().nullable(),
  /** What the later book says was paid (本期收回, or the growth of 本年收回); NULL when it does not. */
  saidFen: z.int().nullable(),
  /** By how much the balance fell; NULL where it fell by something else than cash. */
  fallFen: z.int().nullable(),
});

/** A non-performing claim between two consecutive books, by three sources. */
export interface ThreeSources extends z.infer<typeof row> {
  month: string;
  /** The largest source less the smallest, of those that say anything. */
  apartFen: Fen;
}

export interface SourceSums {
  postedFen: Fen;
  saidFen: Fen;
  fallFen: Fen;
  /** Claims and weeks that the sources do not agree about, and by how much in all. */
  differing: number;
  apartFen: Fen;
}

export type SourceGroup = SourceSums & { key: string | null };

/** The largest known amount less the smallest; 0 when fewer than two are known. */
export function apartOf(amounts: readonly (Fen | null)[]): Fen {
  const known = amounts.filter((fen) => fen !== null);
  return known.length < 2 ? 0 : Math.max(...known) - Math.min(...known);
}

const NOTHING: SourceSums = { postedFen: 0, saidFen: 0, fallFen: 0, differing: 0, apartFen: 0 };

const add = (sums: SourceSums, one: ThreeSources): SourceSums => ({
  postedFen: sums.postedFen + (one.postedFen ?? 0),
  saidFen: sums.saidFen + (one.saidFen ?? 0),
  fallFen: sums.fallFen + (one.fallFen ?? 0),
  differing: sums.differing + (one.apartFen > 0 ? 1 : 0),
  apartFen: sums.apartFen + one.apartFen,
});

/** The sums of rows by a key, the one that is furthest apart first; they add up to the whole. */
export function groupSources(
  rows: readonly ThreeSources[],
  keyOf: (one: ThreeSources) => string | null,
): SourceGroup[] {
  const groups = new Map<string | null, SourceSums>();
  for (const one of rows) groups.set(keyOf(one), add(groups.get(keyOf(one)) ?? NOTHING, one));
  return [...groups]
    .map(([key, sums]) => ({ key, ...sums }))
    .sort((a, b) => b.apartFen - a.apartFen || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/**
 * Per non-performing claim and pair of books: what the ledger, the book's own columns of what was
 * recovered and the fall in balance say, where they disagree and by how much; summed by officer
 * (who holds the claim) and by month (of the later book). Of the lines only those that disagree.
 */
export async function getThreeSources(
  reader: Reader,
  span: { from?: IsoDate | undefined; to?: IsoDate | undefined },
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<{
  from: SnapshotRef;
  to: SnapshotRef;
  total: SourceSums;
  officers: SourceGroup[];
  months: SourceGroup[];
  rows: ThreeSources[];
}> {
  const to = await getSnapshot(reader, span.to);
  const from = await getOpening(reader, to, span.from);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const { sql, binds } = movementRows(pairs, filter);
  const found = await reader.rows(
    row,
    `WITH ${sql}
     SELECT loan_id AS "loanId", from_on AS "fromOn", to_on AS "toOn",
            coalesce(after_branch, before_branch) AS branch,
            coalesce(after_officer, before_officer) AS officer,
            CASE WHEN source = 'postings' THEN posted_fen END AS "postedFen",
            said_fen AS "saidFen",
            CASE WHEN after_state <> 'off_book'
                  AND coalesce(decrease_reason, 'cash') IN ('cash', 'upgraded')
              THEN before_fen - after_fen END AS "fallFen"
     FROM moved
     WHERE (in_before OR in_after) AND before_state = 'on_book'
     ORDER BY to_on, loan_id`,
    binds,
  );
  const rows = found.map((one) => ({
    ...one,
    month: one.toOn.slice(0, 7),
    apartFen: apartOf([one.postedFen, one.saidFen, one.fallFen]),
  }));
  return {
    from,
    to,
    total: rows.reduce(add, NOTHING),
    officers: groupSources(rows, ({ branch, officer }) =>
      officer === null ? null : `${branch ?? ''} ${officer}`.trim(),
    ),
    months: groupSources(rows, ({ month }) => month).sort((a, b) =>
      (a.key ?? '') < (b.key ?? '') ? -1 : 1,
    ),
    rows: rows.filter(({ apartFen }) => apartFen > 0).sort((a, b) => b.apartFen - a.apartFen),
  };
}
