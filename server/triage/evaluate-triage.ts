import { z } from 'zod';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { CLOCK_COLUMNS } from './clock-sql.ts';
import {
  compileExpression,
  compileKeys,
  compileKnown,
  compileLeader,
  compileNext,
  compilePredicates,
  countPredicates,
  keyScore,
  keyType,
} from './compile-rule.ts';
import { factsOf } from './explain-rule.ts';
import { CLASS_LAG } from './loan-flags.ts';
import { ROLLUP_SUMS } from './rollup-sums.ts';
import { DEFAULT_TYPES } from './rules/default-types.ts';
import { DERIVED_FACTS, FACTS } from './rules/facts.ts';
import { DEADLINE_GATE, GATES } from './rules/gates.ts';
import { DEFAULT_PAINS, PAIN_CLASSES, PAIN_POINTS } from './rules/pain-points.ts';
import { RULE_VERSION } from './rules/rule-schema.ts';

/** A village under five loans says nothing about anybody (domain B.6 pi-06). */
const FEWEST_OF_A_VILLAGE = 5;
const DEADLINE_DAYS = 90;

/** Only what some condition reads; a segment's other facts are read from the loan itself. */
const READ = new Set([
  'loan_id',
  ...[DEFAULT_TYPES, PAIN_POINTS]
    .flatMap((typology) => typology.types.flatMap((type) => type.predicates))
    .flatMap(({ when }) => factsOf(when)),
  ...GATES.flatMap(({ when }) => factsOf(when)),
  ...DERIVED_FACTS.map(({ id }) => id),
]);
const FACTS_READ = [...FACTS.values()].filter(({ id }) => READ.has(id));

/**
 * The facts of every claim of snapshot $1 as of $2, with every predicate: what the scores are
 * made from, and what the tests compare with explain-rule.ts.
 */
export const FACTS_SQL = `
WITH branch_stat AS (
  SELECT branch, count(*) AS loans, count(npl_state) AS npl,
    percentile_disc(0.25) WITHIN GROUP (ORDER BY balance_fen)
      FILTER (WHERE npl_state IS NOT NULL) AS p25_fen
  FROM loan WHERE snapshot_id = $1 GROUP BY branch
), village_stat AS (
  SELECT township, village, count(*) AS loans, count(npl_state) AS npl
  FROM loan WHERE snapshot_id = $1 AND village IS NOT NULL GROUP BY township, village
  HAVING count(*) >= ${FEWEST_OF_A_VILLAGE}
), quarter_stat AS (
  SELECT township, village, date_trunc('quarter', defaulted_on) AS quarter, count(*) AS npl
  FROM loan WHERE snapshot_id = $1 AND village IS NOT NULL AND npl_state IS NOT NULL
    AND defaulted_on IS NOT NULL
  GROUP BY township, village, date_trunc('quarter', defaulted_on)
), facts AS MATERIALIZED (
  SELECT ${FACTS_READ.map((fact) => `${fact.sql} AS ${fact.id}`).join(',\n    ')},
    ${CLOCK_COLUMNS}
  FROM loan l
  LEFT JOIN branch_stat b ON b.branch = l.branch
  LEFT JOIN village_stat v
    ON v.village = l.village AND coalesce(v.township, '') = coalesce(l.township, '')
  LEFT JOIN quarter_stat q
    ON q.village = l.village AND coalesce(q.township, '') = coalesce(l.township, '')
    AND q.quarter = date_trunc('quarter', l.defaulted_on)
  WHERE l.snapshot_id = $1 AND l.npl_state IS NOT NULL
), judged AS (
  SELECT *, ${compilePredicates(DEFAULT_TYPES)},
    ${compilePredicates(PAIN_POINTS)},
    ${GATES.map((gate) => `coalesce(${compileExpression(gate.when)}, FALSE) AS gate_${gate.id}`).join(',\n    ')},
    coalesce(limitation_ends_on BETWEEN CAST($2 AS DATE) AND CAST($2 AS DATE) + ${DEADLINE_DAYS}, FALSE)
      OR coalesce(guarantee_lapses_on BETWEEN CAST($2 AS DATE) AND CAST($2 AS DATE) + ${DEADLINE_DAYS}, FALSE)
      AS gate_${DEADLINE_GATE.id}
  FROM facts
)`;

const pairs = (map: Readonly<Record<string, string>>) =>
  Object.entries(map)
    .map(([from, to]) => `WHEN '${from}' THEN '${to}'`)
    .join(' ');

const INSERT_SEGMENTS = `
INSERT INTO segment
${FACTS_SQL}, scored AS (
  SELECT *, ${compileKeys(DEFAULT_TYPES)}, ${compileKeys(PAIN_POINTS)} FROM judged
), led AS (
  SELECT *, ${compileLeader(DEFAULT_TYPES, 'type_')}, ${compileLeader(PAIN_POINTS, 'pain_')}
  FROM scored
), ranked AS MATERIALIZED (
  SELECT *, ${compileNext(DEFAULT_TYPES, 'type_')}, ${compileNext(PAIN_POINTS, 'pain_')} FROM led
), named AS (
  SELECT *,
    ${keyScore('type_key1')} AS score1, greatest(0, ${keyScore('type_key2')}) AS score2,
    ${keyType(DEFAULT_TYPES, 'type_key1')} AS type1, ${keyType(DEFAULT_TYPES, 'type_key2')} AS type2,
    CASE WHEN ${keyScore('pain_key1')} >= ${PAIN_POINTS.minimumScore}
      THEN ${keyType(PAIN_POINTS, 'pain_key1')} END AS pain1,
    CASE WHEN ${keyScore('pain_key2')} >= ${PAIN_POINTS.minimumScore}
      THEN ${keyType(PAIN_POINTS, 'pain_key2')} END AS pain2
  FROM ranked
), typed AS (
  SELECT *, CASE WHEN score1 >= ${DEFAULT_TYPES.minimumScore}
      AND score1 - score2 >= ${DEFAULT_TYPES.minimumLead} THEN type1
    ELSE 'undetermined' END AS default_type
  FROM named
), pained AS (
  SELECT *, coalesce(pain1, CASE default_type ${pairs(DEFAULT_PAINS)} END, 'undetermined')
    AS pain_point
  FROM typed
)
SELECT $1 AS snapshot_id, loan_id, '${RULE_VERSION}', default_type, default_type = 'evader',
  CASE WHEN score1 > 0 THEN type1 END, greatest(0, score1),
  CASE WHEN score2 > 0 THEN type2 END, score2,
  ${compileKnown(DEFAULT_TYPES)}, ${countPredicates(DEFAULT_TYPES)},
  pain_point, pain2,
  CASE WHEN 'active' IN (CASE pain_point ${pairs(PAIN_CLASSES)} END,
      CASE pain2 ${pairs(PAIN_CLASSES)} END) THEN 'active'
    WHEN pain_point <> 'undetermined' THEN 'passive' END,
  concat_ws(';', ${[...GATES, DEADLINE_GATE].map((gate) => `CASE WHEN gate_${gate.id} THEN '${gate.id}' END`).join(', ')}),
  limitation_ends_on, limitation_proven, limitation_proven_ends_on, limitation_clock,
  guarantee_lapses_on, guarantee_clock,
  CAST(json_object(
    'facts', json_object(${DERIVED_FACTS.map(({ id }) => `'${id}', ${id}`).join(', ')})
  ) AS VARCHAR)
FROM pained`;

const SUMS = Object.entries(ROLLUP_SUMS);

const INSERT_ROLLUP = `
INSERT INTO segment_rollup (snapshot_id, branch, officer, product, npl_state, risk_class,
  book_status, class_lag, default_type, pain_point, ${SUMS.map(([name]) => name).join(', ')})
SELECT l.snapshot_id, coalesce(l.branch, ''), coalesce(l.officer, ''), l.product, l.npl_state,
  l.risk_class, l.book_status, ${CLASS_LAG}, s.default_type, s.pain_point,
  ${SUMS.map(([, sql]) => `CAST(coalesce(sum(${sql}), 0) AS BIGINT)`).join(',\n  ')}
FROM loan l
LEFT JOIN (SELECT loan_id, default_type, pain_point, known_predicates, all_predicates
           FROM segment WHERE snapshot_id = $1) s
  ON s.loan_id = l.loan_id
WHERE l.snapshot_id = $1
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
ORDER BY 2, 3`;

const unsummed = z.object({ id: z.int() });

/** Rolls up, a book a transaction, what was rolled up before lists read their sums there. */
export async function ensureRollups(
  warehouse: Warehouse,
  tell: (done: number, of: number) => void,
): Promise<void> {
  const books = await warehouse.rows(
    unsummed,
    'SELECT DISTINCT snapshot_id AS id FROM segment_rollup WHERE principal_fen IS NULL ORDER BY 1',
  );
  for (const [done, { id }] of books.entries()) {
    tell(done, books.length);
    await warehouse.write(async (tx) => {
      await tx.run('DELETE FROM segment_rollup WHERE snapshot_id = $1', [id]);
      await tx.run(INSERT_ROLLUP, [id]);
    });
  }
}

/**
 * Segments every claim that is non-performing or off book, and rolls the whole book up, inside the
 * load of its snapshot. The work is SQL over the loans of this snapshot only.
 */
export const evaluateTriage: LoadStep = {
  name: 'triage',
  async run(tx, snapshot) {
    await tx.load(INSERT_SEGMENTS, [snapshot.id, snapshot.asOf]);
    await tx.run(INSERT_ROLLUP, [snapshot.id]);
  },
};
