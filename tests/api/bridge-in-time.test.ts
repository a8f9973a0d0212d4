import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { movementStep } from '../../server/recovery/write-movements.ts';
import { claimStep } from '../../server/triage/claim-sql.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const bridge = z.looseObject({
  openingFen: z.int(),
  closingFen: z.int(),
  differenceFen: z.int(),
  bars: z.array(z.looseObject({ term: z.string(), fen: z.int() })),
});
type Bridge = z.infer<typeof bridge>;

const day = (week: number) => addDays('2026-01-02', 7 * week);

async function ask(test: TestApp, from: number, to: number, more = ''): Promise<Bridge> {
  const path = `/api/recovery/bridge?from=${day(from)}&to=${day(to)}${more}`;
  const response = await test.request(path);
  expect(response.status).toBe(200);
  return bridge.parse(await response.json());
}

function addUp(parts: readonly Bridge[]): Record<string, number> {
  const terms: Record<string, number> = {};
  for (const { term, fen } of parts.flatMap(({ bars }) => bars)) {
    terms[term] = (terms[term] ?? 0) + fen;
  }
  return Object.fromEntries(Object.entries(terms).filter(([, fen]) => fen !== 0));
}

const claim = fc.record({
  state: fc.constantFrom('on_book', 'off_book', null, 'gone'),
  fen: fc.nat(1e9),
  branch: fc.constantFrom('甲', '乙'),
  reason: fc.constantFrom(null, 'cash', 'written_off', 'transferred', 'foreclosed', 'upgraded'),
});
const books = fc.array(fc.array(claim, { minLength: 6, maxLength: 6 }), {
  minLength: 4,
  maxLength: 4,
});

it('adds in time, bar by bar, for the bank and for a branch, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(books, fc.integer({ min: 1, max: 2 }), async (history, middle) => {
      const test = await openTestApp();
      try {
        for (const [week, claims] of history.entries()) {
          const there = claims.flatMap(({ state, fen, branch, reason }, index) =>
            state === 'gone'
              ? []
              : [
                  {
                    ...{ loan_id: `L${index}`, branch, npl_state: state, balance_fen: fen },
                    decrease_reason: reason,
                  },
                ],
          );
          const desk = { ...test.desk, loadSteps: [claimStep, movementStep] };
          await insertLoans(desk, { id: week + 1, asOf: day(week) }, there);
        }
        for (const more of ['', '&branch=甲']) {
          const whole = await ask(test, 0, 3, more);
          const parts = [await ask(test, 0, middle, more), await ask(test, middle, 3, more)];
          expect(addUp(parts)).toEqual(addUp([whole]));
          expect(whole.differenceFen).toBe(0);
          expect([parts[0]?.openingFen, parts[1]?.closingFen]).toEqual([
            ...[whole.openingFen, whole.closingFen],
          ]);
        }
      } finally {
        await test.close();
      }
    }),
    { numRuns: 4 },
  );
}, 60_000);

it('keeps both ways of what went and came back: nothing nets out over a longer time', async () => {
  const test = await openTestApp();
  try {
    const claim = { loan_id: 'BACK', balance_fen: 500, defaulted_on: '2025-06-01' };
    const other = { loan_id: 'OTHER', balance_fen: 100 };
    await insertLoans(test.desk, { id: 1, asOf: day(0) }, [claim, other]);
    await insertLoans(test.desk, { id: 2, asOf: day(1) }, [other]);
    await insertLoans(test.desk, { id: 3, asOf: day(2) }, [claim, other]);
    expect(addUp([await ask(test, 0, 2)])).toEqual({ unexplained: -500, return: 500 });
  } finally {
    await test.close();
  }
});
