import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AssignRule,
  LoanToAssign,
  OfficerToAssign,
} from '../../../server/quotas/assign-cases.ts';
import { type Assignment, assignLoans } from '../../../server/quotas/assign-loans.ts';

const officer = (key: string, more: Partial<OfficerToAssign> = {}): OfficerToAssign => ({
  key,
  branch: 'x',
  share: 100,
  ...more,
});
let made = 0;
const loan = (value: number, holder: string | null, more: Partial<LoanToAssign> = {}) => {
  made += 1;
  const id = more.id ?? `L${made}`;
  return {
    id,
    borrower: id,
    branch: 'x',
    village: null,
    collectableFen: value,
    amountFen: value * 2,
    kind: 'habitual',
    officer: holder,
    origin: null,
    ...more,
  };
};
const rule = (more: Partial<AssignRule> = {}): AssignRule => ({
  weights: { collectable: 100, effort: 0, borrowers: 0 },
  tolerance: 50,
  acrossBranches: false,
  avoidOrigin: false,
  conflicts: [],
  locked: new Set(),
  ...more,
});
const shown = ({ moves }: Assignment) =>
  moves.map(({ loan: own, to, reason }) => `${own.id} ${own.officer}→${to} ${reason}`);
const loads = ({ pools }: Assignment) =>
  Object.fromEntries(
    pools.flatMap((pool) => pool.officers.map((own) => [own.officer, own.after.collectableFen])),
  );

describe('an assignment that can be checked by hand', () => {
  it('moves one loan where one is enough', () => {
    const loans = [60, 40, 20].map((value, i) => loan(value, 'a', { id: `A${i}` }));
    const found = assignLoans([...loans, loan(40, 'b')], [officer('a'), officer('b')], rule());
    expect(shown(found)).toEqual(['A1 a→b balance']);
    expect(loads(found)).toEqual({ a: 80, b: 80 });
    expect(found.pools[0]).toMatchObject({ movedBorrowers: 1, fewestMoves: 1, boundPerShare: 0.8 });
  });

  it('moves nothing where the loads are within the tolerance', () => {
    const loans = [loan(104, 'a'), loan(96, 'b')];
    const both = [officer('a'), officer('b')];
    expect(assignLoans(loans, both, rule()).moves).toEqual([]);
    expect(assignLoans(loans, both, rule({ tolerance: 30 })).moves).toEqual([]);
  });

  it('swaps where no single loan fits', () => {
    const loans = [
      loan(70, 'a', { id: 'A1' }),
      loan(50, 'a', { id: 'A2' }),
      loan(30, 'b', { id: 'B1' }),
      loan(50, 'b', { id: 'B2' }),
    ];
    const found = assignLoans(loans, [officer('a'), officer('b')], rule({ tolerance: 10 }));
    expect(loads(found)).toEqual({ a: 100, b: 100 });
    expect(found.moves).toHaveLength(2);
  });

  it('spreads the loans of who has left by shares: half a post gets half', () => {
    const loans = Array.from({ length: 6 }, () => loan(10, 'gone'));
    const found = assignLoans(loans, [officer('a'), officer('b', { share: 50 })], rule());
    expect(loads(found)).toEqual({ a: 40, b: 20, gone: 0 });
    expect(new Set(found.moves.map((move) => move.reason))).toEqual(new Set(['left']));
  });

  it('keeps the loans of a borrower together, with who holds most of it', () => {
    const loans = [
      loan(30, 'a', { id: 'P', borrower: 'same' }),
      loan(20, 'b', { id: 'Q', borrower: 'same' }),
      loan(50, 'b', { id: 'R' }),
    ];
    const found = assignLoans(loans, [officer('a'), officer('b')], rule());
    expect(shown(found)).toEqual(['Q b→a together']);
  });

  it('passes load on through a third officer where the two ends share no kind', () => {
    const loans = [
      ...[20, 20, 20].map((value, i) => loan(value, 'a', { id: `A${i}`, kind: 'evader' })),
      ...[20, 20].map((value, i) => loan(value, 'b', { id: `B${i}`, kind: 'disputer' })),
      loan(20, 'c', { id: 'C0', kind: 'disputer' }),
    ];
    const staff = [
      officer('a', { kinds: ['evader'] }),
      officer('b', { kinds: ['evader', 'disputer'] }),
      officer('c', { kinds: ['disputer'] }),
    ];
    const found = assignLoans(loans, staff, rule());
    expect(loads(found)).toEqual({ a: 40, b: 40, c: 40 });
    expect(found.moves).toHaveLength(2);
  });

  it('gives what must move to who already visits its village', () => {
    const loans = [
      loan(50, 'a', { village: 'v1' }),
      loan(50, 'b', { village: 'v2' }),
      loan(5, 'gone', { id: 'G', village: 'v2' }),
    ];
    const found = assignLoans(loans, [officer('a'), officer('b')], rule({ tolerance: 100 }));
    expect(shown(found)).toEqual(['G gone→b left']);
    expect(found.pools[0]?.officers.find((own) => own.officer === 'b')?.after).toMatchObject({
      villages: 1,
      visits: 1,
      borrowers: 2,
    });
  });

  it('counts a visit for every six borrowers of a village, and one for each of no known village', () => {
    const loans = [
      ...Array.from({ length: 7 }, () => loan(1, 'a', { village: 'v' })),
      loan(1, 'a'),
      loan(1, 'a'),
    ];
    const found = assignLoans(loans, [officer('a')], rule());
    expect(found.pools[0]?.officers[0]?.before).toMatchObject({ visits: 4, villages: 1 });
  });

  it('says why nobody may take a loan, and leaves it where it is', () => {
    const loans = [loan(10, 'a', { id: 'L', kind: 'evader', origin: 'b' }), loan(10, 'b')];
    const staff = [officer('a', { kinds: ['habitual'] }), officer('b')];
    const found = assignLoans(loans, staff, rule({ avoidOrigin: true }));
    expect(found.unplaced).toMatchObject([
      { loan: { id: 'L' }, why: 'nobody', unfit: { kind: 1, origin: 1, conflict: 0, amount: 0 } },
    ]);
    expect(found.holders.get('L')).toBe('a');
    expect(found.moves).toEqual([]);
  });

  it('names the rule that an officer’s own loan breaks', () => {
    const staff = [officer('a', { mostFen: 100, kinds: ['habitual', 'evader'] }), officer('b')];
    const loans = [
      loan(60, 'a', { id: 'big' }),
      loan(10, 'a', { id: 'kind', kind: 'disputer' }),
      loan(10, 'a', { id: 'kin', borrower: 'uncle' }),
      loan(10, 'a', { id: 'own', origin: 'a' }),
    ];
    const found = assignLoans(
      loans,
      staff,
      rule({ avoidOrigin: true, conflicts: [{ officer: 'a', borrower: 'uncle' }] }),
    );
    const reasons = found.moves.map(({ loan: own, reason }) => `${own.id} ${reason}`).sort();
    expect(reasons).toEqual(['big amount', 'kin conflict', 'kind kind', 'own origin']);
  });

  it('works without a measure: where nothing can be collected, borrowers are spread', () => {
    const loans = Array.from({ length: 4 }, () => loan(0, null));
    const found = assignLoans(loans, [officer('a'), officer('b')], rule());
    expect(found.pools[0]?.officers.map((own) => own.after.borrowers)).toEqual([2, 2]);
  });
});

const OFFICERS = ['a', 'b', 'c', 'd', 'e'];
const KINDS = ['k1', 'k2', 'k3'];
const branchOf = (key: string) => (key === 'e' ? 'y' : 'x');

const anyStaff = fc.uniqueArray(fc.constantFrom(...OFFICERS), { minLength: 1 }).chain((keys) =>
  fc.tuple(
    ...keys.map((key) =>
      fc.record({
        key: fc.constant(key),
        branch: fc.constant(branchOf(key)),
        share: fc.integer({ min: 1, max: 150 }),
        kinds: fc.option(fc.uniqueArray(fc.constantFrom(...KINDS)), { nil: undefined }),
        mostFen: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined, freq: 4 }),
      }),
    ),
  ),
);
const anyLoans = fc
  .array(
    fc.record({
      borrower: fc.nat(20),
      village: fc.option(fc.constantFrom('v1', 'v2', 'v3')),
      collectableFen: fc.nat(1000),
      kind: fc.constantFrom(...KINDS),
      officer: fc.option(fc.constantFrom(...OFFICERS, 'gone')),
      origin: fc.option(fc.constantFrom(...OFFICERS)),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map((one, i): LoanToAssign => {
      const branch = one.borrower % 5 === 0 ? 'y' : 'x';
      return {
        ...one,
        id: `L${i}`,
        borrower: `B${one.borrower}`,
        branch,
        amountFen: one.collectableFen,
      };
    }),
  );
const anyRule = fc.record({
  weights: fc.record({
    collectable: fc.integer({ min: 1, max: 100 }),
    effort: fc.nat(100),
    borrowers: fc.nat(100),
  }),
  tolerance: fc.integer({ min: 0, max: 300 }),
  acrossBranches: fc.boolean(),
  avoidOrigin: fc.boolean(),
  conflicts: fc.array(
    fc.record({
      officer: fc.constantFrom(...OFFICERS),
      borrower: fc.constantFrom('B0', 'B1', 'B2'),
    }),
    { maxLength: 4 },
  ),
  locked: fc
    .uniqueArray(fc.nat(39), { maxLength: 6 })
    .map((all) => new Set(all.map((i) => `L${i}`))),
});
const anyProblem = fc.record({ staff: anyStaff, loans: anyLoans, rule: anyRule });

describe('of every book, staff and rule', () => {
  it('no loan is lost or doubled, and the holdings add up before and after', () => {
    fc.assert(
      fc.property(anyProblem, ({ staff, loans, rule: own }) => {
        const found = assignLoans(loans, staff, own);
        expect([...found.holders.keys()].sort()).toEqual(loans.map((one) => one.id).sort());
        const moved = new Map(found.moves.map((move) => [move.loan.id, move.to]));
        expect(moved.size).toBe(found.moves.length);
        for (const one of loans) {
          expect(found.holders.get(one.id)).toBe(moved.get(one.id) ?? one.officer);
        }
        const all = found.pools.flatMap((pool) => pool.officers);
        const sum = (of: (one: (typeof all)[number]) => number) =>
          all.reduce((total, one) => total + of(one), 0);
        const heldNow = loans.filter((one) => one.officer !== null);
        const heldThen = [...found.holders.values()].filter((holder) => holder !== null);
        expect(sum((one) => one.before.loans)).toBe(heldNow.length);
        expect(sum((one) => one.after.loans)).toBe(heldThen.length);
        expect(sum((one) => one.before.collectableFen)).toBe(
          heldNow.reduce((total, one) => total + one.collectableFen, 0),
        );
      }),
    );
  });

  it('only who may takes a loan, locked loans stay, and borrowers stay whole', () => {
    fc.assert(
      fc.property(anyProblem, ({ staff, loans, rule: own }) => {
        const found = assignLoans(loans, staff, own);
        const byKey = new Map(staff.map((one) => [one.key, one]));
        const lockedBorrowers = new Set(
          loans.filter((one) => own.locked.has(one.id)).map((one) => one.borrower),
        );
        for (const { loan: one, to } of found.moves) {
          const taker = byKey.get(to);
          expect(taker).toBeDefined();
          expect(own.locked.has(one.id)).toBe(false);
          if (!own.acrossBranches) expect(taker?.branch).toBe(one.branch);
          // What joins a locked loan goes where that one is, whatever its own fitness.
          if (lockedBorrowers.has(one.borrower)) continue;
          expect(taker?.kinds?.includes(one.kind) ?? true).toBe(true);
          expect(one.amountFen).toBeLessThanOrEqual(taker?.mostFen ?? Number.POSITIVE_INFINITY);
          if (own.avoidOrigin) expect(one.origin).not.toBe(to);
          expect(own.conflicts).not.toContainEqual({ officer: to, borrower: one.borrower });
        }
        const unplaced = new Set(found.unplaced.map((one) => one.loan.id));
        const holderOf = new Map<string, string | null>();
        for (const one of loans) {
          if (lockedBorrowers.has(one.borrower) || unplaced.has(one.id)) continue;
          const key = `${own.acrossBranches ? '' : one.branch} ${one.borrower}`;
          const holder = found.holders.get(one.id) ?? null;
          expect(holderOf.get(key) ?? holder).toBe(holder);
          holderOf.set(key, holder);
        }
      }),
    );
  });

  it('the order of loans and officers does not matter', () => {
    fc.assert(
      fc.property(anyProblem, fc.integer(), ({ staff, loans, rule: own }, seed) => {
        const shuffled = <Item>(items: readonly Item[]) =>
          items
            .map((item, i) => ({ item, at: Math.sin(seed + i * 7) }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const again = assignLoans(shuffled(loans), shuffled(staff), own);
        const first = assignLoans(loans, staff, own);
        expect(shown(again)).toEqual(shown(first));
        expect(again.unplaced).toEqual(first.unplaced);
      }),
    );
  });

  it('what was assigned is balanced: assigning it again moves nothing', () => {
    fc.assert(
      fc.property(anyProblem, ({ staff, loans, rule: own }) => {
        const first = assignLoans(loans, staff, own);
        if (first.unplaced.length > 0 || !isWithin(first, own.tolerance)) return;
        const held = loans.map((one) => ({ ...one, officer: first.holders.get(one.id) ?? null }));
        if (own.locked.size > 0) return;
        expect(shown(assignLoans(held, staff, own))).toEqual([]);
      }),
    );
  });

  it('moves at least the fewest that the tolerance needs, and no load is below the bound', () => {
    fc.assert(
      fc.property(anyProblem, ({ staff, loans, rule: own }) => {
        const found = assignLoans(loans, staff, own);
        for (const pool of found.pools) {
          const rates = pool.officers.flatMap((one) =>
            one.share === undefined ? [] : one.after.load / one.share,
          );
          if (rates.length === 0 || found.unplaced.length > 0) continue;
          expect(Math.max(...rates)).toBeGreaterThanOrEqual(pool.boundPerShare * (1 - 1e-9));
          if (isWithin(found, own.tolerance)) {
            expect(pool.movedBorrowers).toBeGreaterThanOrEqual(pool.fewestMoves);
          }
        }
      }),
    );
  });

  it('two hundred loans for five officers come within a hundredth of the fair share', () => {
    const sizes = fc.array(fc.integer({ min: 100, max: 10_000 }), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(sizes, (values) => {
        const loans = values.map((value, i) =>
          loan(value, OFFICERS[i % 3] ?? null, { id: `S${i}` }),
        );
        const staff = OFFICERS.map((key) => officer(key));
        const found = assignLoans(loans, staff, rule({ tolerance: 10 }));
        expect(isWithin(found, 10)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

/** Whether every included officer's load is within the tolerance of the fair share. */
function isWithin({ pools }: Assignment, tolerance: number): boolean {
  return pools.every((pool) =>
    pool.officers.every(
      (one) =>
        one.share === undefined ||
        Math.abs(one.after.load - one.fairLoad) <=
          (one.fairLoad * tolerance) / 1000 + 1e-6 * pool.load,
    ),
  );
}
