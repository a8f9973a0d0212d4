import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../server/triage/explain-rule.ts';
import { DEFAULT_TYPES } from '../../../server/triage/rules/default-types.ts';
import { FACTS } from '../../../server/triage/rules/facts.ts';
import { GATES } from '../../../server/triage/rules/gates.ts';
import {
  DEFAULT_PAINS,
  PAIN_CLASSES,
  PAIN_POINTS,
} from '../../../server/triage/rules/pain-points.ts';
import { gateRule, typology } from '../../../server/triage/rules/rule-schema.ts';

const TYPOLOGIES = [DEFAULT_TYPES, PAIN_POINTS];
const conditions = [
  ...TYPOLOGIES.flatMap(({ types }) => types.flatMap(({ predicates }) => predicates)),
  ...GATES,
];

describe('the rule set', () => {
  it('is data that passes its schema, also after a trip through JSON', () => {
    for (const rules of TYPOLOGIES) {
      expect(typology.parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
    }
    for (const gate of GATES)
      expect(gateRule.parse(JSON.parse(JSON.stringify(gate)))).toEqual(gate);
  });

  it('reads only facts that exist', () => {
    for (const { id, when } of conditions) {
      for (const fact of factsOf(when))
        expect([id, fact, FACTS.has(fact)]).toEqual([id, fact, true]);
    }
  });

  it('gives every predicate an id of its own', () => {
    const ids = conditions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never reads age or occupation (domain 0.5 rule 5)', () => {
    const read = conditions.flatMap(({ when }) => factsOf(when));
    for (const forbidden of ['birth_year', 'occupation', 'borrower_name', 'id_number', 'phone']) {
      expect(read).not.toContain(forbidden);
    }
  });

  it('lists candidates so that protection comes before action (A.2.1)', () => {
    expect(DEFAULT_TYPES.types.map(({ id }) => id)).toEqual([
      'disputer',
      'incapable',
      'evader',
      'opportunist',
      'bystander',
      'habitual',
    ]);
  });

  it('lets every type be reached from the fields a book can carry', () => {
    for (const rules of TYPOLOGIES) {
      for (const { id, predicates } of rules.types) {
        const most = predicates.reduce(
          (sum, each) => sum + ('weight' in each ? each.weight : 0),
          0,
        );
        expect([id, most >= rules.minimumScore]).toEqual([id, true]);
      }
    }
  });

  it('has a pain point for every default type and a class for every pain point', () => {
    for (const { id } of DEFAULT_TYPES.types)
      expect(PAIN_CLASSES[DEFAULT_PAINS[id] ?? '']).toBeDefined();
    for (const { id } of PAIN_POINTS.types) expect(PAIN_CLASSES[id]).toBeDefined();
  });
});
