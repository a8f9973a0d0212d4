import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import {
  BRIDGE_TERMS,
  type BridgeTerm,
  type CashEvidence,
  effectsInScope,
  type Movement,
} from './bridge.ts';
import { getPairs } from './get-pairs.ts';
import { getStock } from './get-stock.ts';
import { movementRows } from './movement-rows.ts';
import { commonSource, type RecoverySource } from './source.ts';

const stockState = z.enum(['on_book', 'off_book', 'performing', 'absent']);

/** The columns of `moved` that say what happened; one loan's, or many loans' of one kind added. */
const movedRow = z.object({
  beforeState: stockState,
  afterState: stockState,
  reason: z.string().nullable(),
  bookStatus: z.string().nullable(),
  wasKnown: z.boolean(),
  source: z.enum(['postings', 'book', 'snapshots']),
  paidInBetween: z.boolean().nullable(),
  inBefore: z.boolean(),
  inAfter: z.boolean(),
  beforeFen: z.int(),
  afterFen: z.int(),
  postedFen: z.int(),
  paidFen: z.int().nullable(),
});

/** The effects of a row of `moved`. */
function effectsOf(row: z.infer<typeof movedRow>) {
  const movement: Movement = {
    before: row.beforeState,
    after: row.afterState,
    beforeFen: row.beforeFen,
    afterFen: row.afterFen,
    reason: row.reason,
    bookStatus: row.bookStatus,
    wasKnown: row.wasKnown,
  };
  return effectsInScope(movement, evidenceOf(row), { before: row.inBefore, after: row.inAfter });
}

function evidenceOf(row: z.infer<typeof movedRow>): CashEvidence {
  const { source } = row;
  if (source === 'postings') return { source, fen: row.postedFen };
  if (source === 'book') return { source, fen: row.paidFen };
  return { source, paidInBetween: row.paidInBetween };
}

const MOVED_COLUMNS = `before_state AS "beforeState", after_state AS "afterState",
  decrease_reason AS reason, book_status AS "bookStatus", was_known AS "wasKnown", source,
  paid_in_between AS "paidInBetween", in_before AS "inBefore", in_after AS "inAfter"`;

const sign = (amount: string) =>
  `CASE WHEN ${amount} > 0 THEN 1 WHEN ${amount} < 0 THEN -1 ELSE 0 END`;
const STOCK_AFTER = `CASE WHEN after_state = 'on_book' THEN after_fen ELSE 0 END`;
const STOCK_BEFORE = `CASE WHEN before_state = 'on_book' THEN before_fen ELSE 0 END`;

/**
 * Movements added up by kind. Loans share a kind when the pure rule treats their amounts alike
 * (same states, same evidence, same signs), so that explaining the sums is the sum of explaining
 * each. A property test holds the rule to that.
 */
const KINDS = `
  SELECT ${MOVED_COLUMNS},
         ${sign('posted_fen')} AS k1,
         ${sign(`(${STOCK_AFTER}) - (${STOCK_BEFORE}) + posted_fen`)} AS k2,
         ${sign(`(${STOCK_AFTER}) - (${STOCK_BEFORE})`)} AS k3,
         paid_fen IS NULL AS k4, ${sign('coalesce(paid_fen, 0)')} AS k5,
         ${sign(`coalesce(paid_fen, 0) - ((${STOCK_BEFORE}) - (${STOCK_AFTER}))`)} AS k6,
         count(*) AS count,
         CAST(sum(before_fen) AS BIGINT) AS "beforeFen",
         CAST(sum(after_fen) AS BIGINT) AS "afterFen",
         CAST(sum(posted_fen) AS BIGINT) AS "postedFen",
         CAST(sum(paid_fen) AS BIGINT) AS "paidFen"
  FROM moved WHERE in_before OR in_after
  GROUP BY before_state, after_state, decrease_reason, book_status, was_known, source,
           paid_in_between, in_before, in_after, k1, k2, k3, k4, k5, k6`;

/** What moved the stock, signed; `movements` counts a loan once a week in which it moved. */
export interface BridgeBar {
  term: BridgeTerm;
  fen: Fen;
  movements: number;
}

export interface Bridge {
  from: SnapshotRef;
  to: SnapshotRef;
  openingFen: Fen;
  openingLoans: number;
  bars: BridgeBar[];
  closingFen: Fen;
  closingLoans: number;
  /** opening + Σ bars − closing: 0.00, always; shown so that it can be seen. */
  differenceFen: Fen;
  /** 'none' when there is one book only, or books that say nothing of payment. */
  source: RecoverySource;
}

/**
 * The bridge of on-book non-performing balance between the snapshots that speak for two days: the
 * sum of what moved it in each pair of consecutive snapshots between them, so that bridges of
 * adjoining spans add. A filter on what itself changes (class, type) moves claims in and out of
 * the selection without any movement of money: that is in 'scope'.
 */
export async function getBridge(
  reader: Reader,
  span: { from?: IsoDate | undefined; to?: IsoDate | undefined },
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Bridge> {
  const to = await getSnapshot(reader, span.to);
  const from = await getOpening(reader, to, span.from);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const { sql, binds } = movementRows(pairs, filter);
  const kind = movedRow.extend({ count: z.int() });
  const [stock, kinds] = await Promise.all([
    getStock(reader, [from.id, to.id], filter),
    reader.rows(kind, `WITH ${sql} ${KINDS}`, binds),
  ]);
  const opening = stock.get(from.id);
  const closing = stock.get(to.id);
  const bars = new Map<BridgeTerm, BridgeBar>();
  const add = (term: BridgeTerm, fen: Fen, movements: number) => {
    const bar = bars.get(term) ?? { term, fen: 0, movements: 0 };
    bars.set(term, { term, fen: bar.fen + fen, movements: bar.movements + movements });
  };
  for (const row of kinds) for (const { term, fen } of effectsOf(row)) add(term, fen, row.count);
  const openingFen = opening?.nplFen ?? 0;
  const closingFen = closing?.nplFen ?? 0;
  const moved = () => [...bars.values()].reduce((sum, bar) => sum + bar.fen, 0);
  const changesByItself = Object.entries(filter).some(
    ([key, wanted]) => wanted !== undefined && key !== 'branch' && key !== 'officer',
  );
  if (changesByItself) {
    const rest = closingFen - openingFen - moved();
    if (rest !== 0) add('scope', rest, 0);
  }
  return {
    from,
    to,
    openingFen,
    openingLoans: opening?.nplLoans ?? 0,
    bars: BRIDGE_TERMS.map((term) => bars.get(term)).filter((bar) => bar !== undefined),
    closingFen,
    closingLoans: closing?.nplLoans ?? 0,
    differenceFen: openingFen + moved() - closingFen,
    source: commonSource(pairs.map((pair) => pair.source)),
  };
}

const ref = z.object({ id: z.int(), asOf: z.string() });

/**
 * Where a bridge begins: the snapshot that speaks for `wanted`; when no day is given, or nothing
 * was loaded by then, the one that opens the year, or the earliest of the year.
 */
export async function getOpening(
  reader: Reader,
  to: SnapshotRef,
  wanted?: IsoDate,
): Promise<SnapshotRef> {
  const [found] = await reader.rows(
    ref,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of <= CAST($2 AS DATE)
     ORDER BY as_of <= CAST($1 AS DATE) DESC,
              CASE WHEN as_of <= CAST($1 AS DATE) THEN as_of END DESC, as_of
     LIMIT 1`,
    [wanted ?? `${Number(to.asOf.slice(0, 4)) - 1}-12-31`, to.asOf],
  );
  return found ?? to;
}
