import { describe, expect, it } from 'vitest';
import { assign, evaluate, judge } from '../../../server/triage/explain-rule.ts';
import { DEFAULT_TYPES } from '../../../server/triage/rules/default-types.ts';
import { FACTS } from '../../../server/triage/rules/facts.ts';
import type { Expression } from '../../../server/triage/rules/rule-schema.ts';
import { missingFields, settlingFields } from '../../../server/triage/settling-fields.ts';

const is = (fact: string): Expression => ({ op: 'is', fact });

describe('three-valued logic', () => {
  it('lets a known part decide and keeps the rest unknown', () => {
    const facts = { yes: true, no: false, unknown: null };
    const any = (...of: string[]) => evaluate({ op: 'any', of: of.map(is) }, facts);
    const all = (...of: string[]) => evaluate({ op: 'all', of: of.map(is) }, facts);
    expect([any('yes', 'unknown'), any('no', 'unknown'), any('no', 'no')]).toEqual([
      true,
      null,
      false,
    ]);
    expect([all('no', 'unknown'), all('yes', 'unknown'), all('yes', 'yes')]).toEqual([
      false,
      null,
      true,
    ]);
    expect(evaluate({ op: 'not', of: is('unknown') }, facts)).toBe(null);
  });

  it('calls a fact that is missing altogether unknown, never false', () => {
    expect(evaluate({ op: 'below', fact: 'balance', value: 5 }, {})).toBe(null);
  });
});

const assigned = (facts: Record<string, string | number | boolean | null>) =>
  assign(DEFAULT_TYPES, judge(DEFAULT_TYPES, facts))?.type.id ?? 'undetermined';

describe('assignment', () => {
  it('wants a score of 4 and a lead of 2', () => {
    expect(assigned({ has_dispute: true })).toBe('undetermined');
    expect(assigned({ has_dispute: true, scenario_tags: 's08' })).toBe('disputer');
    expect(
      assigned({
        has_dispute: true,
        fund_use: 'third_party',
        has_serious_illness: true,
        scenario_tags: 's03',
      }),
    ).toBe('undetermined');
  });

  it('excludes a type by a known veto only, not by an unknown one', () => {
    const able = { capacity_at_least_permille: 2000, days_past_due: 200, fund_use: 'diverted' };
    expect(assigned({ ...able, has_dispute: null })).toBe('opportunist');
    expect(assigned({ ...able, has_dispute: true })).not.toBe('opportunist');
  });

  it('does not hold an evader against the dead, the imprisoned or the ill', () => {
    const evader = { related_transfer: true, is_dishonest_listed: true };
    expect(assigned(evader)).toBe('evader');
    for (const veto of ['is_deceased', 'in_custody', 'has_serious_illness']) {
      expect(assigned({ ...evader, [veto]: true })).not.toBe('evader');
    }
  });

  it('takes the part of the capacity that is known when it is enough, and waits when it is not', () => {
    const poor = {
      capacity_at_least_permille: 100,
      capacity_permille: null,
      has_serious_illness: true,
    };
    expect(assigned(poor)).toBe('undetermined');
    expect(assigned({ ...poor, capacity_permille: 100 })).toBe('incapable');
  });
});

describe('the fields that would settle a case', () => {
  const settle = (facts: Record<string, string | number | boolean | null>) =>
    settlingFields(DEFAULT_TYPES, judge(DEFAULT_TYPES, facts), facts);

  it('are those that carry a leading candidate furthest, at most three', () => {
    const fields = settle({ has_dispute: true });
    expect(fields.length).toBeLessThanOrEqual(3);
    expect(fields[0]).toMatchObject({ field: 'scenario_tags', settles: true, lead: 6 });
  });

  it('are none when everything is known: then a person decides', () => {
    const facts = Object.fromEntries(
      [...FACTS.values()].map(({ id, kind }) => [
        id,
        kind === 'flag' ? false : kind === 'code' || kind === 'text' ? 'other' : 0,
      ]),
    );
    expect(settle(facts)).toEqual([]);
  });

  it('never ask a person for the state of a company, nor for the value of no collateral', () => {
    const asked = missingFields({ borrower_kind: 'natural', guarantee_kind: 'credit' }, [
      'company_state',
      'assets_permille',
      'has_serious_illness',
    ]);
    expect(asked).toEqual(['asset_grade', 'has_serious_illness']);
  });
});
