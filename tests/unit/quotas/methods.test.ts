import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import { FEN_PER_UNIT } from '../../../server/money.ts';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import type { OfficerPool } from '../../../server/quotas/officer-pool.ts';
import { planRequest } from '../../../server/quotas/plan-request.ts';
import { receipt, recomputeReceipt } from '../../../server/quotas/receipt.ts';
import { holder, inputsOf, requestOf } from './bank.ts';
import { expectExact, sum } from './expect-exact.ts';

const WAN = 1_000_000;
const RUNS = { numRuns: 60 };

const bank = fc
  .array(
    fc.record({
      branch: fc.constantFrom('东', '西', '南'),
      balance: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900_000_000 })),
      past: fc.option(fc.integer({ min: -5_000, max: 200_000_000 }), { nil: null }),
      planned: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300_000_000 })),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .filter((drafts) => drafts.some((draft) => draft.balance > 0))
  .map((drafts) =>
    drafts.map(({ branch, balance, past, planned }, index) =>
      holder(
        ...([branch, `清收员${String(index).padStart(2, '0')}`, balance, past] as const),
        ...([undefined, Math.min(planned, balance)] as const),
      ),
    ),
  );
const level = fc.record({
  kind: fc.constantFrom('weights', 'growth', 'bottom-up', 'planned', 'headcount', 'equal'),
  growthPerMille: fc.integer({ min: -1000, max: 3000 }),
});
const months = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([a, b]) => ({ firstMonth: Math.min(a, b), lastMonth: Math.max(a, b) }));
const away = fc.record({
  months,
  leave: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
  isNew: fc.boolean(),
});
const scene = fc.record({
  officers: bank,
  branch: level,
  officer: level,
  minimum: fc.integer({ min: 0, max: 1000 }),
  gap: fc.constantFrom('weights', 'minimums', 'stretch'),
  pool: fc.integer({ min: 0, max: 400 }),
  away: fc.array(fc.option(away, { nil: null }), { minLength: 10, maxLength: 10 }),
  newStaffPerMille: fc.integer({ min: 1, max: 1000 }),
  stretchPerMille: fc.integer({ min: 1000, max: 3000 }),
  unit: fc.constantFrom('fen', 'yuan', 'yuan_100', 'wan' as const),
  units: fc.integer({ min: 1, max: 3_000 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

const EQUAL = { equal: 100 };
const MINIMUM_TYPES = [
  'incapable',
  'habitual',
  'bystander',
  'opportunist',
  'disputer',
  'evader',
  'undetermined',
];

function requestOfScene(made: Scene, units = made.units) {
  const shares = Object.fromEntries(MINIMUM_TYPES.map((type) => [type, made.minimum]));
  return requestOf({
    targetFen: units * FEN_PER_UNIT[made.unit],
    unit: made.unit,
    methods: { branch: made.branch, officer: made.officer },
    minimums: { ...shares, gap: made.gap },
    jointPools: { perMille: made.pool, branches: [] },
    newStaffPerMille: made.newStaffPerMille,
    stretchPerMille: made.stretchPerMille,
    presence: made.officers.flatMap(({ branch, officer }, index) => {
      const own = made.away[index];
      return own ? [{ branch, officer, ...own.months, leave: own.leave, isNew: own.isNew }] : [];
    }),
  });
}

/** The plan of a scene; undefined where it is refused with a sentence, as it may be. */
function planOf(made: Scene, officers: readonly OfficerPool[] = made.officers, units = made.units) {
  try {
    return buildPlan(requestOfScene(made, units), inputsOf(officers));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

describe('a plan by any methods, pools and presence', () => {
  it('adds up by officer, joint pool, branch and month, to the fen', () => {
    let made = 0;
    fc.assert(
      fc.property(scene, (own) => {
        const built = planOf(own);
        if (built === undefined) return;
        made += 1;
        expectExact(built.plan);
        if (own.gap !== 'stretch') {
          expect(built.plan.targetFen).toBe(own.units * FEN_PER_UNIT[own.unit]);
        }
      }),
    );
    expect(made).toBeGreaterThan(10);
  });

  it('gives every officer a receipt from which the quota recomputes', () => {
    fc.assert(
      fc.property(scene, (made) => {
        const built = planOf(made);
        for (const row of built?.plan.officers ?? []) {
          const own = receipt.parse(JSON.parse(JSON.stringify(built?.receipt(row))));
          expect(recomputeReceipt(own)).toBe(row.quotaFen);
        }
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the officers', () => {
    fc.assert(
      fc.property(scene, (made) => {
        const shuffled = planOf(made, [...made.officers].reverse());
        expect(shuffled?.plan).toEqual(planOf(made)?.plan);
      }),
      { numRuns: 40 },
    );
  });

  it('never lowers an officer’s year or a pool when the target rises', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 500 }), (made, more) => {
        const [before, after] = [planOf(made), planOf(made, made.officers, made.units + more)];
        if (before === undefined || after === undefined) return;
        const years = ({ plan }: typeof before) => [...plan.officers, ...plan.jointPools];
        const old = years(before);
        years(after).forEach((own, index) => {
          expect(own.quotaFen).toBeGreaterThanOrEqual(old[index]?.quotaFen ?? 0);
        });
      }),
      RUNS,
    );
  });

  it('asks nothing of anybody in a month in which they are not there', () => {
    fc.assert(
      fc.property(scene, (made) => {
        for (const own of planOf(made)?.plan.officers ?? []) {
          if (own.presence === null) continue;
          own.monthsFen.forEach((fen, m) => {
            if (!own.presence?.months.includes(m + 1)) expect(fen).toBe(0);
          });
        }
      }),
      RUNS,
    );
  });

  it('keeps every floor and cap, whatever comes first', () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.integer({ min: 0, max: 300 }), (made, pick, units) => {
        const held = made.officers.filter((own) => own.balanceFen > 0);
        const who = held[pick % held.length];
        if (who === undefined) return;
        const { branch, officer } = who;
        const bound = units * FEN_PER_UNIT[made.unit];
        for (const limit of [{ floorFen: bound }, { capFen: bound }]) {
          let built: ReturnType<typeof buildPlan>;
          try {
            const request = { ...requestOfScene(made), limits: [{ branch, officer, ...limit }] };
            built = buildPlan(request, inputsOf(made.officers));
          } catch (error) {
            if (error instanceof Refusal) continue;
            throw error;
          }
          expectExact(built.plan);
          const own = built.plan.officers.find((o) => o.branch === branch && o.officer === officer);
          const isAway = own?.presence?.months.length === 0;
          if ('floorFen' in limit && !isAway) {
            expect(own?.quotaFen).toBeGreaterThanOrEqual(bound);
          }
          if ('capFen' in limit) expect(own?.quotaFen).toBeLessThanOrEqual(bound);
        }
      }),
      RUNS,
    );
  });

  it('takes of each branch the stated share for its pool, to the nearest unit', () => {
    fc.assert(
      fc.property(scene, (made) => {
        const built = planOf(made);
        const perUnit = FEN_PER_UNIT[made.unit];
        for (const pool of built?.plan.jointPools ?? []) {
          const branch = built?.plan.branches.find((own) => own.branch === pool.branch);
          const units = (branch?.quotaFen ?? 0) / perUnit;
          expect(pool.quotaFen / perUnit).toBe(Math.floor((units * made.pool * 2 + 1000) / 2000));
        }
      }),
      RUNS,
    );
  });
});

describe('the stretch above what is guaranteed', () => {
  it('adds up at every level and is nowhere below the guaranteed, whatever the plan', () => {
    fc.assert(
      fc.property(scene, (made) => {
        const { plan } = planOf(made) ?? {};
        const stretch = plan?.stretch;
        if (!plan || !stretch) return;
        expectExact({
          ...plan,
          ...stretch,
          branches: plan.branches.map((own, i) => ({ ...own, ...stretch.branches[i] })),
          officers: plan.officers.map((own, i) => ({ ...own, ...stretch.officers[i] })),
          jointPools: plan.jointPools.map((own, i) => ({
            ...own,
            ...stretch.officers[plan.officers.length + i],
          })),
        });
        [...plan.officers, ...plan.jointPools].forEach((own, i) => {
          const more = stretch.officers[i];
          expect(more?.branch).toBe(own.branch);
          own.monthsFen.forEach((fen, m) => {
            expect(more?.monthsFen[m]).toBeGreaterThanOrEqual(fen);
          });
        });
      }),
      RUNS,
    );
  });

  it('is 1.15 times the guaranteed: 46 upon 40, 69 upon 60 and 115 upon 100', () => {
    const officers = [
      holder('城关', '甲', 600 * WAN),
      holder('城关', '乙', 400 * WAN),
      holder('河西', '丙', 1_000 * WAN),
    ];
    const request = { targetFen: 200 * WAN, unit: 'yuan', weights: { npl: 100 } };
    const { plan } = buildPlan(
      requestOf({ ...request, stretchPerMille: 1150 }),
      inputsOf(officers),
    );
    expect(plan.targetFen).toBe(200 * WAN);
    expect(plan.stretch?.targetFen).toBe(230 * WAN);
    expect(plan.stretch?.officers.map((own) => own.quotaFen / WAN)).toEqual([46, 69, 115]);
    expect(buildPlan(requestOf(request), inputsOf(officers)).plan.stretch).toBeNull();
  });

  it('refuses a stretch below the guaranteed', () => {
    const request = requestOf({ targetFen: WAN, stretchPerMille: 999 });
    expect(() => buildPlan(request, inputsOf([holder('东', '甲', WAN)]))).toThrow(
      expect.objectContaining({ code: 'stretch-absurd' }),
    );
  });
});

describe('methods that can be checked by hand', () => {
  // Expected yields: 甲 180, 乙 120, 丙 300 万元; least at one half: 90, 60, 150.
  const officers = [
    holder('城关', '甲', 600 * WAN, 30 * WAN),
    holder('城关', '乙', 400 * WAN, 10 * WAN),
    holder('河西', '丙', 1_000 * WAN, 60 * WAN),
  ];
  const planOfRequest = (request: { targetFen: number; [more: string]: unknown }) =>
    buildPlan(requestOf(request), inputsOf(officers));
  const wan = (request: Parameters<typeof planOfRequest>[0]) =>
    planOfRequest(request).plan.officers.map((own) => [own.officer, own.quotaFen / WAN]);
  const by = (kind: string, more = {}) => ({
    branch: { kind, ...more },
    officer: { kind, ...more },
  });

  it('leaves a request that names no method as it was', () => {
    const old = { year: 2027, targetFen: 100 * WAN, weights: { npl: 60, past: 40 } };
    const parsed = planRequest.parse(JSON.parse(JSON.stringify(old)));
    const { plan } = buildPlan(parsed, inputsOf(officers));
    expect(plan.branches.map((own) => own.quotaFen / WAN)).toEqual([46, 54]);
    expect(plan.jointPools).toEqual([]);
    expect(plan.officers.map((own) => own.presence)).toEqual([null, null, null]);
    const own = buildPlan(parsed, inputsOf(officers)).receipt({ branch: '城关', officer: '甲' });
    expect(own?.officerStep).toMatchObject({ start: null, presence: null });
    expect(own?.jointPool).toEqual({ perMille: 0, amountFen: 0 });
  });

  it('gives last year plus 10 %, 33 + 11 + 66, and shares the rest by the weights', () => {
    const request = {
      targetFen: 210 * WAN,
      methods: by('growth', { growthPerMille: 100 }),
      weights: { equal: 100 },
    };
    // The rest: 100 over two branches, 50 each; 城关 has 44 + 50 = 94, of which 50 over two people.
    expect(wan(request)).toEqual([
      ['乙', 11 + 25],
      ['甲', 33 + 25],
      ['丙', 66 + 50],
    ]);
    const own = planOfRequest(request).receipt({ branch: '城关', officer: '甲' });
    expect(own?.officerStep.start).toEqual({
      kind: 'growth',
      sourceFen: 30 * WAN,
      growthPerMille: 100,
      amountFen: 33 * WAN,
      allFen: 44 * WAN,
      isShort: false,
    });
  });

  it('shrinks last year plus growth in proportion where the target does not reach so far', () => {
    const request = { targetFen: 50 * WAN, methods: by('growth', { growthPerMille: 0 }) };
    expect(wan(request)).toEqual([
      ['乙', 5],
      ['甲', 15],
      ['丙', 30],
    ]);
  });

  it('gives the minimum plans, 60 + 90 + 150, and the rest by weights or in proportion', () => {
    const methods = by('bottom-up');
    const request = { targetFen: 400 * WAN, methods, weights: { equal: 100 } };
    expect(wan(request)).toEqual([
      ['乙', 60 + 25],
      ['甲', 90 + 25],
      ['丙', 150 + 50],
    ]);
    expect(wan({ ...request, minimums: { gap: 'minimums' } })).toEqual([
      ['乙', 80],
      ['甲', 120],
      ['丙', 200],
    ]);
    expect(planOfRequest(request).plan.minimumsFen).toBe(300 * WAN);
  });

  it('guarantees the minimum plans alone where the rest is left as a stretch', () => {
    const request = {
      targetFen: 400 * WAN,
      methods: by('bottom-up'),
      minimums: { gap: 'stretch' },
    };
    const { plan } = planOfRequest(request);
    expect(plan.targetFen).toBe(300 * WAN);
    expect(plan.stretch).toMatchObject({ perMille: null, targetFen: 400 * WAN });
    expect(wan(request)).toEqual([
      ['乙', 60],
      ['甲', 90],
      ['丙', 150],
    ]);
  });

  it('gives what the book plans to collect, 30 + 50 + 20, and shares what is more, or less', () => {
    const planning = [
      holder('城关', '甲', 900 * WAN, null, 3, 30 * WAN),
      holder('城关', '乙', 600 * WAN, null, 3, 50 * WAN),
      holder('河西', '丙', 1_500 * WAN, null, 3, 20 * WAN),
    ];
    const made = (target: number, more: object = {}) =>
      buildPlan(
        requestOf({ targetFen: target * WAN, methods: by('planned'), weights: EQUAL, ...more }),
        inputsOf(planning),
      );
    const years = (built: ReturnType<typeof made>) =>
      Object.fromEntries(built.plan.officers.map((own) => [own.officer, own.quotaFen / WAN]));
    // 40 more: 20 a branch, 10 each in 城关.
    expect(years(made(140))).toEqual({ 甲: 40, 乙: 60, 丙: 40 });
    expect(years(made(140, { minimums: { gap: 'minimums' } }))).toEqual({ 甲: 42, 乙: 70, 丙: 28 });
    expect(years(made(50))).toEqual({ 甲: 15, 乙: 25, 丙: 10 });
    expect(made(140).plan).toMatchObject({ plannedFen: 100 * WAN, minimumsFen: null });
    const stretched = made(140, { minimums: { gap: 'stretch' } });
    expect(years(stretched)).toEqual({ 甲: 30, 乙: 50, 丙: 20 });
    expect(stretched.plan).toMatchObject({
      targetFen: 100 * WAN,
      stretch: { targetFen: 140 * WAN },
    });
    const own = made(140).receipt({ branch: '城关', officer: '乙' });
    expect(own?.officerStep.start).toMatchObject({ kind: 'planned', sourceFen: 50 * WAN });
    expect(own && recomputeReceipt(own)).toBe(60 * WAN);
  });

  it('has no way to split by plans of a book that has none', () => {
    expect(() => planOfRequest({ targetFen: 100 * WAN, methods: by('planned') })).toThrow(
      expect.objectContaining({ code: 'nothing-planned' }),
    );
  });

  it('splits branches by one method and officers by another', () => {
    const request = {
      targetFen: 100 * WAN,
      methods: { branch: { kind: 'equal' }, officer: { kind: 'headcount' } },
    };
    expect(wan(request)).toEqual([
      ['乙', 25],
      ['甲', 25],
      ['丙', 50],
    ]);
  });

  it('keeps 20 % of each branch for its joint pool', () => {
    const { plan } = planOfRequest({
      targetFen: 100 * WAN,
      weights: { npl: 100 },
      jointPools: { perMille: 200, branches: [{ branch: '河西', perMille: 0 }] },
    });
    expect(plan.jointPools.map((own) => [own.branch, own.quotaFen / WAN])).toEqual([['城关', 10]]);
    expect(plan.officers.map((own) => own.quotaFen / WAN)).toEqual([16, 24, 50]);
    expectExact(plan);
  });

  it('counts six months and a new-staff half as a quarter of the weight', () => {
    const request = {
      targetFen: 100 * WAN,
      methods: { branch: { kind: 'equal' }, officer: { kind: 'equal' } },
      presence: [{ branch: '城关', officer: '甲', firstMonth: 7, isNew: true }],
    };
    expect(wan(request)).toEqual([
      ['乙', 40],
      ['甲', 10],
      ['丙', 50],
    ]);
    const { plan, receipt: of } = planOfRequest(request);
    const own = plan.officers.find((row) => row.officer === '甲');
    expect(sum(own?.monthsFen.slice(0, 6) ?? [])).toBe(0);
    expect(own?.lockedMonths).toEqual([]);
    expect(of({ branch: '城关', officer: '甲' })?.officerStep.presence).toEqual({
      months: 6,
      perMille: 500,
    });
  });

  it('lets the season give way, and says so, where the absences leave no way to keep it', () => {
    const { plan } = planOfRequest({
      targetFen: 100 * WAN,
      presence: officers.map(({ branch, officer }) => ({
        branch,
        officer,
        firstMonth: officer === '丙' ? 1 : 12,
        lastMonth: officer === '丙' ? 1 : 12,
      })),
    });
    expectExact(plan);
    expect(plan.monthsFen.filter((fen) => fen > 0)).toHaveLength(2);
  });

  const who = { branch: '城关', officer: '甲' };
  it.each([
    ['growth-absurd', { methods: by('growth', { growthPerMille: -1001 }) }, /−100%/],
    ['pool-share-absurd', { jointPools: { perMille: 1001 } }, /100\.1%/],
    ['pool-share-absurd', { jointPools: { perMille: -1 } }, /-0\.1%/],
    ['unknown-name', { jointPools: { branches: [{ branch: '无', perMille: 1 }] } }, /无/],
    ['presence-outside-year', { presence: [{ ...who, firstMonth: 0 }] }, /甲.*0–12/],
    ['presence-outside-year', { presence: [{ ...who, lastMonth: 13 }] }, /1–13/],
    ['presence-outside-year', { presence: [{ ...who, firstMonth: 8, lastMonth: 3 }] }, /8–3/],
    ['presence-outside-year', { presence: [{ ...who, leave: [14] }] }, /甲/],
    ['duplicate-presence', { presence: [who, who] }, /两次/],
    ['unknown-name', { presence: [{ ...who, officer: '戊' }] }, /戊/],
    ['factor-absurd', { newStaffPerMille: -500 }, /-500/],
    ['minimums-above-target', { methods: by('bottom-up') }, /300 万元.*100 万元.*200 万元/],
    [
      'fixed-while-absent',
      {
        presence: [{ ...who, lastMonth: 6 }],
        cellLocks: [{ ...who, month: 7, amountFen: WAN }],
      },
      /甲.*7 月不在岗/,
    ],
  ])('refuses with %s for %j', (code, request, zh) => {
    expect(() => planOfRequest({ targetFen: 100 * WAN, ...request })).toThrow(
      expect.objectContaining({
        code,
        says: expect.objectContaining({
          happened: expect.objectContaining({ zh: expect.stringMatching(zh) }),
        }),
      }),
    );
  });
});
