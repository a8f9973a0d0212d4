import { z } from 'zod';
import type { Fen } from '../money.ts';
import { fen } from '../money.ts';
import { groupBy } from '../quotas/group-by.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan } from './coverage.ts';
import { getStreaks, unitKey } from './get-streaks.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { likeForLike } from './like-for-like.ts';
import { basisPoints } from './ratio.ts';
import { recoveredRows } from './recovered-rows.ts';
import { segmentOf, segmentRows } from './segment-stock.ts';
import type { Streaks } from './streaks.ts';

/** What keeps a ranking by pace from misleading, of one branch or officer. */
export interface ComparedUnit extends Streaks {
  branch: string | null;
  officer: string | null;
  /** From the receipts of the plans in force: what the pool was expected to yield; NULL without. */
  collectableFen: Fen | null;
  /** Quota ÷ collectable. */
  feasibilityBp: number | null;
  /** What came in from claims open at the week's beginning, and what the own mix would bring. */
  actualFen: Fen | null;
  expectedFen: Fen | null;
  likeForLikeBp: number | null;
  /** Claims held with a complaint, of those of which the book says either; NULL when of none. */
  complaints: number | null;
  complaintsKnown: number;
  /** Credit cards' part of the balance held: above half, not ranked on amount alone. */
  cardBp: number | null;
  isCards: boolean;
}

const names = { branch: z.string().nullable(), officer: z.string().nullable() };
const conductRow = z.object({
  ...names,
  complaints: z.int(),
  known: z.int(),
  cardFen: z.int(),
  heldFen: z.int(),
});
const receiptRow = z.object({
  branch: z.string(),
  officer: z.string(),
  quotaFen: z.int(),
  receipt: z.string(),
});
const pooled = z.object({ pool: z.object({ collectableFen: fen }) });
const partRow = z.object({ ...names, segment: z.string(), exposure: z.int(), cashFen: z.int() });

const NO_STREAK: Streaks = { aheadWeeks: 0, behindWeeks: 0, fallingWeeks: 0, dryWeeks: 0 };
const HALF_BP = 5000;

/** Every branch or officer of the filter beside what explains its pace. Refuses with 'no-snapshot'. */
export async function getComparison(
  reader: Reader,
  given: LoanFilter,
  by: 'branch' | 'officer',
): Promise<ComparedUnit[]> {
  const known = await getYear(reader, given);
  const key = (one: { branch: string | null; officer: string | null }) => unitKey(one, by);
  const [streaks, conduct, receipts, parts] = await Promise.all([
    getStreaks(reader, known, by),
    getConduct(reader, known),
    getReceipts(reader, known),
    known.coverage.isYearKnown ? getParts(reader, known) : [],
  ]);
  const fair = likeForLike(parts.map((part) => ({ ...part, unit: key(part) })));
  const conductOf = groupBy(conduct, key);
  const receiptsOf = groupBy(receipts, key);
  const units = groupBy([...conduct, ...receipts, ...parts], key);
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) =>
    rows.reduce((all, row) => all + of(row), 0);
  return [...units].map(([id, [one]]) => {
    const held = conductOf.get(id) ?? [];
    const own = receiptsOf.get(id);
    const collectableFen = own ? sum(own, (row) => row.collectableFen) : null;
    const complaintsKnown = sum(held, (row) => row.known);
    const cardBp = basisPoints(
      sum(held, (row) => row.cardFen),
      sum(held, (row) => row.heldFen),
    );
    const mix = fair.get(id);
    return {
      branch: one?.branch ?? null,
      officer: by === 'officer' ? (one?.officer ?? null) : null,
      ...(streaks.get(id) ?? NO_STREAK),
      collectableFen,
      feasibilityBp:
        own && collectableFen !== null
          ? basisPoints(
              sum(own, (row) => row.quotaFen),
              collectableFen,
            )
          : null,
      actualFen: mix?.actualFen ?? null,
      expectedFen: mix?.expectedFen ?? null,
      likeForLikeBp: mix ? basisPoints(mix.actualFen, mix.expectedFen) : null,
      complaints: complaintsKnown === 0 ? null : sum(held, (row) => row.complaints),
      complaintsKnown,
      cardBp,
      isCards: (cardBp ?? 0) > HALF_BP,
    };
  });
}

/** What the book says of complaints, and how much of what everybody holds is credit cards. */
async function getConduct(reader: Reader, { snapshot, filter }: RecoveryYear) {
  const { sql, binds } = loanWhere(filter, 2, ON_CLAIM);
  return reader.rows(
    conductRow,
    `SELECT c.branch, c.officer, count(*) FILTER (WHERE c.has_complaint) AS complaints,
            count(*) FILTER (WHERE c.has_complaint IS NOT NULL) AS known,
            CAST(coalesce(sum(c.balance_fen) FILTER (WHERE c.product = 'credit_card'), 0) AS BIGINT)
              AS "cardFen",
            CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT) AS "heldFen"
     FROM claim c WHERE c.snapshot_id = $1 AND ${sql}
     GROUP BY c.branch, c.officer`,
    [snapshot.id, ...binds],
  );
}

/** Quota and collectable pool of everybody in the plans in force, as their receipts print them. */
async function getReceipts(reader: Reader, { plan, filter }: RecoveryYear) {
  const ids = plan?.categories.map(({ planId }) => planId) ?? [];
  if (ids.length === 0) return [];
  const rows = await reader.rows(
    receiptRow,
    `SELECT branch, officer, quota_fen AS "quotaFen", receipt FROM quota_receipt
     WHERE plan_id IN (${ids.join(', ')})`,
  );
  return rows
    .filter(({ branch }) => !filter.branch || filter.branch.includes(branch))
    .filter(({ officer }) => !filter.officer || filter.officer.includes(officer))
    .map(({ receipt, ...row }) => ({
      ...row,
      collectableFen: pooled.parse(JSON.parse(receipt)).pool.collectableFen,
    }));
}

/** Exposure and cash of everybody in every segment, over all the pairs of books of the year. */
async function getParts(reader: Reader, { pairs, coverage, span, filter, sides }: RecoveryYear) {
  const money = recoveredRows(pairs, countedSpan(coverage, span), filter);
  const held = segmentRows(filter, money.binds.length + 1);
  const states = sides.map((side) => (side === 'on' ? `'on_book'` : `'off_book'`)).join(', ');
  return reader.rows(
    partRow,
    `WITH ${money.sql}, part AS (
       SELECT c.branch, c.officer, c.segment,
              c.balance_fen * (d.to_on - d.from_on) AS exposure, CAST(0 AS BIGINT) AS cash_fen
       FROM pair d JOIN (${held.sql}) c ON c.snapshot_id = d.from_id
       WHERE c.npl_state IN (${states})
       UNION ALL
       SELECT r.branch, r.officer, ${segmentOf('u.before_listed', 'u.before_type', 'u.before_defaulted_on', 'u.from_on')},
              0, r.principal_fen
       FROM recovered r
       JOIN seen u ON r.on_day > u.from_on AND r.on_day <= u.to_on AND u.loan_id = r.loan_id
       WHERE u.before_listed IN (${states})
     )
     SELECT branch, officer, segment, CAST(sum(exposure) AS BIGINT) AS exposure,
            CAST(sum(cash_fen) AS BIGINT) AS "cashFen"
     FROM part GROUP BY branch, officer, segment`,
    [...money.binds, ...held.binds],
  );
}
