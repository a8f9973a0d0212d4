import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { BRIDGE_TERMS, type CashEvidence, effectsInScope } from '../../server/recovery/bridge.ts';
import { effectRows } from '../../server/recovery/effect-rows.ts';
import { openTestApp } from './open-test-app.ts';

const states = fc.constantFrom('on_book', 'off_book', 'performing', 'absent' as const);
const fen = fc.constantFrom(0, 300, 500, 1000);
const moved = fc.record({
  before_state: states,
  after_state: states,
  before_fen: fen,
  after_fen: fen,
  decrease_reason: fc.constantFrom(
    ...[null, null, 'cash', 'written_off', 'transferred', 'foreclosed', 'upgraded', 'other'],
  ),
  book_status: fc.constantFrom(null, 'on', 'written_off', 'transferred', 'swapped'),
  was_known: fc.boolean(),
  source: fc.constantFrom('postings', 'book', 'snapshots' as const),
  posted_fen: fc.constantFrom(0, 500, 700, -200),
  paid_fen: fc.constantFrom(null, 0, 200, 700, -300),
  paid_in_between: fc.constantFrom(null, true, false),
  in_before: fc.boolean(),
  in_after: fc.boolean(),
});
type Moved = typeof moved extends fc.Arbitrary<infer One> ? One : never;

function byTheRule(one: Moved) {
  const { source } = one;
  const evidence: CashEvidence =
    source === 'postings'
      ? { source, fen: one.posted_fen }
      : source === 'book'
        ? { source, fen: one.paid_fen }
        : { source, paidInBetween: one.paid_in_between };
  const movement = {
    ...{ before: one.before_state, after: one.after_state, wasKnown: one.was_known },
    ...{ beforeFen: one.before_fen, afterFen: one.after_fen },
    ...{ reason: one.decrease_reason, bookStatus: one.book_status },
  };
  return effectsInScope(movement, evidence, { before: one.in_before, after: one.in_after });
}

const typed = (name: string, value: Moved[keyof Moved]) => {
  const type = /^(was|in|paid_in)_/.test(name)
    ? 'BOOLEAN'
    : /_fen$/.test(name)
      ? 'BIGINT'
      : 'VARCHAR';
  const text = typeof value === 'string' ? `'${value}'` : String(value);
  return `CAST(${text} AS ${type}) AS ${name}`;
};

it('what the database says a movement did to each bar is what the rule says', async () => {
  const test = await openTestApp();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(moved, { minLength: 60, maxLength: 60 }),
        fc.subarray([...BRIDGE_TERMS], { minLength: 1 }),
        async (rows, terms) => {
          const table = rows.map(
            (one, place) =>
              `SELECT ${place} AS place, ${Object.entries(one)
                .map(([name, value]) => typed(name, value))
                .join(', ')}`,
          );
          const found = await test.desk.warehouse.rows(
            z.object({ place: z.int(), term: z.enum(BRIDGE_TERMS), fen: z.int() }),
            `WITH moved AS (${table.join(' UNION ALL ')}), ${effectRows(terms)}
             SELECT place, term, fen FROM effect ORDER BY place, term`,
          );
          const wanted = rows.flatMap((one, place) =>
            byTheRule(one)
              .filter(({ term }) => terms.includes(term))
              .map(({ term, fen }) => ({ place, term, fen }))
              .sort((a, b) => (a.term < b.term ? -1 : 1)),
          );
          expect(found).toEqual(wanted);
        },
      ),
      { numRuns: 30 },
    );
  } finally {
    await test.close();
  }
});
