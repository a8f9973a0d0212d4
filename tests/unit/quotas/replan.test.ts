import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import { officerKey } from '../../../server/quotas/officer-bounds.ts';
import { recomputeStep } from '../../../server/quotas/receipt.ts';
import { type ReplanInputs, type Replanned, replan } from '../../../server/quotas/replan.ts';
import type { ReplanChange } from '../../../server/quotas/replan-wish.ts';
import type { Handover } from '../../../server/quotas/replan-work.ts';

const YEAR = 2026;
const months = Array.from({ length: 12 }, (_, m) => m);
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);

interface Line {
  who: string;
  cells: readonly number[];
  locked?: readonly number[];
  cap?: number;
}

/** `A/x` is officer x of branch A. */
const at = (who: string) => {
  const [branch = '', officer = ''] = who.split('/');
  return { branch, officer };
};
const even = (who: string, each: number, more: Partial<Line> = {}): Line => ({
  who,
  cells: months.map(() => each),
  ...more,
});

function inputsOf(lines: readonly Line[], loans: readonly [string, string, number][] = []) {
  const handovers = loans.map(
    ([from, to, collectableFen]): Handover => ({
      from: at(from),
      to: at(to),
      loans: 1,
      collectableFen,
    }),
  );
  const names = [
    ...lines.map((line) => line.who),
    ...loans.flatMap(([from, to]) => [from, to] as const),
  ];
  const inputs: ReplanInputs = {
    year: YEAR,
    unit: 'yuan',
    rows: lines.map(({ who, cells, locked = [], cap }) => ({
      ...at(who),
      cells: cells.map(BigInt),
      locked: months.map((m) => locked.includes(m + 1)),
      bounds: { floor: 0n, cap: cap === undefined ? undefined : BigInt(cap), isLocked: false },
      ended: undefined,
    })),
    newcomer: { floor: 0n, cap: undefined, isLocked: false },
    handovers,
    officers: new Set(names.map((name) => officerKey(at(name)))),
    branches: new Set(names.map((name) => at(name).branch)),
  };
  return inputs;
}

const wishOf = (
  effectiveOn: string,
  changes: ReplanChange[],
  partMonth: 'next' | 'days' = 'next',
) => ({
  basePlanId: 1,
  effectiveOn,
  partMonth,
  changes,
});
const cellsOf = ({ rows }: Pick<Replanned, 'rows'>, who: string) =>
  rows.find((row) => row.key === officerKey(at(who)))?.cells.map(Number) ?? [];
const restOf = (result: Replanned, who: string, first: number) =>
  cellsOf(result, who)
    .slice(first - 1)
    .reduce((a, b) => a + b, 0);
const refusedAs = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'accepted';
};

const leave = (who: string, on: string, shares?: [string, number][]): ReplanChange => ({
  kind: 'leave',
  ...at(who),
  on,
  why: '',
  ...(shares ? { shares: shares.map(([name, percent]) => ({ ...at(name), percent })) } : {}),
});
const target = (yuan: number): ReplanChange => ({ kind: 'target', targetFen: yuan * 100, why: '' });

describe('somebody leaves', () => {
  const three = [even('A/x', 10), even('A/y', 20), even('B/z', 30)];

  it('keeps the months until then; the rest goes with the loans, by what can be collected of them', () => {
    const inputs = inputsOf(three, [
      ['A/x', 'A/y', 300],
      ['A/x', 'B/z', 100],
    ]);
    const after = replan(wishOf('2026-08-01', [leave('A/x', '2026-07-31')]), inputs);
    expect(cellsOf(after, 'A/x')).toEqual([10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
    // 50 over 3 : 1 is 37.5 and 12.5: the tie goes to the larger weight.
    expect(restOf(after, 'A/y', 8)).toBe(100 + 38);
    expect(restOf(after, 'B/z', 8)).toBe(150 + 12);
    expect(after.moves.map(({ by, amountFen }) => [by, amountFen])).toEqual([
      ['loans', 3_800],
      ['loans', 1_200],
    ]);
  });

  it('goes by the shares given when there are any, from the later of the last day and the effective day', () => {
    const change = leave('A/x', '2026-07-10', [
      ['A/y', 50],
      ['B/z', 50],
    ]);
    const after = replan(wishOf('2026-08-01', [change]), inputsOf(three));
    expect(restOf(after, 'A/y', 8)).toBe(125);
    expect(restOf(after, 'A/x', 1)).toBe(70);
    const later = leave('A/x', '2026-10-31', [['A/y', 100]]);
    expect(restOf(replan(wishOf('2026-08-01', [later]), inputsOf(three)), 'A/x', 8)).toBe(30);
  });

  it('leaves the month under way as it is, or divides it by its days when asked to', () => {
    const change = leave('A/x', '2026-08-15', [['A/y', 100]]);
    const whole = replan(
      wishOf('2026-08-16', [change]),
      inputsOf([even('A/x', 31), even('A/y', 1)]),
    );
    expect(cellsOf(whole, 'A/x').slice(7)).toEqual([31, 0, 0, 0, 0]);
    const days = replan(
      wishOf('2026-08-16', [change], 'days'),
      inputsOf([even('A/x', 31), even('A/y', 1)]),
    );
    expect(cellsOf(days, 'A/x').slice(6)).toEqual([31, 15, 0, 0, 0, 0]);
    expect(cellsOf(days, 'A/y').slice(6, 8)).toEqual([1, 17]);
  });

  it('respects what is fixed and capped of those who take over, or says that they cannot', () => {
    const both: [string, number][] = [
      ['A/y', 50],
      ['B/z', 50],
    ];
    const capped = [
      even('A/x', 10),
      even('A/y', 20, { cap: 255 }),
      even('B/z', 30, { locked: [9] }),
    ];
    const after = replan(
      wishOf('2026-08-01', [leave('A/x', '2026-07-31', both)]),
      inputsOf(capped),
    );
    expect(sum(after.rows[1]?.cells ?? [])).toBe(255n);
    expect(cellsOf(after, 'B/z')[8]).toBe(30);
    const full = [even('A/x', 10), even('A/y', 20, { cap: 250 }), even('B/z', 30, { cap: 370 })];
    expect(
      refusedAs(() =>
        replan(wishOf('2026-08-01', [leave('A/x', '2026-07-31', both)]), inputsOf(full)),
      ),
    ).toBe('successor-full');
  });
});

describe('people and branches move', () => {
  it('gives a newcomer what goes with the loans taken over, or a part of an average rest', () => {
    const join: ReplanChange = { kind: 'join', ...at('A/new'), on: '2026-07-01', why: '' };
    const loans: [string, string, number][] = [
      ['A/x', 'A/new', 25],
      ['A/x', 'A/x', 75],
      ['A/y', 'A/y', 10],
    ];
    const inputs = inputsOf([even('A/x', 10), even('A/y', 10)], loans);
    const by = replan(wishOf('2026-07-01', [join]), inputs);
    expect(restOf(by, 'A/new', 7)).toBe(15);
    expect(restOf(by, 'A/x', 7)).toBe(45);
    const part = replan(wishOf('2026-07-01', [{ ...join, percent: 50 }]), inputs);
    // Two and a half shares of 120: the newcomer has half of one.
    expect(restOf(part, 'A/new', 7)).toBe(24);
    expect(restOf(part, 'A/x', 7)).toBe(48);
  });

  const give = (from: string, to: string, percent?: number): ReplanChange => ({
    kind: 'handover',
    ...at(from),
    to: at(to),
    on: '2026-07-01',
    why: '',
    ...(percent === undefined ? {} : { percent }),
  });

  it('moves, between two who both stay, what goes with the loans handed over, or a part of the rest', () => {
    const loans: [string, string, number][] = [
      ['A/x', 'A/y', 30],
      ['A/x', 'B/z', 20],
      ['A/x', 'A/x', 50],
    ];
    const inputs = inputsOf([even('A/x', 10), even('A/y', 10), even('B/z', 10)], loans);
    const one = replan(wishOf('2026-07-01', [give('A/x', 'A/y')]), inputs);
    expect(restOf(one, 'A/x', 7)).toBe(42);
    expect(restOf(one, 'A/y', 7)).toBe(78);
    // Each takes the part of its own loans of all, whichever comes first.
    const both = replan(wishOf('2026-07-01', [give('A/x', 'B/z'), give('A/x', 'A/y')]), inputs);
    expect([restOf(both, 'A/y', 7), restOf(both, 'B/z', 7)]).toEqual([78, 72]);
    expect(restOf(both, 'A/x', 7)).toBe(30);
    const part = replan(wishOf('2026-07-01', [give('A/x', 'A/y', 25)]), inputs);
    expect(restOf(part, 'A/y', 7)).toBe(75);
    expect(part.moves.map(({ kind, by }) => [kind, by])).toEqual([['handover', 'shares']]);
  });

  it('hands the quota of a loan on once: who leaves later takes nothing along to one who has it already', () => {
    const inputs = inputsOf(
      [even('A/x', 10), even('A/y', 10), even('B/z', 10)],
      [
        ['A/x', 'A/y', 50],
        ['A/x', 'B/z', 50],
      ],
    );
    const gone = leave('A/x', '2026-09-30');
    const after = replan(wishOf('2026-07-01', [give('A/x', 'A/y'), gone]), inputs);
    // Half of six months with the loans, the other half's last three to whom the rest went.
    expect(restOf(after, 'A/y', 7)).toBe(60 + 30);
    expect(restOf(after, 'B/z', 7)).toBe(60 + 15);
  });

  it('takes the rest along to another branch and back again, to the unit', () => {
    const inputs = inputsOf([even('A/x', 7), even('A/y', 3), even('B/z', 5)]);
    const go = (from: string, to: string): ReplanChange => ({
      kind: 'move',
      ...at(from),
      to,
      on: '2026-07-01',
      why: '',
    });
    const there = replan(wishOf('2026-07-01', [go('A/x', 'B')]), inputs);
    expect(restOf(there, 'B/x', 1)).toBe(42);
    const back = replan(wishOf('2026-07-01', [go('B/x', 'A')]), { ...inputs, rows: there.rows });
    expect(cellsOf(back, 'A/x')).toEqual(months.map(() => 7));
    expect(restOf(back, 'B/x', 1)).toBe(0);
  });

  it('moves every officer of a merged branch, and only what is left of theirs', () => {
    const inputs = inputsOf([even('A/x', 4), even('A/y', 6), even('B/x', 1)]);
    const merge: ReplanChange = {
      kind: 'merge',
      branch: 'A',
      into: 'B',
      on: '2026-10-01',
      why: '',
    };
    const after = replan(wishOf('2026-10-01', [merge]), inputs);
    expect(cellsOf(after, 'B/x').slice(8)).toEqual([1, 5, 5, 5]);
    expect(cellsOf(after, 'B/y').slice(8)).toEqual([0, 6, 6, 6]);
    expect(restOf(after, 'A/x', 1)).toBe(36);
  });

  it('hands on the days of a leave to colleagues and nothing after it', () => {
    const inputs = inputsOf([even('A/x', 30), even('A/y', 10), even('A/z', 20), even('B/w', 9)]);
    const away: ReplanChange = {
      kind: 'absence',
      ...at('A/x'),
      on: '2026-04-01',
      to: '2026-05-31',
      why: '',
    };
    const after = replan(wishOf('2026-04-01', [away]), inputs);
    expect(cellsOf(after, 'A/x').slice(2, 6)).toEqual([30, 0, 0, 30]);
    expect(cellsOf(after, 'A/y').slice(2, 6)).toEqual([10, 20, 20, 10]);
    expect(cellsOf(after, 'A/z').slice(2, 6)).toEqual([20, 40, 40, 20]);
    expect(cellsOf(after, 'B/w')).toEqual(months.map(() => 9));
  });
});

describe('what cannot be', () => {
  const inputs = inputsOf([even('A/x', 10), even('A/y', 20, { locked: [9, 10, 11, 12] })]);
  const of = (changes: ReplanChange[], effectiveOn = '2026-09-01') =>
    refusedAs(() => replan(wishOf(effectiveOn, changes), inputs));

  it('is refused with a code for each reason', () => {
    const full: [string, number][] = [['A/y', 100]];
    expect(of([], '2027-01-01')).toBe('effective-outside-year');
    expect(of([leave('A/x', '2025-07-31', full)])).toBe('change-outside-year');
    expect(of([leave('A/nobody', '2026-08-31', full)])).toBe('unknown-name');
    expect(of([leave('A/x', '2026-08-31', [['A/nobody', 100]])])).toBe('unknown-name');
    expect(of([leave('A/x', '2026-08-31', full), leave('A/x', '2026-09-30', full)])).toBe(
      'leaves-twice',
    );
    expect(of([leave('A/x', '2026-08-31', [['A/y', 99.5]])])).toBe('shares-not-100');
    expect(of([leave('A/x', '2026-08-31', [['A/y', Number.NaN]])])).toBe('shares-not-100');
    expect(of([leave('A/x', '2026-08-31', [['A/x', 100]])])).toBe('share-to-self');
    expect(of([leave('A/x', '2026-08-31')])).toBe('loans-not-moved');
    expect(of([leave('A/x', '2026-08-31', full)])).toBe('successor-full');
    expect(of([target(100)])).toBe('target-below-frozen');
    expect(of([target(400), target(500)])).toBe('target-twice');
    expect(of([target(400)], '2026-12-15')).toBe('no-months-left');
    expect(of([{ kind: 'merge', branch: 'A', into: 'A', on: '2026-09-01', why: '' }])).toBe(
      'same-branch',
    );
    expect(of([{ kind: 'merge', branch: 'C', into: 'A', on: '2026-09-01', why: '' }])).toBe(
      'unknown-name',
    );
    const give = { kind: 'handover', ...at('A/x'), on: '2026-09-01', why: '' } as const;
    expect(of([{ ...give, to: at('A/nobody') }])).toBe('unknown-name');
    expect(of([{ ...give, to: at('A/x') }])).toBe('share-to-self');
    expect(of([{ ...give, to: at('A/y') }])).toBe('loans-not-moved');
    for (const percent of [0, -1, 100.5, 33.333, Number.NaN])
      expect(of([{ ...give, to: at('A/y'), percent }])).toBe('part-out-of-range');
    expect(
      of([
        { ...give, to: at('A/y'), percent: 10 },
        { ...give, to: at('A/y'), percent: 10 },
      ]),
    ).toBe('handed-twice');
    expect(of([{ ...give, ...at('A/y'), to: at('A/x'), percent: 50 }])).toBe('nothing-left');
    expect(of([{ kind: 'join', ...at('A/x'), on: '2026-09-01', percent: 50, why: '' }])).toBe(
      'has-quota',
    );
    const away = { kind: 'absence', ...at('A/x'), why: '' } as const;
    expect(of([{ ...away, on: '2026-10-10', to: '2026-10-01' }])).toBe('days-reversed');
  });
});

describe('whatever changes', () => {
  const NAMES = ['A/a', 'A/b', 'A/c', 'B/d', 'B/e', 'C/f'];
  const cells = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 12, maxLength: 12 });
  const bank = fc.record({
    cells: fc.array(cells, { minLength: 6, maxLength: 6 }),
    loans: fc.array(
      fc.tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom(...NAMES, 'B/new'),
        fc.integer({ min: 1, max: 1_000_000 }),
      ),
      { maxLength: 20 },
    ),
    effective: fc.constantFrom('2026-04-01', '2026-08-01', '2026-08-17'),
    part: fc.constantFrom('next' as const, 'days' as const),
  });
  const day = fc.constantFrom('2026-03-31', '2026-07-31', '2026-09-14', '2026-11-01');
  const successor = fc.constantFrom(...NAMES);
  const change: fc.Arbitrary<ReplanChange> = fc.oneof(
    fc
      .tuple(successor, day, fc.option(successor))
      .map(([who, on, to]) => leave(who, on, to === null ? undefined : [[to, 100]])),
    fc
      .tuple(successor, day, fc.constantFrom('A', 'B', 'C'))
      .map(([who, on, to]): ReplanChange => ({ kind: 'move', ...at(who), on, to, why: '' })),
    fc.tuple(successor, day).map(
      ([who, on]): ReplanChange => ({
        kind: 'absence',
        ...at(who),
        on,
        to: '2026-11-20',
        why: '',
      }),
    ),
    fc.tuple(day, fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined })).map(
      ([on, percent]): ReplanChange => ({
        kind: 'join',
        ...at('B/new'),
        on,
        why: '',
        ...(percent === undefined ? {} : { percent }),
      }),
    ),
    fc.tuple(successor, successor, day, fc.option(fc.integer({ min: 1, max: 100 }))).map(
      ([who, to, on, percent]): ReplanChange => ({
        kind: 'handover',
        ...at(who),
        to: at(to),
        on,
        why: '',
        ...(percent === null ? {} : { percent }),
      }),
    ),
    day.map((on): ReplanChange => ({ kind: 'merge', branch: 'C', into: 'A', on, why: '' })),
    fc.integer({ min: 1, max: 40_000 }).map(target),
  );
  const input = (of: { cells: number[][]; loans: [string, string, number][] }) =>
    inputsOf(
      of.cells.map((own, i) => ({ who: NAMES[i] ?? '', cells: own })),
      of.loans,
    );
  /** The result, or the code that it was refused with. */
  const attempt = (make: () => Replanned): Replanned | string => {
    try {
      return make();
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };
  const totals = (rows: readonly { cells: readonly bigint[] }[]) =>
    months.map((m) => sum(rows.map((row) => row.cells[m] ?? 0n)));

  it('the past stays, nothing is negative, months and total are exact, every move recomputes', () => {
    let made = 0;
    fc.assert(
      fc.property(bank, fc.array(change, { maxLength: 4 }), (of, changes) => {
        const inputs = input(of);
        const result = attempt(() => replan(wishOf(of.effective, changes, of.part), inputs));
        if (typeof result === 'string') return;
        made += 1;
        const frozen = of.effective === '2026-04-01' ? 3 : 7;
        const before = new Map(inputs.rows.map((row) => [officerKey(row), row.cells]));
        for (const row of result.rows) {
          const was = before.get(row.key) ?? months.map(() => 0n);
          expect(row.cells.slice(0, frozen)).toEqual(was.slice(0, frozen));
          expect(row.cells.every((units) => units >= 0n)).toBe(true);
        }
        const wanted = changes.find((own) => own.kind === 'target');
        const all = sum(totals(inputs.rows));
        const now = totals(result.rows);
        expect(sum(now)).toBe(wanted ? BigInt(wanted.targetFen / 100) : all);
        if (wanted === undefined) expect(now).toEqual(totals(inputs.rows));
        const moved = new Map<string, number>();
        for (const move of result.moves) {
          expect(recomputeStep(move.step, 'yuan')).toBe(move.amountFen);
          expect(move.monthsFen.reduce((a, b) => a + b, 0)).toBe(move.amountFen);
          expect(move.monthsFen.every((own) => own >= 0)).toBe(true);
          for (const [who, sign] of [
            [move.from, -1],
            [move.to, 1],
          ] as const) {
            if (who)
              moved.set(officerKey(who), (moved.get(officerKey(who)) ?? 0) + sign * move.amountFen);
          }
        }
        for (const row of result.rows) {
          const was = sum(before.get(row.key) ?? []);
          expect(Number(sum(row.cells) - was) * 100).toBe(moved.get(row.key) ?? 0);
        }
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(60);
  });

  it('the order of the changes, rows and loans does not matter', () => {
    fc.assert(
      fc.property(bank, fc.array(change, { maxLength: 4 }), (of, changes) => {
        const inputs = input(of);
        const turned = {
          ...inputs,
          rows: [...inputs.rows].reverse(),
          handovers: [...inputs.handovers].reverse(),
        };
        const one = attempt(() => replan(wishOf(of.effective, changes, of.part), inputs));
        const other = attempt(() =>
          replan(wishOf(of.effective, [...changes].reverse(), of.part), turned),
        );
        if (typeof one === 'string' || typeof other === 'string') {
          expect(typeof other).toBe(typeof one);
          return;
        }
        expect(other.rows).toEqual(one.rows);
      }),
      { numRuns: 150 },
    );
  });

  it('without changes it is the plan in force', () => {
    fc.assert(
      fc.property(bank, (of) => {
        const inputs = input(of);
        const result = replan(wishOf(of.effective, [], of.part), inputs);
        expect(result.moves).toEqual([]);
        expect(result.rows.map(({ key: _key, ...row }) => row)).toEqual(inputs.rows);
      }),
      { numRuns: 30 },
    );
  });

  it('a higher target lowers nobody’s rest, in any month', () => {
    fc.assert(
      fc.property(bank, fc.nat(5_000), fc.nat(5_000), (of, more, again) => {
        const inputs = input(of);
        const all = Number(sum(totals(inputs.rows)));
        const made = [0, more, more + again].map((extra) =>
          attempt(() => replan(wishOf(of.effective, [target(all + extra)], of.part), inputs)),
        );
        const [none, some, most] = made;
        if (typeof none !== 'object' || typeof some !== 'object' || typeof most !== 'object')
          return;
        none.rows.forEach((row, i) => {
          row.cells.forEach((units, m) => {
            expect(some.rows[i]?.cells[m]).toBeGreaterThanOrEqual(units);
          });
          expect(sum(most.rows[i]?.cells ?? [])).toBeGreaterThanOrEqual(
            sum(some.rows[i]?.cells ?? []),
          );
        });
      }),
      { numRuns: 100 },
    );
  });
});
