import { PAINS_IN_ORDER, TYPES_IN_ORDER } from './get-filter-options.ts';
import { DEFAULT_TYPES } from './rules/default-types.ts';
import { DEADLINE_GATE, GATES } from './rules/gates.ts';
import { DEFAULT_PAINS, PAIN_CLASSES } from './rules/pain-points.ts';
import type { Predicate, TypeRule } from './rules/rule-schema.ts';

const plain = (predicate: Predicate) => ({
  id: predicate.id,
  says: predicate.says,
  mark: predicate.mark,
  weight: 'weight' in predicate ? predicate.weight : null,
  veto: 'veto' in predicate,
});

const plainType = ({ id, label, means, mark, predicates, awaits }: TypeRule) => ({
  id,
  label,
  means,
  mark,
  predicates: predicates.map(plain),
  awaits: awaits.map(({ id: awaited, says }) => ({ id: awaited, says })),
});

/** The rule set in force, as the pages show it: every predicate with its weight and source mark. */
export function getRules() {
  return {
    version: DEFAULT_TYPES.version,
    notice: {
      zh: '定义:银行模板 v1。公开资料中没有权威定义,权重由本行确定。',
      en: 'Definition: bank template v1. No public definition exists; the bank sets the weights.',
    },
    minimumScore: DEFAULT_TYPES.minimumScore,
    minimumLead: DEFAULT_TYPES.minimumLead,
    defaultTypes: TYPES_IN_ORDER.map((type) => ({
      ...plainType(type),
      defaultPain: DEFAULT_PAINS[type.id] ?? null,
      needsConfirmation: type.id === 'evader',
    })),
    painPoints: PAINS_IN_ORDER.map((pain) => ({
      ...plainType(pain),
      painClass: PAIN_CLASSES[pain.id] ?? null,
    })),
    gates: [...GATES, DEADLINE_GATE].map(({ id, label, means, mark }) => ({
      id,
      label,
      means,
      mark,
    })),
  };
}
