import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getBridge, getOpening } from './get-bridge.ts';
import { getMovements, type LoanMovement } from './get-movements.ts';
import { getPairs, type Pair, pairTable } from './get-pairs.ts';
import { postedWhere } from './posted-filter.ts';
import { commonSource, type RecoverySource } from './source.ts';

/** How the ledger and the books can disagree about a claim. */
export const DIFFERENCE_KINDS = [
  'posted-not-fallen',
  'fallen-not-posted',
  'gone',
  'rejected-row',
  'posted-twice',
  'credited-elsewhere',
  'reversed',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  loanId: string;
  branch: string | null;
  officer: string | null;
  fromOn: IsoDate;
  toOn: IsoDate;
  postedFen: Fen | null;
  fallFen: Fen | null;
  /** What the two do not agree about. */
  differenceFen: Fen;
}

export interface Reconciliation {
  from: SnapshotRef;
  to: SnapshotRef;
  source: RecoverySource;
  /** On-book principal that the ledger says was received. */
  postedFen: Fen;
  /** What of it stands in the bridge as cash: received on claims of the non-performing stock. */
  bridgeCashFen: Fen;
  /**
   * The rest: received on claims that were performing, or in no book at all, or that the filter
   * holds for only after their payment.
   */
  outsideFen: Fen;
  kinds: { kind: DifferenceKind; loans: number; fen: Fen }[];
  differences: Difference[];
}

const posted = z.object({ fen: z.int() });
const suspect = z.object({
  kind: z.enum(['posted-twice', 'credited-elsewhere', 'reversed']),
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  fromOn: z.string(),
  toOn: z.string(),
  postedFen: z.int(),
});

/** Ledger lines that repeat another's loan, day, amounts and voucher under a number of their own. */
const TWICE = `
  SELECT 'posted-twice' AS kind, t.loan_id AS "loanId", min(t.branch) AS branch,
         min(t.officer) AS officer, t.posted_on AS "fromOn", t.posted_on AS "toOn",
         CAST(sum(t.principal_fen) - max(t.principal_fen) AS BIGINT) AS "postedFen"
  FROM (SELECT posting_ref, loan_id, posted_on, voucher, min(branch) AS branch,
               min(officer) AS officer, CAST(sum(principal_fen) AS BIGINT) AS principal_fen
        FROM posting
        WHERE posted_on > CAST($1 AS DATE) AND posted_on <= CAST($2 AS DATE)
          AND voucher IS NOT NULL AND principal_fen > 0
        GROUP BY posting_ref, loan_id, posted_on, voucher) t
  GROUP BY t.loan_id, t.posted_on, t.voucher, t.principal_fen
  HAVING count(*) > 1`;

/** Lines credited to somebody who held claims of other branches, and none of the loan's. */
const ELSEWHERE = `
  SELECT 'credited-elsewhere' AS kind, t.loan_id AS "loanId", l.before_branch AS branch, t.officer,
         t.posted_on AS "fromOn", t.posted_on AS "toOn", t.principal_fen AS "postedFen"
  FROM posting t
  JOIN pair p ON t.posted_on > p.from_on AND t.posted_on <= p.to_on
  JOIN posted_loan l ON l.from_id = p.from_id AND l.to_id = p.to_id AND l.loan_id = t.loan_id
  WHERE t.officer IS NOT NULL AND t.officer <> l.before_officer
    AND NOT EXISTS (SELECT 1 FROM segment_rollup o WHERE o.snapshot_id = l.from_id
                    AND o.branch = l.before_branch AND o.officer = t.officer)
    AND EXISTS (SELECT 1 FROM segment_rollup o WHERE o.snapshot_id = l.from_id
                AND o.officer = t.officer)`;

/** Lines that take money back: a debit that bounced, an entry that was wrong. */
const REVERSED = `
  SELECT 'reversed' AS kind, t.loan_id AS "loanId", min(t.branch) AS branch,
         min(t.officer) AS officer, t.posted_on AS "fromOn", t.posted_on AS "toOn",
         CAST(sum(t.principal_fen) AS BIGINT) AS "postedFen"
  FROM posting t
  WHERE t.posted_on > CAST($1 AS DATE) AND t.posted_on <= CAST($2 AS DATE)
  GROUP BY t.posting_ref, t.loan_id, t.posted_on
  HAVING sum(t.principal_fen) < 0`;

/**
 * The ledger against the books between two days: where they disagree, loan by loan, to the fen.
 * The unexplained bar of the same bridge is the sum of the first four kinds, signed.
 */
export async function getReconciliation(
  reader: Reader,
  span: { from?: IsoDate | undefined; to?: IsoDate | undefined },
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Reconciliation> {
  const to = await getSnapshot(reader, span.to);
  const from = await getOpening(reader, to, span.from);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const [moves, bridge, suspects, { fen: postedFen }] = await Promise.all([
    getMovements(reader, pairs, filter, ['unexplained']),
    getBridge(reader, { from: from.asOf, to: to.asOf }, filter),
    getSuspects(reader, pairs, { from: from.asOf, to: to.asOf }, filter),
    reader.one(posted, ...postedOnBook(pairs, { from: from.asOf, to: to.asOf }, filter)),
  ]);
  const bridgeCashFen = 0 - (bridge.bars.find(({ term }) => term === 'cash')?.fen ?? 0);
  const rejected = await getRejectedGone(reader, pairs, moves);
  const differences = moves
    .map((move): Difference => {
      const { loanId, branch, officer, fromOn, toOn } = move;
      const fallFen = move.beforeFen - move.afterFen;
      const isGone = move.afterState === 'absent';
      const here = move.fen > 0 ? 'posted-not-fallen' : 'fallen-not-posted';
      const kind = !isGone ? here : rejected.has(moveKey(move)) ? 'rejected-row' : 'gone';
      const common = { loanId, branch, officer, fromOn, toOn, postedFen: move.postedFen };
      return { ...common, kind, fallFen, differenceFen: move.fen };
    })
    .concat(suspects);
  return {
    from,
    to,
    source: commonSource(pairs.map((pair) => pair.source)),
    postedFen,
    bridgeCashFen,
    outsideFen: postedFen - bridgeCashFen,
    kinds: DIFFERENCE_KINDS.map((kind) => {
      const those = differences.filter((each) => each.kind === kind);
      const fen = those.reduce((sum, each) => sum + each.differenceFen, 0);
      return { kind, loans: new Set(those.map((each) => each.loanId)).size, fen };
    }),
    differences,
  };
}

const moveKey = ({ loanId, toOn }: Pick<LoanMovement, 'loanId' | 'toOn'>) => `${toOn} ${loanId}`;

/** Of the claims that are gone from a book, those that a rejected row of that book names. */
async function getRejectedGone(
  reader: Reader,
  pairs: readonly Pair[],
  moves: readonly LoanMovement[],
): Promise<Set<string>> {
  const gone = moves.filter((move) => move.afterState === 'absent');
  if (gone.length === 0) return new Set();
  const rows = await reader.rows(
    z.object({ toOn: z.string(), raw: z.string() }),
    `WITH ${pairTable(pairs)}
     SELECT p.to_on AS "toOn", r.raw FROM reject r JOIN pair p ON p.to_id = r.snapshot_id`,
  );
  const named = gone.filter(({ loanId, toOn }) =>
    rows.some((row) => row.toOn === toOn && row.raw.includes(loanId)),
  );
  return new Set(named.map(moveKey));
}

function postedOnBook(
  pairs: readonly Pair[],
  { from, to }: { from: IsoDate; to: IsoDate },
  filter: Omit<LoanFilter, 'asOf'>,
) {
  const { sql, binds } = postedWhere(pairs, filter, 3);
  return [
    `SELECT CAST(coalesce(sum(r.principal_fen), 0) AS BIGINT) AS fen FROM credited r
     WHERE r.posted_on > CAST($1 AS DATE) AND r.posted_on <= CAST($2 AS DATE)
       AND r.book_side = 'on' AND ${sql}`,
    [from, to, ...binds],
  ] as const;
}

async function getSuspects(
  reader: Reader,
  pairs: readonly Pair[],
  span: { from: IsoDate; to: IsoDate },
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Difference[]> {
  const line = { loanId: 'r."loanId"', day: 'r."toOn"' };
  const { sql, binds } = postedWhere(pairs, filter, 3, line);
  const found = await reader.rows(
    suspect,
    `WITH ${pairTable(pairs)},
     suspect AS (${TWICE} UNION ALL ${ELSEWHERE} UNION ALL ${REVERSED})
     SELECT r.* FROM suspect r WHERE ${sql} ORDER BY "postedFen" DESC, "loanId"`,
    [span.from, span.to, ...binds],
  );
  return found.map((each) => ({ ...each, fallFen: null, differenceFen: each.postedFen }));
}
