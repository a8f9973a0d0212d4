import type { Expression, Predicate, TypeRule, Typology } from './rules/rule-schema.ts';

/** A fact's value for one loan; null is unknown. */
export type FactValue = string | number | boolean | null;
export type Facts = Readonly<Record<string, FactValue>>;

/** TRUE, FALSE or unknown, combined as SQL does (Kleene). */
export type Truth = boolean | null;

function every(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

/** Evaluates one condition for one loan, exactly as the SQL of compile-rule.ts does. */
export function evaluate(when: Expression, facts: Facts): Truth {
  switch (when.op) {
    case 'all':
      return every(when.of.map((part) => evaluate(part, facts)));
    case 'any': {
      const none = every(when.of.map((part) => negate(evaluate(part, facts))));
      return negate(none);
    }
    case 'not':
      return negate(evaluate(when.of, facts));
    default:
      return evaluateFact(when, facts[when.fact] ?? null);
  }
}

function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

type Leaf = Exclude<Expression, { op: 'all' | 'any' | 'not' }>;

function evaluateFact(when: Leaf, value: FactValue): Truth {
  if (value === null) return null;
  switch (when.op) {
    case 'is':
      return value === true;
    case 'in':
      return when.values.includes(String(value));
    case 'hasTag':
      return when.values.some((tag) => String(value).includes(tag));
    case 'atLeast':
      return Number(value) >= when.value;
    case 'atMost':
      return Number(value) <= when.value;
    case 'above':
      return Number(value) > when.value;
    case 'below':
      return Number(value) < when.value;
  }
}

/** The facts that a condition reads, each once. */
export function factsOf(when: Expression): string[] {
  if ('fact' in when) return [when.fact];
  const parts = Array.isArray(when.of) ? when.of : [when.of];
  return [...new Set(parts.flatMap(factsOf))];
}

export interface JudgedPredicate {
  predicate: Predicate;
  truth: Truth;
}

export interface JudgedType {
  type: TypeRule;
  predicates: JudgedPredicate[];
  /** Σ weights of predicates known true. */
  score: number;
  vetoed: boolean;
  known: number;
}

/** Judges every predicate of a typology for one loan. */
export function judge(typology: Typology, facts: Facts): JudgedType[] {
  return typology.types.map((type) => {
    const predicates = type.predicates.map((predicate) => ({
      predicate,
      truth: evaluate(predicate.when, facts),
    }));
    const fired = predicates.filter(({ truth }) => truth === true);
    return {
      type,
      predicates,
      score: fired.reduce(
        (sum, { predicate }) => sum + ('weight' in predicate ? predicate.weight : 0),
        0,
      ),
      vetoed: fired.some(({ predicate }) => 'veto' in predicate),
      known: predicates.filter(({ truth }) => truth !== null).length,
    };
  });
}

/** The types that no veto excludes, best score first, ties in the listing order. */
export function rank(judged: readonly JudgedType[]): JudgedType[] {
  return judged
    .map((type, index) => ({ type, index }))
    .filter(({ type }) => !type.vetoed)
    .sort((a, b) => b.type.score - a.type.score || a.index - b.index)
    .map(({ type }) => type);
}

/**
 * The leader when it reaches the minimum score and leads the next by the minimum, else undefined:
 * the case stays undetermined (domain 0.5 rule 3).
 */
export function assign(typology: Typology, judged: readonly JudgedType[]): JudgedType | undefined {
  const [first, next] = rank(judged);
  if (first === undefined || first.score < typology.minimumScore) return undefined;
  return first.score - (next?.score ?? 0) >= typology.minimumLead ? first : undefined;
}
