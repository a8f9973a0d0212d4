import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { monthProfile } from '../../../server/quotas/month-profile.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { EditPlace, PlanEdit } from '../../../server/quotas/plan-edit.ts';
import { receipt, recomputeReceipt } from '../../../server/quotas/receipt.ts';
import { holder, inputsOf, requestOf } from './bank.ts';
import { expectExact, sum } from './expect-exact.ts';

const WAN = 1_000_000;

/** 城关 has 60 and 40 万元, 河西 60 and 40; every month a twelfth of 240: 6, 4, 6, 4 … */
const officers = [
  holder('城关', '甲', 600 * WAN),
  holder('城关', '乙', 400 * WAN),
  holder('河西', '丙', 600 * WAN),
  holder('河西', '丁', 400 * WAN),
];
const inputs = { ...inputsOf(officers), profile: monthProfile('equal', [], 0) };
const whole = {
  targetFen: 240 * WAN,
  weights: { npl: 100 },
};
const edit = (places: EditPlace[], absorb: PlanEdit['absorb'], why = ''): PlanEdit => ({
  places,
  absorb,
  why,
});
const cell = (officer: string, month: number, wan: number, branch = '城关'): EditPlace => ({
  branch,
  officer,
  month,
  amountFen: wan * WAN,
});
const build = (edits: readonly PlanEdit[], more: object = {}) =>
  buildPlan(requestOf({ ...whole, ...more, edits }), inputs);
const planOf = (edits: readonly PlanEdit[], more: object = {}) => build(edits, more).plan;
const row = (plan: Plan, name: string) => {
  const own = plan.officers.find((officer) => officer.officer === name);
  return { year: (own?.quotaFen ?? 0) / WAN, months: own?.monthsFen.map((fen) => fen / WAN) ?? [] };
};
const same = (month: number, of: number, rest: number) =>
  Array.from({ length: 12 }, (_, m) => (m + 1 === month ? of : rest));
function refusalOf(edits: readonly PlanEdit[], more: object = {}): Refusal {
  try {
    planOf(edits, more);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('one amount changed by hand, by example: 甲 and 丙 6 万元 a month, 乙 and 丁 4', () => {
  it('the same row: eleven months of 甲 give the eleven that March takes, nobody else moves', () => {
    const plan = planOf([edit([cell('甲', 3, 17)], 'row')]);
    expect(row(plan, '甲')).toEqual({ year: 72, months: same(3, 17, 5) });
    for (const name of ['乙', '丙', '丁']) expect(row(plan, name)).toEqual(row(planOf([]), name));
    expect(plan.monthsFen[2]).toBe(31 * WAN);
    expectExact(plan);
  });

  it('the same column: 乙 gives what 甲 takes in March, and the years change with it', () => {
    const plan = planOf([edit([cell('甲', 3, 9)], 'column')]);
    expect(row(plan, '甲')).toEqual({ year: 75, months: same(3, 9, 6) });
    expect(row(plan, '乙')).toEqual({ year: 45, months: same(3, 1, 4) });
    expect(plan.monthsFen).toEqual(planOf([]).monthsFen);
    expectExact(plan);
  });

  it('the branch: years and the branch’s months all stay', () => {
    const before = planOf([]);
    const plan = planOf([edit([cell('甲', 3, 9)], 'branch')]);
    expect([row(plan, '甲').year, row(plan, '乙').year]).toEqual([72, 48]);
    expect(plan.branches.map((own) => own.monthsFen)).toEqual(
      before.branches.map((own) => own.monthsFen),
    );
    expect(row(plan, '乙').months[2]).toBe(1);
    for (const name of ['丙', '丁']) expect(row(plan, name)).toEqual(row(before, name));
    expectExact(plan);
  });

  it('the bank: years and the bank’s months stay, and the other branch helps', () => {
    const plan = planOf([edit([cell('甲', 3, 14)], 'bank')]);
    expect(plan.officers.map((own) => own.quotaFen)).toEqual(
      planOf([]).officers.map((own) => own.quotaFen),
    );
    expect(plan.monthsFen).toEqual(planOf([]).monthsFen);
    expect(row(plan, '甲').months[2]).toBe(14);
    expectExact(plan);
  });

  it('an officer’s year: the branch’s others give it, and its months stay', () => {
    const year = { branch: '城关', officer: '甲', amountFen: 84 * WAN };
    const plan = planOf([edit([year], 'branch')]);
    expect(row(plan, '甲')).toEqual({ year: 84, months: same(0, 0, 7) });
    expect(row(plan, '乙')).toEqual({ year: 36, months: same(0, 0, 3) });
    const spread = planOf([edit([{ ...year, amountFen: 72 * WAN + 14 * WAN }], 'bank')]);
    // 168 万元 of others give 14: a twelfth of each.
    expect(['乙', '丙', '丁'].map((name) => row(spread, name).year)).toEqual([44, 66, 44]);
    expectExact(spread);
  });

  it('a branch’s year: the other branch gives it, each keeps its proportions', () => {
    const plan = planOf([edit([{ branch: '城关', amountFen: 180 * WAN }], 'bank')]);
    expect(['甲', '乙', '丙', '丁'].map((name) => row(plan, name).year)).toEqual([108, 72, 36, 24]);
    expect(plan.branches.find((own) => own.branch === '城关')?.bound).toBe('lock');
    expect(plan.monthsFen).toEqual(planOf([]).monthsFen);
    expectExact(plan);
  });

  it('a change stays where it was made when another follows', () => {
    const first = edit([cell('甲', 3, 17)], 'row');
    const plan = planOf([first, edit([cell('甲', 4, 15)], 'row')]);
    expect(row(plan, '甲').months.slice(2, 5)).toEqual([17, 15, 4]);
    expect(plan.officers.find((own) => own.officer === '甲')?.lockedMonths).toEqual([3, 4]);
  });

  it('the receipt says what a change did, and the quota recomputes from it', () => {
    const built = build([edit([cell('甲', 3, 9)], 'column', '三月集中清收')]);
    const of = (officer: string) => {
      const own = built.receipt({ branch: '城关', officer });
      return receipt.parse(JSON.parse(JSON.stringify(own)));
    };
    expect(of('甲').adjustments).toMatchObject([
      { no: 1, month: 3, isOwn: true, deltaFen: 3 * WAN, why: '三月集中清收' },
    ]);
    expect(of('乙').adjustments).toMatchObject([
      { no: 1, officer: '甲', isOwn: false, deltaFen: -3 * WAN },
    ]);
    expect(recomputeReceipt(of('甲'))).toBe(75 * WAN);
    expect(recomputeReceipt(of('乙'))).toBe(45 * WAN);
  });
});

describe('where there is no way, the sentence names the lines and the amount', () => {
  it.each([
    ['row', [cell('甲', 3, 73)], /甲全年须合计 72 万元,改后至少 73 万元,多出 1 万元/],
    ['column', [cell('甲', 3, 11)], /城关 3 月须合计 10 万元,改后至少 11 万元,多出 1 万元/],
    [
      'column',
      [cell('甲', 3, 7), cell('乙', 3, 2)],
      /城关 3 月须合计 10 万元,改后最多 9 万元,少 1 万元\(已固定:.*乙/,
    ],
    ['branch', [cell('甲', 3, 11)], /3 月的锁定合计 11 万元,超过其合计 10 万元,多出 1 万元/],
    ['bank', [cell('甲', 3, 21)], /3 月的锁定合计 21 万元,超过其合计 20 万元,多出 1 万元/],
    [
      'branch',
      [{ branch: '城关', officer: '甲', amountFen: 121 * WAN }],
      /城关全年须合计 120 万元,改后至少 121 万元,多出 1 万元/,
    ],
    [
      'bank',
      [{ branch: '城关', amountFen: 241 * WAN }],
      /其余机构全年须合计 -1 万元,改后至少 0 万元,多出 1 万元/,
    ],
  ] as const)('%s %j', (absorb, places, zh) => {
    const refused = refusalOf([edit([...places], absorb)]);
    expect(refused.says.happened.zh).toMatch(zh);
    expect(refused.says.happened.en).not.toMatch(/[㐀-鿿](?<![甲乙丙丁城关河西])/);
  });

  it('a month that is fixed cannot give: the row names it', () => {
    const others = [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const fixed = edit(
      others.slice(0, 10).map((month) => cell('甲', month, 6)),
      'row',
    );
    const refused = refusalOf([
      fixed,
      edit([cell('甲', 12, 5)], 'row'),
      edit([cell('甲', 3, 5)], 'row'),
    ]);
    expect(refused.says.happened.zh).toMatch(/最多 70 万元|少 /);
    expect(refused.code).toBe('no-way');
  });

  it('a cap holds: the column cannot push 甲 above it', () => {
    const refused = refusalOf([edit([cell('甲', 3, 9)], 'column')], { officerCapFen: 74 * WAN });
    expect(refused.says.happened.zh).toContain('甲全年(上限)');
    expect(refused.says.happened.zh).toContain('1 万元');
  });

  it('a floor holds: the column cannot press 乙 below it', () => {
    const refused = refusalOf([edit([cell('甲', 3, 9)], 'column')], { officerFloorFen: 46 * WAN });
    expect(refused.says.happened.zh).toMatch(/城关 3 月.*多出 1 万元/);
  });

  it('a change that a smaller target no longer allows says which it is', () => {
    const edits = [edit([cell('甲', 3, 70)], 'row'), edit([cell('丙', 1, 5, '河西')], 'row')];
    expect(() => planOf(edits)).not.toThrow();
    expect(refusalOf(edits, { targetFen: 120 * WAN }).says.happened.zh).toMatch(
      /^第 1 次手工修改不再成立:/,
    );
  });

  it.each([
    [
      'edit-mixed',
      edit([cell('甲', 1, 1), { branch: '城关', officer: '乙', amountFen: 0 }], 'row'),
    ],
    ['absorber-unfit', edit([{ branch: '城关', officer: '乙', amountFen: 0 }], 'row')],
    ['absorber-unfit', edit([{ branch: '城关', amountFen: 0 }], 'branch')],
    ['unknown-name', edit([cell('戊', 1, 1)], 'row')],
    ['unknown-name', edit([{ branch: '河东', amountFen: 1 }], 'bank')],
    ['limit-negative', edit([cell('甲', 1, -1)], 'row')],
    ['not-whole-units', edit([cell('甲', 1, 0.5)], 'row')],
    ['duplicate-place', edit([cell('甲', 1, 1), cell('甲', 1, 2)], 'row')],
  ])('%s', (code, bad) => {
    expect(refusalOf([bad]).code).toBe(code);
  });
});

const bank = fc
  .array(
    fc.record({
      branch: fc.constantFrom('东', '西', '南'),
      balance: fc.integer({ min: 100_000, max: 900_000_000 }),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((drafts) => drafts.map(({ branch, balance }, i) => holder(branch, `员${i}`, balance)));
const absorbers = fc.constantFrom('row', 'column', 'branch', 'bank' as const);
const changes = fc.array(
  fc.record({
    who: fc.nat(),
    month: fc.integer({ min: 0, max: 12 }),
    /** In 1/100 of what is there. */
    times: fc.integer({ min: 0, max: 250 }),
    absorb: absorbers,
  }),
  { minLength: 1, maxLength: 5 },
);

/** Makes one change after another, skipping those that are refused; answers each plan. */
function follow(
  holders: ReturnType<typeof holder>[],
  drafts: readonly { who: number; month: number; times: number; absorb: PlanEdit['absorb'] }[],
  more: object = {},
) {
  const request = { targetFen: 60_000_00, unit: 'yuan', weights: { npl: 100 }, ...more };
  const make = (edits: readonly PlanEdit[]) =>
    buildPlan(requestOf({ ...request, edits }), inputsOf(holders));
  const edits: PlanEdit[] = [];
  const built = [make([])];
  const refused: string[] = [];
  for (const draft of drafts) {
    const rows = built.at(-1)?.plan.officers ?? [];
    const own = rows[draft.who % rows.length];
    if (own === undefined) continue;
    const { branch, officer } = own;
    const held = draft.month === 0 ? own.quotaFen : (own.monthsFen[draft.month - 1] ?? 0);
    const amountFen = Math.round((held * draft.times) / 10_000) * 100;
    const next: PlanEdit =
      draft.month === 0
        ? edit([{ branch, officer, amountFen }], draft.absorb === 'bank' ? 'bank' : 'branch')
        : edit([{ branch, officer, month: draft.month, amountFen }], draft.absorb);
    try {
      built.push(make([...edits, next]));
      edits.push(next);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.code);
    }
  }
  return { edits, built, refused, make };
}

describe('changes by hand, whatever the bank and whatever was changed', () => {
  it('no sum breaks, no fixed amount moves, and every receipt recomputes', () => {
    let made = 0;
    fc.assert(
      fc.property(bank, changes, (holders, drafts) => {
        const { edits, built } = follow(holders, drafts);
        made += edits.length;
        for (const { plan } of built) expectExact(plan);
        const last = built.at(-1);
        const fixed = new Map<string, number>();
        for (const own of edits.flatMap((one) => one.places)) {
          fixed.set(JSON.stringify([own.branch, own.officer, own.month]), own.amountFen);
        }
        for (const own of last?.plan.officers ?? []) {
          const year = fixed.get(JSON.stringify([own.branch, own.officer, undefined]));
          if (year !== undefined) expect(own.quotaFen).toBe(year);
          own.monthsFen.forEach((fen, m) => {
            const held = fixed.get(JSON.stringify([own.branch, own.officer, m + 1]));
            if (held !== undefined) expect(fen).toBe(held);
          });
          const said = receipt.parse(JSON.parse(JSON.stringify(last?.receipt(own))));
          expect(recomputeReceipt(said)).toBe(own.quotaFen);
        }
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(100);
  });

  it('each absorber keeps the sums it names', () => {
    fc.assert(
      fc.property(bank, changes, (holders, drafts) => {
        const { edits, built } = follow(holders, drafts);
        edits.forEach((one, i) => {
          const [before, after] = [built[i]?.plan, built[i + 1]?.plan];
          if (before === undefined || after === undefined) throw new Error('a plan is missing');
          const isYear = one.places[0]?.month === undefined;
          const years = (plan: Plan) => plan.officers.map((own) => own.quotaFen);
          const branchYears = (plan: Plan) => plan.branches.map((own) => own.quotaFen);
          const branchMonths = (plan: Plan) => plan.branches.map((own) => own.monthsFen);
          if (!isYear && one.absorb !== 'column') expect(years(after)).toEqual(years(before));
          if (one.absorb !== 'bank') expect(branchYears(after)).toEqual(branchYears(before));
          if (one.absorb === 'column' || one.absorb === 'branch')
            expect(branchMonths(after)).toEqual(branchMonths(before));
          if (one.absorb !== 'row') expect(after.monthsFen).toEqual(before.monthsFen);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('floors and caps hold for everybody whose year was not fixed by hand', () => {
    fc.assert(
      fc.property(bank, changes, (holders, drafts) => {
        const average = Math.floor(60_000 / holders.length) * 100;
        const bounds = { officerFloorFen: average / 2, officerCapFen: average * 2 };
        const { edits, built } = follow(holders, drafts, bounds);
        const fixed = new Set(
          edits.flatMap((one) => one.places).flatMap((own) => (own.month ? [] : [own.officer])),
        );
        for (const own of built.at(-1)?.plan.officers ?? []) {
          if (fixed.has(own.officer)) continue;
          expect(own.quotaFen).toBeLessThanOrEqual(bounds.officerCapFen);
          expect(own.quotaFen).toBeGreaterThanOrEqual(
            Math.floor(bounds.officerFloorFen / 100) * 100,
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  it('taking the last change away gives exactly the plan before it', () => {
    fc.assert(
      fc.property(bank, changes, (holders, drafts) => {
        const { edits, built, make } = follow(holders, drafts);
        edits.forEach((_, i) => {
          expect(make(edits.slice(0, i)).plan).toEqual(built[i]?.plan);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('neither the order of officers nor that of a change’s amounts matters', () => {
    fc.assert(
      fc.property(bank, changes, (holders, drafts) => {
        const { edits, built } = follow(holders, drafts);
        const request = { targetFen: 60_000_00, unit: 'yuan', weights: { npl: 100 } };
        const turned = edits.map((one) => ({ ...one, places: [...one.places].reverse() }));
        const again = buildPlan(
          requestOf({ ...request, edits: turned }),
          inputsOf([...holders].reverse()),
        );
        expect(again.plan).toEqual(built.at(-1)?.plan);
      }),
      { numRuns: 40 },
    );
  });

  it('several amounts at once are all kept, and every sum with them', () => {
    const places = [1, 2, 3].flatMap((month) => [
      cell('甲', month, 5),
      cell('丙', month, 7, '河西'),
    ]);
    for (const absorb of ['row', 'column', 'branch', 'bank'] as const) {
      const plan = planOf([edit(places, absorb)]);
      expectExact(plan);
      expect(row(plan, '甲').months.slice(0, 3)).toEqual([5, 5, 5]);
      expect(row(plan, '丙').months.slice(0, 3)).toEqual([7, 7, 7]);
      expect(planOf([edit([...places].reverse(), absorb)])).toEqual(plan);
    }
    expect(sum(planOf([edit(places, 'row')]).monthsFen)).toBe(240 * WAN);
  });
});
