import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getOpening } from './get-bridge.ts';
import { getPairs } from './get-pairs.ts';
import { movementRows } from './movement-rows.ts';

const row = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  month: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  /** What the ledger says was received; NULL where no posting file speaks for the days. */
  postedFen: z.int().nullable(),
  /** What the later book says was paid (本期收回, or the growth of 本年收回); NULL when it does not. */
  saidFen: z.int().nullable(),
  /** By how much the balance fell; NULL where it fell by something else than cash. */
  fallFen: z.int().nullable(),
  /** The largest source less the smallest, of those that say anything. */
  apartFen: z.int(),
});

/** A non-performing claim between two consecutive books, by three sources. */
export type ThreeSources = z.infer<typeof row>;

const group = z.object({
  by: z.enum(['officer', 'month']),
  key: z.string().nullable(),
  postedFen: z.int(),
  saidFen: z.int(),
  fallFen: z.int(),
  /** Claims and weeks that the sources do not agree about, and by how much in all. */
  differing: z.int(),
  apartFen: z.int(),
});

export type SourceGroup = Omit<z.infer<typeof group>, 'by'>;
export type SourceSums = Omit<SourceGroup, 'key'>;

const NOTHING: SourceSums = { postedFen: 0, saidFen: 0, fallFen: 0, differing: 0, apartFen: 0 };

const add = (sums: SourceSums, one: SourceSums): SourceSums => ({
  postedFen: sums.postedFen + one.postedFen,
  saidFen: sums.saidFen + one.saidFen,
  fallFen: sums.fallFen + one.fallFen,
  differing: sums.differing + one.differing,
  apartFen: sums.apartFen + one.apartFen,
});

/**
 * What the three sources say, as a CTE `told` over `moved`. The largest known amount less the
 * smallest is how far they are apart: 0 where only one is known.
 */
const TOLD = `
  said AS (
    SELECT loan_id, from_on, to_on, substr(CAST(to_on AS VARCHAR), 1, 7) AS month,
           coalesce(after_branch, before_branch) AS branch,
           coalesce(after_officer, before_officer) AS officer,
           CASE WHEN source = 'postings' THEN posted_fen END AS posted_fen, said_fen,
           CASE WHEN after_state <> 'off_book'
                 AND coalesce(decrease_reason, 'cash') IN ('cash', 'upgraded')
             THEN before_fen - after_fen END AS fall_fen
    FROM moved WHERE (in_before OR in_after) AND before_state = 'on_book'
  ),
  told AS (
    SELECT s.*, coalesce(greatest(posted_fen, said_fen, fall_fen)
                       - least(posted_fen, said_fen, fall_fen), 0) AS apart_fen
    FROM said s
  )`;

const groupSql = (by: 'officer' | 'month', key: string) => `
  SELECT '${by}' AS by, ${key} AS key,
         CAST(coalesce(sum(posted_fen), 0) AS BIGINT) AS "postedFen",
         CAST(coalesce(sum(said_fen), 0) AS BIGINT) AS "saidFen",
         CAST(coalesce(sum(fall_fen), 0) AS BIGINT) AS "fallFen",
         count(*) FILTER (WHERE apart_fen > 0) AS differing,
         CAST(sum(apart_fen) AS BIGINT) AS "apartFen"
  FROM told GROUP BY ${key}`;

const OFFICER = `CASE WHEN officer IS NOT NULL THEN trim(coalesce(branch, '') || ' ' || officer) END`;

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
  const [groups, rows] = await Promise.all([
    reader.rows(
      group,
      `WITH ${sql}, ${TOLD} ${groupSql('officer', OFFICER)}
       UNION ALL ${groupSql('month', 'month')}
       ORDER BY "apartFen" DESC, key`,
      binds,
    ),
    reader.rows(
      row,
      `WITH ${sql}, ${TOLD}
       SELECT loan_id AS "loanId", branch, officer, month, from_on AS "fromOn", to_on AS "toOn",
              posted_fen AS "postedFen", said_fen AS "saidFen", fall_fen AS "fallFen",
              apart_fen AS "apartFen"
       FROM told WHERE apart_fen > 0 ORDER BY apart_fen DESC, to_on, loan_id`,
      binds,
    ),
  ]);
  const of = (wanted: 'officer' | 'month') =>
    groups.flatMap(({ by, ...sums }) => (by === wanted ? [sums] : []));
  const months = of('month').sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  return { from, to, total: months.reduce(add, NOTHING), officers: of('officer'), months, rows };
}
