import { z } from 'zod';
import { CANONICAL_FIELDS } from '../loan-book/canonical-fields.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ON_CLAIM } from './claim-sql.ts';
import { factsOf } from './explain-rule.ts';
import { type LoanFilter, loanWhere } from './loan-filter.ts';
import { DEFAULT_TYPES } from './rules/default-types.ts';
import { FACTS } from './rules/facts.ts';

/** Each canonical field that the default types read, with the heaviest predicate that reads it. */
function fieldsRead(): { field: string; column: string; weight: number }[] {
  const weights = new Map<string, number>();
  for (const predicate of DEFAULT_TYPES.types.flatMap((type) => type.predicates)) {
    const weight = 'weight' in predicate ? predicate.weight : 0;
    for (const fact of factsOf(predicate.when)) {
      for (const field of FACTS.get(fact)?.fields ?? []) {
        weights.set(field, Math.max(weight, weights.get(field) ?? 0));
      }
    }
  }
  return CANONICAL_FIELDS.flatMap(({ id, column }) => {
    const weight = weights.get(id);
    return weight === undefined || weight < 2 ? [] : [{ field: id, column, weight }];
  });
}

const FIELDS = fieldsRead();
const PERSON = `coalesce(l.borrower_kind, 'natural') IN ('natural', 'self_employed')`;
const SECURED = `l.guarantee_kind IN ('mortgage', 'pledge', 'mixed')`;

/** Loans of which a field can be asked at all: settling-fields.ts says the same for one loan. */
const ASKABLE: Readonly<Record<string, string>> = {
  collateral_value: SECURED,
  company_state: `l.borrower_kind IN ('enterprise', 'coop', 'self_employed')`,
  ...Object.fromEntries(
    ['has_serious_illness', 'is_disabled', 'on_dibao', 'monthly_income', 'works_away'].map(
      (field) => [field, PERSON],
    ),
  ),
};

const perType = z.object({
  defaultType: z.string(),
  loans: z.int(),
  balanceFen: z.int(),
  known: z.int(),
  all: z.int(),
});
const counts = z.record(z.string(), z.int());

/**
 * How much evidence the labels stand on: known and all predicates by default type (the coverage is
 * known/all), and which fields that could decide are missing most among the undetermined.
 */
export async function getEvidence(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const ofClaim = loanWhere(filter, 2, ON_CLAIM);
  const types = await reader.rows(
    perType,
    `SELECT c.default_type AS "defaultType", count(*) AS "loans",
       CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT) AS "balanceFen",
       CAST(sum(c.known_predicates) AS BIGINT) AS "known",
       CAST(sum(c.all_predicates) AS BIGINT) AS "all"
     FROM claim c WHERE c.snapshot_id = $1 AND ${ofClaim.sql} GROUP BY 1 ORDER BY 1`,
    [snapshot.id, ...ofClaim.binds],
  );
  const where = loanWhere(filter, 2);
  const isAsked = (field: string) => ASKABLE[field] ?? 'TRUE';
  // The claims are told apart first: joined to a whole book, every number of it is unpacked.
  const asked = FIELDS.map(
    ({ field, column }) => `count(*) FILTER (WHERE ${isAsked(field)}) AS "${field}_asked",
       count(*) FILTER (WHERE l.${column} IS NULL AND ${isAsked(field)}) AS "${field}_missing"`,
  ).join(',\n       ');
  const found = await reader.one(
    counts,
    `WITH claimed AS MATERIALIZED (
       SELECT l.* FROM loan l WHERE l.snapshot_id = $1 AND l.npl_state IS NOT NULL
     )
     SELECT ${asked}
     FROM claimed l JOIN (SELECT * FROM segment WHERE snapshot_id = $1) s ON s.loan_id = l.loan_id
     WHERE s.default_type = 'undetermined' AND ${where.sql}`,
    [snapshot.id, ...where.binds],
  );
  const lacking = FIELDS.map(({ field }) => ({
    field,
    missing: found[`${field}_missing`] ?? 0,
    asked: found[`${field}_asked`] ?? 0,
  }));
  const total = types.reduce((sum, { loans }) => sum + loans, 0);
  const undetermined = types.find(({ defaultType }) => defaultType === 'undetermined');
  return {
    asOf: snapshot.asOf,
    types,
    loans: total,
    undetermined: {
      loans: undetermined?.loans ?? 0,
      balanceFen: undetermined?.balanceFen ?? 0,
    },
    lacking: lacking
      .filter(({ missing: count }) => count > 0)
      .sort((a, b) => b.missing * a.asked - a.missing * b.asked || b.missing - a.missing)
      .map(({ field, ...counts }) => ({
        field,
        label: CANONICAL_FIELDS.find(({ id }) => id === field)?.label ?? { zh: field, en: field },
        ...counts,
      })),
  };
}
