import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Bind, Reader } from '../warehouse/warehouse.ts';
import { rulesOn } from './credit.ts';
import { CREDIT_RULE_TEXT, CREDIT_RULES } from './credit-rules.ts';
import { getPairs } from './get-pairs.ts';
import { getRulesVersions } from './get-rules-versions.ts';
import { yearOpening } from './pace.ts';
import { asksPostedLoans, postedWhere } from './posted-filter.ts';

/** Why a line waits: the rules, in words of `CREDIT_WAITS`. */
export const CREDIT_KINDS = [...CREDIT_RULES, 'reversal', 'waiting'] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

const unit = z.object({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  namedFen: z.int(),
  ruleFen: z.int(),
  movedFen: z.int(),
});

/**
 * An officer of a branch, or nobody: principal credited by name in the ledger, by rule (nobody's is
 * what rules leave with the branch, and what waits), and what of that the rules moved to (or from)
 * them against whoever held the loans having it alone.
 */
export type CreditUnit = z.infer<typeof unit>;

const applied = z.object({
  rule: z.enum([...CREDIT_RULES, 'reversal']),
  lines: z.int(),
  principalFen: z.int(),
  movedFen: z.int(),
});

const whole = z.object({ lines: z.int(), principalFen: z.int() });

/** The year of the filter's day, and the filter, as `WHERE` over lines `r`. */
async function scope(reader: Reader, { asOf, ...filter }: LoanFilter) {
  const snapshot = await getSnapshot(reader, asOf);
  const span = { from: yearOpening(snapshot.asOf), to: snapshot.asOf };
  const pairs = asksPostedLoans(filter) ? await getPairs(reader, span) : [];
  const held = postedWhere(pairs, filter, 3);
  return {
    snapshot,
    sql: `r.posted_on > CAST($1 AS DATE) AND r.posted_on <= CAST($2 AS DATE) AND ${held.sql}`,
    binds: [span.from, span.to, ...held.binds] as Bind[],
  };
}

const WAITS = `r.officer IS NULL
  AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.posting_ref = r.posting_ref)`;

/**
 * Credit in the year of the filter's day: the rules in force and every version, how often each
 * applied to how much and how much it moved between officers, what waits, and everybody's principal
 * by name and by rule. The units add up to what was recovered, with rules and without.
 */
export async function getCredit(
  reader: Reader,
  filter: LoanFilter,
): Promise<{
  snapshot: SnapshotRef;
  from: IsoDate;
  versions: Awaited<ReturnType<typeof getRulesVersions>>;
  current: number;
  text: typeof CREDIT_RULE_TEXT;
  named: z.infer<typeof whole>;
  waiting: z.infer<typeof whole>;
  applied: z.infer<typeof applied>[];
  units: CreditUnit[];
  /** The first day that a new version may take effect on; NULL: any. */
  creditedUntil: IsoDate | null;
  movedFen: Fen;
}> {
  const { snapshot, sql, binds } = await scope(reader, filter);
  const sums = `count(DISTINCT r.posting_ref) AS lines,
    CAST(coalesce(sum(r.principal_fen), 0) AS BIGINT) AS "principalFen"`;
  const [versions, named, waiting, rules, units, { until }] = await Promise.all([
    getRulesVersions(reader),
    reader.one(
      whole,
      `SELECT ${sums} FROM posting r WHERE r.officer IS NOT NULL AND ${sql}`,
      binds,
    ),
    reader.one(whole, `SELECT ${sums} FROM posting r WHERE ${WAITS} AND ${sql}`, binds),
    reader.rows(
      applied,
      `SELECT r.rule, ${sums},
              CAST(coalesce(sum(CASE WHEN r.rule <> 'reversal'
                AND r.principal_fen > r.own_fen THEN r.principal_fen - r.own_fen END), 0) AS BIGINT)
                AS "movedFen"
       FROM credit r WHERE r.share_bp >= 0 AND ${sql}
       GROUP BY r.rule ORDER BY r.rule`,
      binds,
    ),
    reader.rows(
      unit,
      `WITH part AS (
         SELECT r.branch, r.officer,
                CASE WHEN r.officer IS NULL THEN 0 ELSE r.principal_fen END AS named_fen,
                CASE WHEN r.officer IS NULL THEN r.principal_fen ELSE 0 END AS rule_fen,
                CAST(0 AS BIGINT) AS moved_fen
         FROM posting r WHERE ${sql}
         UNION ALL
         SELECT r.branch, r.officer, CAST(0 AS BIGINT), r.principal_fen,
                CASE WHEN r.share_bp >= 0 THEN r.principal_fen - r.own_fen ELSE 0 END
         FROM credit r WHERE ${sql}
       )
       SELECT branch, officer, CAST(sum(named_fen) AS BIGINT) AS "namedFen",
              CAST(sum(rule_fen) AS BIGINT) AS "ruleFen",
              CAST(sum(moved_fen) AS BIGINT) AS "movedFen"
       FROM part GROUP BY branch, officer
       ORDER BY "ruleFen" DESC, "namedFen" DESC, branch, officer`,
      binds,
    ),
    reader.one(
      z.object({ until: z.string().nullable() }),
      'SELECT max(posted_on) AS until FROM credit',
    ),
  ]);
  return {
    ...{ snapshot, from: yearOpening(snapshot.asOf), versions, named, waiting, units },
    current: rulesOn(versions, snapshot.asOf).no,
    text: CREDIT_RULE_TEXT,
    applied: rules,
    creditedUntil: until,
    movedFen: rules.reduce((sum, rule) => sum + rule.movedFen, 0),
  };
}

const part = z.object({
  ref: z.string(),
  loanId: z.string(),
  postedOn: z.string(),
  branch: z.string().nullable(),
  method: z.string().nullable(),
  rule: z.enum(CREDIT_KINDS),
  rulesNo: z.int().nullable(),
  linePrincipalFen: z.int(),
  officer: z.string().nullable(),
  shareBp: z.int(),
  principalFen: z.int(),
});

/** A part of a line that a rule credited, or the whole of one that waits. */
export type CreditPart = z.infer<typeof part>;

/**
 * The parts of lines behind a rule, largest first, under the filter: they add up to the rule's
 * principal. 'waiting': the lines that no rule has credited.
 */
export async function getCreditLines(
  reader: Reader,
  kind: CreditKind,
  filter: LoanFilter,
): Promise<CreditPart[]> {
  const { sql, binds } = await scope(reader, filter);
  if (kind === 'waiting') {
    return reader.rows(
      part,
      `SELECT r.posting_ref AS ref, r.loan_id AS "loanId", r.posted_on AS "postedOn", r.branch,
              r.method, 'waiting' AS rule, CAST(NULL AS BIGINT) AS "rulesNo",
              r.principal_fen AS "linePrincipalFen", r.officer, 10000 AS "shareBp",
              r.principal_fen AS "principalFen"
       FROM posting r WHERE ${WAITS} AND ${sql}
       ORDER BY r.principal_fen DESC, r.posting_ref`,
      binds,
    );
  }
  return reader.rows(
    part,
    `SELECT r.posting_ref AS ref, r.loan_id AS "loanId", r.posted_on AS "postedOn", r.branch,
            p.method, r.rule, r.rules_no AS "rulesNo", p.principal_fen AS "linePrincipalFen",
            r.officer, r.share_bp AS "shareBp", r.principal_fen AS "principalFen"
     FROM credit r
     JOIN posting p ON p.posting_ref = r.posting_ref AND p.officer IS NULL
     WHERE r.share_bp >= 0 AND r.rule = '${kind}' AND ${sql}
     ORDER BY abs(p.principal_fen) DESC, r.posting_ref, r.entry_no`,
    binds,
  );
}
