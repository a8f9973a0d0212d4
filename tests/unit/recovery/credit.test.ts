import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/calendar.ts';
import {
  type CreditFacts,
  creditEntries,
  creditLine,
  findReversed,
  rulesOn,
} from '../../../server/recovery/credit.ts';
import {
  CREDIT_RULES,
  creditRules,
  DEFAULT_CREDIT_RULES,
} from '../../../server/recovery/credit-rules.ts';
import { splitSigned } from '../../../server/recovery/split-signed.ts';

const amount = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 });
const weights = fc
  .array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some((weight) => weight > 0));
const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);

describe('a signed split', () => {
  it('gives what is over to the largest remainders, of equal ones to the earlier', () => {
    expect(splitSigned(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitSigned(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(splitSigned(101, [60, 40])).toEqual([61, 40]);
    expect(splitSigned(5, [0, 1])).toEqual([0, 5]);
    expect(() => splitSigned(5, [0])).toThrow();
  });

  it('adds to the amount, and the negative amount splits into the negative parts', () => {
    fc.assert(
      fc.property(amount, weights, (fen, of) => {
        const parts = splitSigned(fen, of);
        expect(sum(parts)).toBe(fen);
        expect(splitSigned(-fen, of)).toEqual(parts.map((part) => (part === 0 ? 0 : -part)));
        of.forEach((weight, place) => {
          const off = BigInt(parts[place] ?? 0) * BigInt(sum(of)) - BigInt(fen) * BigInt(weight);
          expect(off < BigInt(sum(of)) && -off < BigInt(sum(of))).toBe(true);
        });
      }),
    );
  });
});

const facts = (over: Partial<CreditFacts>): CreditFacts => ({
  postedOn: '2026-06-30',
  method: '转账',
  holders: ['李建国'],
  handover: null,
  lastContactOn: null,
  ...over,
});
const credit = (over: Partial<CreditFacts>, rules = DEFAULT_CREDIT_RULES) =>
  creditLine(facts(over), rules);
const one = (officer: string | null, weight: number) => ({ officer, weight });

describe('a line that names no collector', () => {
  it('is credited to who holds the loan, and to nobody while that is unknown', () => {
    expect(credit({})).toEqual({ rule: 'own', recipients: [one('李建国', 100)] });
    expect(credit({ holders: [] })).toBeUndefined();
  });

  it('is shared equally by those who hold it together', () => {
    expect(credit({ holders: ['甲', '乙'] })).toEqual({
      rule: 'joint',
      recipients: [one('甲', 100), one('乙', 100)],
    });
  });

  it('is shared with who held it before, within thirty days of the handover', () => {
    const handover = { from: '王丽', on: '2026-05-31' };
    expect(credit({ handover })?.recipients).toEqual([one('李建国', 50), one('王丽', 50)]);
    expect(credit({ handover: { ...handover, on: '2026-05-30' } })?.rule).toBe('own');
  });

  it('counts by its method: a court 60/40, a team 70/30, an agency for no officer', () => {
    expect(credit({ method: '法院执行' })?.recipients).toEqual([one('李建国', 60), one(null, 40)]);
    expect(credit({ method: '专班清收' })?.recipients).toEqual([one(null, 70), one('李建国', 30)]);
    expect(credit({ method: '委外回款' })).toEqual({
      rule: 'outsourced',
      recipients: [one(null, 100)],
    });
  });

  it('counts half of a deduction that nobody worked for; an unknown contact is no proof of none', () => {
    const method = '扣划';
    expect(credit({ method, lastContactOn: '2026-05-30' })).toEqual({
      rule: 'deduction',
      recipients: [one('李建国', 50), one(null, 50)],
    });
    expect(credit({ method, lastContactOn: '2026-05-31' })?.rule).toBe('own');
    expect(credit({ method })?.rule).toBe('own');
  });

  it('leaves a rule out that is off, and gives a share to whom the bank names', () => {
    const rules = DEFAULT_CREDIT_RULES.map((rule) =>
      rule.id === 'legal'
        ? {
            ...rule,
            shares: [
              { to: 'holder' as const, name: null, percent: 60 },
              { to: 'named' as const, name: '法务岗', percent: 40 },
            ],
          }
        : { ...rule, isOn: rule.id !== 'own' },
    );
    expect(credit({ method: '法院执行' }, rules)?.recipients).toContainEqual(one('法务岗', 40));
    expect(credit({}, rules)).toBeUndefined();
  });
});

const name = fc.constantFrom('甲', '乙', '丙', '丁');
const anyFacts = fc.record({
  postedOn: fc.nat({ max: 400 }).map((days) => addDays('2026-01-01', days)),
  method: fc.option(fc.constantFrom('转账', '扣划', '法院执行', '专班', '委外')),
  holders: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
  handover: fc.option(
    fc.record({ from: name, on: fc.nat({ max: 400 }).map((d) => addDays('2026-01-01', d)) }),
  ),
  lastContactOn: fc.option(fc.constantFrom('2025-12-01', '2026-06-01')),
});

describe('the entries that credit a line', () => {
  it('add to zero, to the line without what is taken from nobody, and move nothing in sum', () => {
    fc.assert(
      fc.property(anyFacts, amount, amount, (of, principalFen, interestFen) => {
        const found = creditLine(of, DEFAULT_CREDIT_RULES);
        if (found === undefined) throw new Error('a rule holds of every line that is held');
        const line = { principalFen, interestFen };
        const entries = creditEntries(line, found.recipients, of.holders);
        expect(sum(entries.map((entry) => entry.principalFen))).toBe(0);
        expect(sum(entries.map((entry) => entry.interestFen))).toBe(0);
        const given = entries.filter(({ shareBp }) => shareBp >= 0);
        expect(sum(given.map((entry) => entry.principalFen))).toBe(principalFen);
        expect(sum(given.map((entry) => entry.shareBp))).toBe(10_000);
        expect(sum(given.map((entry) => entry.ownFen))).toBe(principalFen);
        const back = creditEntries(
          { principalFen: -principalFen, interestFen: -interestFen },
          found.recipients,
          of.holders,
        );
        for (const [place, entry] of back.entries()) {
          expect(entry.principalFen + (entries[place]?.principalFen ?? 0)).toBe(0);
          expect(entry.interestFen + (entries[place]?.interestFen ?? 0)).toBe(0);
        }
      }),
    );
  });
});

describe('versions of the rules', () => {
  const version = (no: number, effectiveFrom: string) => ({ no, effectiveFrom, rules: [] });
  it('hold from their day on, the one set last where several do', () => {
    const all = [
      version(0, '0001-01-01'),
      version(1, '2026-03-01'),
      version(2, '2026-05-01'),
      version(3, '2026-04-01'),
    ];
    expect(rulesOn(all, '2026-02-28').no).toBe(0);
    expect(rulesOn(all, '2026-03-31').no).toBe(1);
    expect(rulesOn(all, '2026-06-01').no).toBe(3);
  });

  it('have every rule once, in order, with shares of 100 in all', () => {
    expect(creditRules.safeParse(DEFAULT_CREDIT_RULES).success).toBe(true);
    expect(DEFAULT_CREDIT_RULES.map(({ id }) => id)).toEqual([...CREDIT_RULES]);
    expect(creditRules.safeParse(DEFAULT_CREDIT_RULES.toReversed()).success).toBe(false);
    const short = DEFAULT_CREDIT_RULES.map((rule) => ({
      ...rule,
      shares: [{ to: 'holder' as const, percent: 99 }],
    }));
    expect(creditRules.safeParse(short).success).toBe(false);
    const nameless = DEFAULT_CREDIT_RULES.map((rule) => ({
      ...rule,
      shares: [{ to: 'named' as const, percent: 100 }],
    }));
    expect(creditRules.safeParse(nameless).success).toBe(false);
  });
});

describe('a negative line', () => {
  const line = (ref: string, postedOn: string, principalFen: number, loanId = 'A') => ({
    ...{ ref, loanId, postedOn, principalFen, interestFen: 0 },
  });
  it('takes back the latest line of the loan with its amounts that nothing else took back', () => {
    const earlier = [
      line('1', '2026-01-05', 500),
      line('2', '2026-02-05', 500),
      line('3', '2026-02-06', 400),
      line('4', '2026-02-07', 500, 'B'),
      line('5', '2026-04-05', 500),
    ];
    const back = line('9', '2026-03-05', -500);
    expect(findReversed(back, earlier, new Set())?.ref).toBe('2');
    expect(findReversed(back, earlier, new Set(['2']))?.ref).toBe('1');
    expect(findReversed(back, earlier, new Set(['1', '2']))).toBeNull();
  });
});
