import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import { CANONICAL_FIELDS } from '../loan-book/canonical-fields.ts';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import { yuanText } from '../money.ts';
import {
  assign,
  type Facts,
  type FactValue,
  factsOf,
  type JudgedPredicate,
  type JudgedType,
  judge,
  rank,
} from './explain-rule.ts';
import { UNDETERMINED } from './get-filter-options.ts';
import { DEFAULT_TYPES } from './rules/default-types.ts';
import { FACTS, type Fact } from './rules/facts.ts';
import { DEADLINE_GATE, GATES } from './rules/gates.ts';
import { DEFAULT_PAINS, PAIN_CLASSES, PAIN_POINTS } from './rules/pain-points.ts';
import { sayScenarios } from './rules/scenarios.ts';
import { missingFields, settlingFields } from './settling-fields.ts';

const factValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** `segment.detail`: what was true at the load and cannot be read from the loan's own columns. */
export const segmentDetail = z.object({ facts: z.record(z.string(), factValue) });

const LABELS = new Map(CANONICAL_FIELDS.map(({ id, label }) => [id, label]));
const PERSONAL = new Set(CANONICAL_FIELDS.flatMap(({ id, personal }) => (personal ? [id] : [])));
const PROTECTED = {
  label: { zh: '依据', en: 'rests on' },
  text: { zh: '受保护的个人信息', en: 'protected personal data' },
};
const same = (text: string): Sentence => ({ zh: text, en: text });

/** A fact's value as people read it. */
function textOf(fact: Fact, value: FactValue): Sentence {
  if (value === null) return { zh: '未知', en: 'unknown' };
  if (fact.id === 'scenario_tags') return sayScenarios(String(value));
  switch (fact.kind) {
    case 'code':
      return CODES_BY_FIELD[fact.id]?.[String(value)] ?? same(String(value));
    case 'flag':
      return value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'money':
      return { zh: `${yuanText(Number(value))} 元`, en: `CNY ${yuanText(Number(value))}` };
    case 'permille':
      return same(`${(Number(value) / 10).toFixed(1)}%`);
    case 'days':
      return { zh: `${value} 天`, en: `${value} days` };
    default:
      return same(String(value));
  }
}

/** The values that a predicate was judged on; personal data is only said to be there (个保法 28). */
function valuesOf(read: readonly string[], facts: Facts) {
  const known = read.flatMap((id) => FACTS.get(id) ?? []).filter(({ id }) => facts[id] !== null);
  const open = known.filter(({ id, derived }) => derived || !PERSONAL.has(id));
  return [
    ...open.map((fact) => ({ label: fact.label, text: textOf(fact, facts[fact.id] ?? null) })),
    ...(open.length < known.length ? [PROTECTED] : []),
  ];
}

const fieldsOf = (ids: readonly string[]) =>
  ids.map((field) => ({ field, label: LABELS.get(field) ?? same(field) }));

function explainPredicate({ predicate, truth }: JudgedPredicate, facts: Facts) {
  const read = factsOf(predicate.when);
  return {
    id: predicate.id,
    says: predicate.says,
    mark: predicate.mark,
    weight: 'weight' in predicate ? predicate.weight : null,
    veto: 'veto' in predicate,
    truth,
    /** The values it was judged on; empty parts of an any-of stay unknown. */
    values:
      truth === null
        ? []
        : valuesOf(
            read.filter((id) => facts[id] !== null),
            facts,
          ),
    missing: truth === null ? fieldsOf(missingFields(facts, read)) : [],
  };
}

function explainType(judged: JudgedType, facts: Facts) {
  return {
    code: judged.type.id,
    label: judged.type.label,
    means: judged.type.means,
    score: judged.score,
    vetoed: judged.vetoed,
    known: judged.known,
    all: judged.predicates.length,
    predicates: judged.predicates.map((predicate) => explainPredicate(predicate, facts)),
  };
}

/**
 * Why one claim carries its label: every type's score with the predicates that fired and the values
 * they fired on, what is unknown, and for an undetermined case up to three fields that could settle
 * it. `facts` are the loan's canonical fields with the stored facts of its segment.
 */
export function explainLoan(facts: Facts, gates: string) {
  const types = judge(DEFAULT_TYPES, facts);
  const assigned = assign(DEFAULT_TYPES, types);
  const [first, next] = rank(types).filter(({ score }) => score > 0);
  const pains = judge(PAIN_POINTS, facts);
  const strong = rank(pains).filter(({ score }) => score >= PAIN_POINTS.minimumScore);
  const fallback = DEFAULT_PAINS[assigned?.type.id ?? ''];
  const assumed = strong.length === 0 && fallback !== undefined;
  const chosen = assumed ? pains.filter(({ type }) => type.id === fallback) : strong.slice(0, 2);
  const holding = gates.split(';');
  const option = (judged: JudgedType | undefined) =>
    judged === undefined ? null : { code: judged.type.id, label: judged.type.label };
  return {
    ruleVersion: DEFAULT_TYPES.version,
    defaultType: option(assigned) ?? UNDETERMINED,
    needsConfirmation: assigned?.type.id === 'evader',
    score: first?.score ?? 0,
    minimumScore: DEFAULT_TYPES.minimumScore,
    minimumLead: DEFAULT_TYPES.minimumLead,
    leading: option(first),
    runnerUp: option(next),
    runnerUpScore: next?.score ?? 0,
    known: types.reduce((sum, { known }) => sum + known, 0),
    all: types.reduce((sum, { predicates }) => sum + predicates.length, 0),
    types: types
      .map((judged) => explainType(judged, facts))
      .sort((a, b) => Number(a.vetoed) - Number(b.vetoed) || b.score - a.score),
    settles:
      assigned === undefined
        ? settlingFields(DEFAULT_TYPES, types, facts).map(({ field, ...reach }) => ({
            field,
            label: LABELS.get(field) ?? same(field),
            ...reach,
          }))
        : [],
    painPoints: chosen.map((judged) => ({
      code: judged.type.id,
      label: judged.type.label,
      means: judged.type.means,
      painClass: PAIN_CLASSES[judged.type.id] ?? null,
      score: judged.score,
      fired: judged.predicates
        .filter(({ truth }) => truth === true)
        .map((predicate) => explainPredicate(predicate, facts)),
    })),
    painAssumed: assumed,
    gates: [...GATES, DEADLINE_GATE]
      .filter(({ id }) => holding.includes(id))
      .map(({ id, label, means, mark }) => ({ id, label, means, mark })),
  };
}
