import { z } from 'zod';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import { loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPairs, type Pair, pairTable } from './get-pairs.ts';
import { recoveredRows } from './recovered-rows.ts';
import { commonSource } from './source.ts';
import type { DefaultCase } from './trace-cases.ts';
import type { Receipt } from './vintage-curves.ts';

/** What cases may be grouped by. */
export const CASE_KEYS = [
  'default_type',
  'pain_point',
  'guarantee_kind',
  'product',
  'village',
] as const;
export type CaseKey = (typeof CASE_KEYS)[number];

const opened = z.object({
  loanId: z.string(),
  borrower: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  defaultedOn: z.string().nullable(),
  seenOn: z.string(),
  baseFen: z.int(),
  default_type: z.string().nullable(),
  pain_point: z.string().nullable(),
  guarantee_kind: z.string().nullable(),
  product: z.string().nullable(),
  village: z.string().nullable(),
});

const ended = z.object({
  loanId: z.string(),
  on: z.string(),
  way: z.enum(['cash', 'off', 'other']),
});

const receipt = z.object({ loanId: z.string(), on: z.string(), fen: z.int() });

/** A case with what it is grouped by, as it was when the claim was first seen bad. */
export type TracedCase = DefaultCase &
  Pick<z.infer<typeof opened>, 'borrower' | 'branch' | 'officer' | CaseKey>;

/**
 * The first book in which each claim is non-performing on book, as CTEs ending in `first_bad`: what
 * the earliest book shows, and what has come in since, for no claim does so without a movement.
 */
const firstBadRows = (pairs: readonly Pair[], to: SnapshotRef): string => `${pairTable(pairs)},
  first_bad AS (
    SELECT e.loan_id, min(e.seen_on) AS seen_on FROM (
      SELECT c.loan_id, CAST('${pairs[0]?.fromOn ?? to.asOf}' AS DATE) AS seen_on FROM claim c
      WHERE c.snapshot_id = ${pairs[0]?.fromId ?? to.id} AND c.npl_state = 'on_book'
      UNION ALL
      SELECT m.loan_id, p.to_on FROM movement m
      JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
      WHERE m.after_state = 'on_book' AND m.before_state <> 'on_book'
    ) e GROUP BY e.loan_id
  )`;

/**
 * Every claim that a book up to the day shows non-performing on book: from its default, with its
 * balance and labels in the first such book, to its end. It is settled when a later book has
 * nothing left on it and cash as the reason (or says none, and money for it came in); a written-off
 * claim lives on off book; sold, taken in goods, upgraded or gone from the next book, it is lost
 * from sight. The filter holds for the claim in that first book.
 */
export async function getCases(reader: Reader, { asOf, ...filter }: LoanFilter) {
  const to = await getSnapshot(reader, asOf);
  const pairs = await getPairs(reader, { to: to.asOf });
  const booksSince = pairs[0]?.fromOn ?? to.asOf;
  const where = loanWhere(filter, 2, ON_CLAIM);
  const firstBad = firstBadRows(pairs, to);
  const cases = await reader.rows(
    opened,
    `WITH ${firstBad}
     SELECT c.loan_id AS "loanId", coalesce(c.borrower_id, c.loan_id) AS borrower, c.branch,
            c.officer, c.defaulted_on AS "defaultedOn", f.seen_on AS "seenOn",
            c.balance_fen AS "baseFen", c.default_type, c.pain_point, c.guarantee_kind, c.product,
            c.village
     FROM first_bad f
     JOIN snapshot x ON x.as_of = f.seen_on AND x.status = 'current' AND x.as_of <= CAST($1 AS DATE)
     JOIN claim c ON c.snapshot_id = x.id AND c.loan_id = f.loan_id
     WHERE c.balance_fen > 0 AND ${where.sql}
     ORDER BY c.balance_fen DESC, c.loan_id`,
    [to.asOf, ...where.binds],
  );
  const ends = await reader.rows(
    ended,
    `WITH ${firstBad}
     SELECT DISTINCT ON (m.loan_id) m.loan_id AS "loanId", x.to_on AS "on",
            CASE WHEN m.after_state = 'absent' AND m.after_listed IS NOT NULL
                   AND coalesce(m.decrease_reason, 'cash') = 'cash' THEN 'cash' ELSE 'other' END AS way
     FROM movement m
     JOIN pair x ON x.from_id = m.from_id AND x.to_id = m.to_id
     JOIN first_bad f ON f.loan_id = m.loan_id
     WHERE x.to_on > f.seen_on
       AND m.before_state IN ('on_book', 'off_book') AND m.after_state IN ('absent', 'performing')
     ORDER BY m.loan_id, x.to_on`,
  );
  const money = recoveredRows(pairs, { from: booksSince, to: to.asOf }, {});
  const receipts: Receipt[] = await reader.rows(
    receipt,
    `WITH ${money.sql}
     SELECT loan_id AS "loanId", on_day AS "on", CAST(sum(principal_fen) AS BIGINT) AS fen
     FROM recovered GROUP BY loan_id, on_day HAVING sum(principal_fen) <> 0
     ORDER BY loan_id, on_day`,
    money.binds,
  );
  const paid = new Map<string, Receipt[]>();
  for (const one of receipts) {
    const list = paid.get(one.loanId);
    if (list) list.push(one);
    else paid.set(one.loanId, [one]);
  }
  const endOf = new Map(ends.map((one) => [one.loanId, one]));
  const traced = cases.map((one): TracedCase => {
    const { loanId, seenOn, defaultedOn, ...rest } = one;
    const end = endOf.get(loanId);
    const own = (paid.get(loanId) ?? []).filter(({ on }) => on > seenOn);
    const recoveredFen = own.reduce((sum, { fen }) => sum + fen, 0);
    return {
      ...rest,
      ...{ loanId, seenOn, recoveredFen },
      // A default "after" the book that shows it is a slip of the book.
      defaultedOn: defaultedOn !== null && defaultedOn <= seenOn ? defaultedOn : seenOn,
      settledOn: end?.way === 'cash' ? end.on : null,
      lostOn: end?.on ?? to.asOf,
      firstPaidOn: own.find(({ fen }) => fen > 0)?.on ?? null,
    };
  });
  return {
    asOf: to.asOf,
    booksSince,
    source: commonSource(pairs.map((pair) => pair.source)),
    cases: traced,
    receipts,
  };
}
