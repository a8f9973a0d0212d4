import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CashEvidence,
  effectsInScope,
  explainMovement,
  type Movement,
  type StockState,
} from '../../../server/recovery/bridge.ts';

const BASE: Movement = {
  before: 'on_book',
  after: 'on_book',
  beforeFen: 1_000,
  afterFen: 1_000,
  reason: null,
  bookStatus: 'on',
  wasKnown: false,
};
const posted = (fen: number): CashEvidence => ({ source: 'postings', fen });
const explain = (movement: Partial<Movement>, evidence: CashEvidence = posted(0)) =>
  Object.fromEntries(
    explainMovement({ ...BASE, ...movement }, evidence).map((e) => [e.term, e.fen]),
  );

describe('what a movement did to the stock', () => {
  it('is cash only as far as money was posted', () => {
    expect(explain({ afterFen: 700 }, posted(300))).toEqual({ cash: -300 });
    expect(explain({ afterFen: 700 }, posted(100))).toEqual({ cash: -100, unexplained: -200 });
    expect(explain({ afterFen: 700 })).toEqual({ unexplained: -300 });
  });

  it('is a question when money was posted and the balance did not fall', () => {
    expect(explain({}, posted(300))).toEqual({ cash: -300, unexplained: 300 });
  });

  it('takes a reversal back', () => {
    expect(explain({ afterFen: 1_300 }, posted(-300))).toEqual({ cash: 300 });
  });

  it('is a write-off, a transfer or a foreclosure for what cash leaves, never a recovery', () => {
    const off = { after: 'off_book', bookStatus: 'written_off' } as const;
    expect(explain({ ...off, afterFen: 900 }, posted(100))).toEqual({ cash: -100, writeoff: -900 });
    expect(explain({ afterFen: 0, reason: 'transferred' })).toEqual({ transfer: -1_000 });
    expect(explain({ afterFen: 0, reason: 'foreclosed' })).toEqual({ foreclosure: -1_000 });
  });

  it('is an upgrade when the class became performing', () => {
    expect(explain({ after: 'performing', afterFen: 800 }, posted(200))).toEqual({
      cash: -200,
      upgrade: -800,
    });
  });

  it('is unexplained when a claim with a balance is gone from the next book without a word', () => {
    expect(explain({ after: 'absent', afterFen: 0 })).toEqual({ unexplained: -1_000 });
  });

  it('is a return when it was non-performing before it came back, else new', () => {
    const arrival = { before: 'absent', beforeFen: 0, afterFen: 500 } as const;
    expect(explain({ ...arrival, wasKnown: true })).toEqual({ return: 500 });
    expect(explain(arrival)).toEqual({ new: 500 });
    expect(explain({ before: 'performing', beforeFen: 600, afterFen: 500 }, posted(100))).toEqual({
      new: 600,
      cash: -100,
    });
  });

  it("leaves performing and off-book claims out of the on-book stock's bridge", () => {
    expect(explain({ before: 'performing', after: 'performing' }, posted(100))).toEqual({});
    expect(explain({ before: 'off_book', after: 'off_book', afterFen: 5 }, posted(100))).toEqual(
      {},
    );
  });

  it('counts a claim that turned bad and was paid off between two books, but not a stranger', () => {
    const left = { after: 'absent', afterFen: 0 } as const;
    expect(explain({ ...left, before: 'performing' }, posted(100))).toEqual({
      new: 100,
      cash: -100,
    });
    expect(explain({ ...left, before: 'absent', beforeFen: 0 }, posted(100))).toEqual({});
    expect(explain({ ...left, before: 'off_book' }, posted(100))).toEqual({});
  });

  it("takes the book's own column for cash where there are no postings, up to the fall", () => {
    expect(explain({ afterFen: 700 }, { source: 'book', fen: 350 })).toEqual({ cash: -300 });
    expect(explain({ afterFen: 700 }, { source: 'book', fen: null })).toEqual({
      unexplained: -300,
    });
  });

  it('takes a fall for cash on the snapshots alone only where the book shows a payment', () => {
    const bare = (paidInBetween: boolean | null): CashEvidence => ({
      source: 'snapshots',
      paidInBetween,
    });
    expect(explain({ afterFen: 700 }, bare(true))).toEqual({ cash: -300 });
    expect(explain({ afterFen: 700 }, bare(false))).toEqual({ unexplained: -300 });
    expect(explain({ afterFen: 700 }, bare(null))).toEqual({ unexplained: -300 });
  });
});

const states: StockState[] = ['on_book', 'off_book', 'performing', 'absent'];
const balance = fc.integer({ min: 0, max: 1e12 });
const anyMovement = fc.record({
  before: fc.constantFrom(...states),
  after: fc.constantFrom(...states),
  beforeFen: balance,
  afterFen: balance,
  reason: fc.constantFrom(null, 'cash', 'written_off', 'transferred', 'foreclosed', 'upgraded'),
  bookStatus: fc.constantFrom(null, 'on', 'written_off', 'swapped', 'transferred'),
  wasKnown: fc.boolean(),
});
const anyEvidence: fc.Arbitrary<CashEvidence> = fc.oneof(
  fc.integer({ min: -1e12, max: 1e12 }).map(posted),
  fc.option(balance).map((fen) => ({ source: 'book' as const, fen })),
  fc.option(fc.boolean()).map((paid) => ({ source: 'snapshots' as const, paidInBetween: paid })),
);

const LOW = { min: -9, max: 9 };
/** What get-bridge.ts groups by: NULL apart from a number, and its sign. */
const kindSign = (value: number | null) => (value === null ? null : Math.sign(value) + 0);

describe('the bridge', () => {
  it('closes to the fen for any history and any evidence', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyMovement, anyEvidence)), (history) => {
        let stock = 0;
        let effects = 0;
        for (const [movement, evidence] of history) {
          if (movement.before === 'on_book') stock -= movement.beforeFen;
          if (movement.after === 'on_book') stock += movement.afterFen;
          for (const { fen } of explainMovement(movement, evidence)) effects += fen;
        }
        expect(effects).toBe(stock);
      }),
      { numRuns: 500 },
    );
  });

  it("adds branches' bridges to the bank's, whatever moved between them", () => {
    const held = fc.tuple(fc.nat(2), fc.nat(2));
    fc.assert(
      fc.property(fc.array(fc.tuple(anyMovement, anyEvidence, held)), (history) => {
        const bank = new Map<string, number>();
        const branches = new Map<string, number>();
        const add = (to: Map<string, number>, effects: { term: string; fen: number }[]) => {
          for (const { term, fen } of effects) to.set(term, (to.get(term) ?? 0) + fen);
        };
        for (const [movement, evidence, [before, after]] of history) {
          // A claim that is not there has no branch of its own: it is filed under the other side's.
          const was = movement.before === 'absent' ? after : before;
          const is = movement.after === 'absent' ? before : after;
          add(bank, effectsInScope(movement, evidence, { before: true, after: true }));
          for (const branch of [0, 1, 2]) {
            const scope = { before: was === branch, after: is === branch };
            add(branches, effectsInScope(movement, evidence, scope));
          }
        }
        expect(branches.get('scope') ?? 0).toBe(0);
        for (const [term, fen] of bank) expect(branches.get(term) ?? 0).toBe(fen);
      }),
    );
  });

  it('explains the sums of loans of one kind as it explains each of them', () => {
    const amounts = fc.record({ before: fc.nat(9), after: fc.nat(9), money: fc.integer(LOW) });
    const kindOf = (movement: Movement, evidence: CashEvidence) => {
      const before = movement.before === 'on_book' ? movement.beforeFen : 0;
      const after = movement.after === 'on_book' ? movement.afterFen : 0;
      const posted = evidence.source === 'postings' ? evidence.fen : 0;
      const paid = evidence.source === 'book' ? evidence.fen : null;
      const signs = [posted, after - before + posted, after - before, paid ?? 0];
      return JSON.stringify([paid, ...signs, (paid ?? 0) - (before - after)].map(kindSign));
    };
    fc.assert(
      fc.property(anyMovement, anyEvidence, amounts, amounts, (shape, evidence, one, two) => {
        const make = (each: typeof one): [Movement, CashEvidence] => [
          { ...shape, beforeFen: each.before, afterFen: each.after },
          'fen' in evidence && evidence.fen !== null ? { ...evidence, fen: each.money } : evidence,
        ];
        fc.pre(kindOf(...make(one)) === kindOf(...make(two)));
        const sum = make({
          before: one.before + two.before,
          after: one.after + two.after,
          money: one.money + two.money,
        });
        const terms = new Map<string, number>();
        for (const each of [make(one), make(two)]) {
          for (const { term, fen } of explainMovement(...each)) {
            terms.set(term, (terms.get(term) ?? 0) + fen);
          }
        }
        expect(new Map(explainMovement(...sum).map(({ term, fen }) => [term, fen]))).toEqual(terms);
      }),
      { numRuns: 500 },
    );
  });

  it('never calls a write-off, a transfer or a foreclosure cash without money posted', () => {
    fc.assert(
      fc.property(anyMovement, (movement) => {
        const terms = explainMovement(movement, posted(0)).map((e) => e.term);
        expect(terms).not.toContain('cash');
      }),
    );
  });
});
