import { type Facts, factsOf, type JudgedType, rank } from './explain-rule.ts';
import { FACTS } from './rules/facts.ts';
import type { Typology } from './rules/rule-schema.ts';

export interface SettlingField {
  /** A canonical field whose value is unknown. */
  field: string;
  /** The largest lead that a candidate could reach if this field alone became known. */
  lead: number;
  /** Whether that lead, with the score it needs, would settle the case. */
  settles: boolean;
}

const SECURED = new Set(['mortgage', 'pledge', 'mixed']);
const COMPANIES = new Set(['enterprise', 'coop']);

/** Whether asking for a field makes sense: no company state of a person, no value of no collateral. */
export function isAskable(field: string, facts: Facts): boolean {
  if (field === 'collateral_value') return SECURED.has(String(facts['guarantee_kind']));
  const isCompany = COMPANIES.has(String(facts['borrower_kind']));
  if (field === 'company_state') return isCompany || facts['borrower_kind'] === 'self_employed';
  const ofPersons = ['has_serious_illness', 'is_disabled', 'on_dibao', 'is_deceased', 'in_custody'];
  if ([...ofPersons, 'monthly_income', 'works_away', 'spouse_signed'].includes(field)) {
    return !isCompany;
  }
  return true;
}

/** The unknown canonical fields behind a condition's unknown facts. */
export function missingFields(facts: Facts, read: readonly string[]): string[] {
  const fields = read
    .filter((fact) => (facts[fact] ?? null) === null)
    .flatMap((fact) => FACTS.get(fact)?.fields ?? [])
    .filter((field) => (facts[field] ?? null) === null && isAskable(field, facts));
  return [...new Set(fields)];
}

/**
 * Up to three fields that could settle an undetermined case: those that could carry one of the two
 * leading candidates furthest ahead, weighing what the field could add to it and whom it could veto.
 */
export function settlingFields(
  typology: Typology,
  judged: readonly JudgedType[],
  facts: Facts,
): SettlingField[] {
  const standing = rank(judged);
  const gains = new Map<string, Map<string, { weight: number; veto: boolean }>>();
  for (const candidate of standing.slice(0, 2)) {
    for (const { predicate, truth } of candidate.predicates) {
      if (truth !== null) continue;
      for (const field of missingFields(facts, factsOf(predicate.when))) {
        const types = gains.get(field) ?? new Map();
        const had = types.get(candidate.type.id) ?? { weight: 0, veto: false };
        types.set(candidate.type.id, {
          weight: had.weight + ('weight' in predicate ? predicate.weight : 0),
          veto: had.veto || 'veto' in predicate,
        });
        gains.set(field, types);
      }
    }
  }
  const reach = (field: string, candidate: JudgedType): { lead: number; score: number } => {
    const could = gains.get(field);
    const others = standing.filter(
      (other) => other !== candidate && could?.get(other.type.id)?.veto !== true,
    );
    const next = Math.max(0, ...others.map((other) => other.score));
    const score = candidate.score + (could?.get(candidate.type.id)?.weight ?? 0);
    return { lead: score - next, score };
  };
  return [...gains.keys()]
    .map((field) => {
      const reached = standing.slice(0, 2).map((candidate) => reach(field, candidate));
      return {
        field,
        lead: Math.max(...reached.map(({ lead }) => lead)),
        settles: reached.some(
          ({ lead, score }) => score >= typology.minimumScore && lead >= typology.minimumLead,
        ),
      };
    })
    .sort((a, b) => Number(b.settles) - Number(a.settles) || b.lead - a.lead)
    .slice(0, 3);
}
