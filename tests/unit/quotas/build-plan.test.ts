import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEN_PER_UNIT } from '../../../server/money.ts';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { receipt, recomputeReceipt } from '../../../server/quotas/receipt.ts';
import { holder, inputsOf, requestOf } from './bank.ts';
import { expectExact, sum } from './expect-exact.ts';

const WAN = 1_000_000;
const bank = fc
  .array(
    fc.record({
      branch: fc.constantFrom('东', '西', '南'),
      balance: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900_000_000 })),
      past: fc.option(fc.integer({ min: -5_000, max: 200_000_000 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .filter((drafts) => drafts.some((draft) => draft.balance > 0))
  .map((drafts) =>
    drafts.map(({ branch, balance, past }, index) =>
      holder(branch, `清收员${String(index).padStart(2, '0')}`, balance, past),
    ),
  );
const blend = fc.record({
  collectable: fc.integer({ min: 1, max: 100 }),
  npl: fc.integer({ min: 0, max: 100 }),
  past: fc.integer({ min: 0, max: 100 }),
  headcount: fc.integer({ min: 0, max: 100 }),
  equal: fc.integer({ min: 0, max: 100 }),
});
const scene = fc.record({
  officers: bank,
  weights: blend,
  unit: fc.constantFrom('fen', 'yuan', 'yuan_100', 'wan' as const),
  units: fc.integer({ min: 1, max: 3_000 }),
});

describe('a plan, whatever the bank', () => {
  it('adds up by officer, branch and month, to the fen', () => {
    fc.assert(
      fc.property(scene, ({ officers, weights, unit, units }) => {
        const whole = sum(officers.map((officer) => officer.balanceFen));
        const targetFen = units * FEN_PER_UNIT[unit];
        fc.pre(targetFen <= whole * 100);
        const { plan } = buildPlan(requestOf({ targetFen, unit, weights }), inputsOf(officers));
        expectExact(plan);
      }),
    );
  });

  it('gives every officer a receipt from which the quota recomputes', () => {
    fc.assert(
      fc.property(scene, ({ officers, weights, unit, units }) => {
        const whole = sum(officers.map((officer) => officer.balanceFen));
        const targetFen = units * FEN_PER_UNIT[unit];
        fc.pre(targetFen <= whole * 100);
        const floorUnits = Math.floor(units / officers.length / 2);
        const built = buildPlan(
          requestOf({
            targetFen,
            unit,
            weights,
            officerFloorFen: floorUnits * FEN_PER_UNIT[unit],
            officerCapFen: targetFen,
          }),
          inputsOf(officers),
        );
        for (const row of built.plan.officers) {
          const own = receipt.parse(JSON.parse(JSON.stringify(built.receipt(row))));
          expect(recomputeReceipt(own)).toBe(row.quotaFen);
        }
      }),
    );
  });

  it('does not depend on the order of the officers', () => {
    fc.assert(
      fc.property(scene, ({ officers, weights, unit, units }) => {
        const whole = sum(officers.map((officer) => officer.balanceFen));
        const targetFen = units * FEN_PER_UNIT[unit];
        fc.pre(targetFen <= whole * 100);
        const request = requestOf({ targetFen, unit, weights });
        expect(buildPlan(request, inputsOf([...officers].reverse())).plan).toEqual(
          buildPlan(request, inputsOf(officers)).plan,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('never lowers an officer’s year when the target rises', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 500 }), (made, more) => {
        const { officers, weights, unit, units } = made;
        const whole = sum(officers.map((officer) => officer.balanceFen));
        const perUnit = FEN_PER_UNIT[unit];
        fc.pre((units + more) * perUnit <= whole * 100);
        const years = (targetFen: number) =>
          buildPlan(requestOf({ targetFen, unit, weights }), inputsOf(officers)).plan.officers;
        const before = years(units * perUnit);
        years((units + more) * perUnit).forEach((officer, index) => {
          expect(officer.quotaFen).toBeGreaterThanOrEqual(before[index]?.quotaFen ?? 0);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('never moves a locked cell or a locked year', () => {
    fc.assert(
      fc.property(
        bank,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 40 }),
        fc.nat(),
        (officers, month, units, pick) => {
          const held = officers.filter((officer) => officer.balanceFen > 0);
          const who = held[pick % held.length];
          fc.pre(who !== undefined && held.length > 1);
          if (who === undefined) return;
          const { branch, officer } = who;
          const targetFen = 5_000 * 100;
          fc.pre(targetFen <= sum(held.map((own) => own.balanceFen)) * 100);
          const { plan } = buildPlan(
            requestOf({
              targetFen,
              unit: 'yuan',
              weights: { npl: 100 },
              cellLocks: [{ branch, officer, month, amountFen: units * 100 }],
            }),
            inputsOf(officers),
          );
          const row = plan.officers.find((o) => o.branch === branch && o.officer === officer);
          expect(row?.monthsFen[month - 1]).toBe(units * 100);
          expect(row?.lockedMonths).toEqual([month]);
          expectExact(plan);

          const locked = buildPlan(
            requestOf({
              targetFen,
              unit: 'yuan',
              limits: [{ branch, officer, lockFen: units * 100 }],
            }),
            inputsOf(officers),
          ).plan;
          expect(locked.officers.find((o) => o.officer === officer)?.quotaFen).toBe(units * 100);
          expectExact(locked);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a plan that can be checked by hand', () => {
  const officers = [
    holder('城关', '甲', 600 * WAN, 30 * WAN),
    holder('城关', '乙', 400 * WAN, 10 * WAN),
    holder('河西', '丙', 1_000 * WAN, 60 * WAN),
    holder('河西', '丁', 0),
  ];

  it('splits 100 万元 by claims as 30, 20 and 50, and by months as 30/25/20/25 percent', () => {
    const { plan } = buildPlan(
      requestOf({ targetFen: 100 * WAN, weights: { npl: 100 } }),
      inputsOf(officers),
    );
    expect(plan.branches.map((branch) => branch.quotaFen / WAN)).toEqual([50, 50]);
    expect(plan.officers.map((own) => [own.officer, own.quotaFen / WAN])).toEqual([
      ['乙', 20],
      ['甲', 30],
      ['丙', 50],
    ]);
    const quarters = [0, 3, 6, 9].map((m) => sum(plan.monthsFen.slice(m, m + 3)) / WAN);
    expect(quarters).toEqual([30, 25, 20, 25]);
  });

  it('lists who holds no loans and gives them nothing, which is not an error', () => {
    const { plan, receipt: receiptOf } = buildPlan(
      requestOf({ targetFen: 100 * WAN, officerFloorFen: 5 * WAN }),
      inputsOf(officers),
    );
    expect(plan.withoutLoans).toEqual([{ branch: '河西', officer: '丁' }]);
    expect(receiptOf({ branch: '河西', officer: '丁' })).toBeUndefined();
  });

  it('blends 60 % claims and 40 % past recovery: 甲 gets 60 × 0.6 + 40 × 0.75 of the branch', () => {
    const built = buildPlan(
      requestOf({
        targetFen: 200 * WAN,
        unit: 'fen',
        weights: { npl: 60, past: 40 },
        branchWeights: { equal: 100 },
      }),
      inputsOf(officers),
    );
    const own = built.receipt({ branch: '城关', officer: '甲' });
    expect(own?.officerStep.totalFen).toBe(100 * WAN);
    expect(own?.officerStep.share).toEqual({ num: '33', den: '50' });
    expect(own?.quotaFen).toBe(66 * WAN);
  });

  it('marks a quota above nine tenths of the expected yield high, above the claim impossible', () => {
    const at = (targetFen: number) =>
      buildPlan(requestOf({ targetFen, weights: { npl: 100 } }), inputsOf(officers)).plan;
    expect(at(500 * WAN).officers.map((own) => own.feasibility)).toEqual([
      'feasible',
      'feasible',
      'feasible',
    ]);
    expect(at(560 * WAN).branches.map((own) => own.feasibility)).toEqual(['high', 'high']);
    expect(at(2_400 * WAN).officers.every((own) => own.feasibility === 'impossible')).toBe(true);
    expect(at(700 * WAN).warnings[0]?.says.zh).toContain('超过整个可收池 600 万元');
  });

  it('drops a basis without figures, says so, and lets the others carry its weight', () => {
    const unknown = officers.map((own) => ({ ...own, pastFen: null }));
    const { plan } = buildPlan(
      requestOf({ targetFen: 100 * WAN, weights: { npl: 50, past: 50 } }),
      inputsOf(unknown),
    );
    expect(plan.officers.map((own) => own.quotaFen / WAN)).toEqual([20, 30, 50]);
    expect(plan.warnings.map((warning) => warning.says.en)).toEqual([
      `There are no figures for "last year's recovery"; the other bases carry its weight in proportion.`,
    ]);
  });

  const who = { branch: '城关', officer: '甲' };
  it.each([
    ['target-zero', { targetFen: 0 }, /零/],
    ['target-negative', { targetFen: -WAN }, /负/],
    ['target-absurd', { targetFen: 2 * 10 ** 13 }, /1,000,000,000|10,000,000 万元/],
    ['target-absurd', { targetFen: 200_001 * WAN }, /2,000 万元的 100 倍/],
    ['not-whole-units', { targetFen: 100 * WAN + 100 }, /100\.0001 万元不是整万元/],
    ['weights-zero', { weights: { npl: 0 } }, /权重都是零/],
    [
      'floor-above-cap',
      { limits: [{ ...who, floorFen: 9 * WAN, capFen: 4 * WAN }] },
      /“甲”的下限 9 万元高于上限 4 万元,相差 5 万元/,
    ],
    ['floors-above-total', { officerFloorFen: 40 * WAN }, /120 万元.*100 万元.*20 万元/],
    ['caps-below-total', { officerCapFen: 30 * WAN }, /90 万元.*100 万元.*10 万元/],
    [
      'officer-without-loans',
      { limits: [{ branch: '河西', officer: '丁', floorFen: WAN }] },
      /丁.*没有本类别的贷款/,
    ],
    ['unknown-name', { limits: [{ branch: '河西', officer: '戊', floorFen: WAN }] }, /河西 戊/],
    ['limit-negative', { officerFloorFen: -1 }, /负/],
    [
      'duplicate-limit',
      {
        limits: [
          { ...who, capFen: WAN },
          { ...who, capFen: WAN },
        ],
      },
      /两次/,
    ],
    [
      'locks-conflict',
      {
        limits: [{ ...who, lockFen: 30 * WAN }],
        cellLocks: [{ ...who, month: 1, amountFen: 40 * WAN }],
      },
      /甲.*40 万元.*30 万元/,
    ],
  ])('refuses with %s for %j', (code, request, zh) => {
    let caught: unknown;
    try {
      buildPlan(requestOf({ targetFen: 100 * WAN, ...request }), inputsOf(officers));
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code, says: { happened: { zh: expect.stringMatching(zh) } } });
  });

  it('lets other branches make room when one person may only collect in January', () => {
    const { plan } = buildPlan(
      requestOf({
        targetFen: 100 * WAN,
        limits: [{ ...who, lockFen: 30 * WAN }],
        cellLocks: Array.from({ length: 11 }, (_, m) => ({ ...who, month: m + 2, amountFen: 0 })),
      }),
      inputsOf(officers),
    );
    expectExact(plan);
    expect(plan.officers.find((own) => own.officer === '甲')?.monthsFen[0]).toBe(30 * WAN);
  });

  it('refuses a category that nobody holds', () => {
    expect(() =>
      buildPlan(requestOf({ targetFen: WAN }), inputsOf([holder('河西', '丁', 0)])),
    ).toThrow(/nobody to split/);
  });
});
