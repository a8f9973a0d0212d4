import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/calendar.ts';
import { type GuaranteeFacts, guaranteeClock } from '../../../server/triage/guarantee-clock.ts';
import { type LimitationFacts, limitationClock } from '../../../server/triage/limitation-clock.ts';

const claim: LimitationFacts = {
  maturesOn: '2022-03-31',
  extendedTo: null,
  lastInterruptedOn: null,
  interruptProof: null,
  courtStage: null,
  judgmentOn: null,
  enforcementOn: null,
};
const secured: GuaranteeFacts = {
  guaranteeKind: 'guarantee',
  guarantor: '王某',
  guaranteeEndsOn: null,
  maturesOn: '2025-08-31',
  disbursedOn: '2023-08-31',
  courtStage: null,
};

describe('limitation', () => {
  it('runs three years from the last due date (民法典 188, 189)', () => {
    expect(limitationClock(claim)).toMatchObject({
      rule: 'maturity',
      endsOn: '2025-03-31',
      proven: true,
    });
    expect(limitationClock({ ...claim, extendedTo: '2022-12-01' }).endsOn).toBe('2025-12-01');
    expect(limitationClock({ ...claim, maturesOn: '2024-02-29' }).endsOn).toBe('2027-02-28');
  });

  it('starts anew with an interruption (195), and shows the day without one that has no proof', () => {
    const interrupted = { ...claim, lastInterruptedOn: '2024-06-01' };
    expect(limitationClock({ ...interrupted, interruptProof: '签收回执' })).toEqual({
      rule: 'interruption',
      endsOn: '2027-06-01',
      provenEndsOn: '2027-06-01',
      proven: true,
    });
    for (const interruptProof of [null, '无']) {
      expect(limitationClock({ ...interrupted, interruptProof })).toEqual({
        rule: 'interruption',
        endsOn: '2027-06-01',
        provenEndsOn: '2025-03-31',
        proven: false,
      });
    }
  });

  it('gives way to two years for enforcement after a judgment (民诉法 250)', () => {
    expect(
      limitationClock({ ...claim, courtStage: 'judged', judgmentOn: '2025-05-05' }),
    ).toMatchObject({
      rule: 'enforcement',
      endsOn: '2027-05-05',
    });
    expect(limitationClock({ ...claim, courtStage: 'judged' })).toMatchObject({
      rule: 'unknown',
      endsOn: null,
    });
  });

  it('shows no day while a suit or an enforcement holds it', () => {
    expect(limitationClock({ ...claim, courtStage: 'trial' }).rule).toBe('in_suit');
    expect(
      limitationClock({ ...claim, courtStage: 'terminated_round', judgmentOn: '2020-01-01' }).rule,
    ).toBe('enforced');
  });

  it('leaves debts due before 2017-10-01 to a lawyer (时效解释 2–3)', () => {
    expect(limitationClock({ ...claim, maturesOn: '2017-09-30' })).toMatchObject({
      rule: 'legal_review',
      endsOn: null,
    });
    expect(limitationClock({ ...claim, maturesOn: '2017-10-01' }).rule).toBe('maturity');
  });

  it('never ends earlier because of an interruption, and proof never shortens it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.boolean(),
        (due, later, proof) => {
          const clock = limitationClock({
            ...claim,
            maturesOn: addDays('2017-10-01', due),
            lastInterruptedOn: addDays('2017-10-01', later),
            interruptProof: proof ? '签收回执' : null,
          });
          const bare = limitationClock({ ...claim, maturesOn: addDays('2017-10-01', due) });
          expect((clock.endsOn ?? '') >= (bare.endsOn ?? '')).toBe(true);
          expect((clock.provenEndsOn ?? '') <= (clock.endsOn ?? '')).toBe(true);
          expect(clock.proven).toBe(clock.provenEndsOn === clock.endsOn);
        },
      ),
    );
  });
});

describe('the guarantee period', () => {
  it('is as agreed, else six months from the due date (692)', () => {
    expect(guaranteeClock({ ...secured, guaranteeEndsOn: '2027-08-31' })).toEqual({
      rule: 'agreed',
      lapsesOn: '2027-08-31',
    });
    expect(guaranteeClock(secured)).toEqual({ rule: 'six_months', lapsesOn: '2026-02-28' });
  });

  it('counts as not agreed when it ends no later than the debt falls due', () => {
    expect(guaranteeClock({ ...secured, guaranteeEndsOn: '2025-08-31' }).rule).toBe('six_months');
  });

  it('of a contract before 2021 without a period is for a lawyer', () => {
    expect(guaranteeClock({ ...secured, disbursedOn: '2020-12-31' })).toEqual({
      rule: 'legal_review',
      lapsesOn: null,
    });
  });

  it('does not exist without a guarantor, and is held by a suit', () => {
    expect(guaranteeClock({ ...secured, guaranteeKind: 'credit', guarantor: null }).rule).toBe(
      'none',
    );
    expect(guaranteeClock({ ...secured, courtStage: 'filed' }).rule).toBe('in_suit');
  });
});
