import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp } from './open-test-app.ts';

const FIRST = '2026-10-02';
const history = z.array(
  z.looseObject({ asOf: z.string(), balanceFen: z.int(), officer: z.string() }),
);

/** What a book says of the loan: nothing, or what it was granted with, right, corrected or unsaid. */
const week = fc.option(
  fc.record({
    principal_original_fen: fc.constantFrom(100, 200, null),
    disbursed_on: fc.constantFrom('2020-01-01', '2020-01-02', null),
    balance_fen: fc.integer({ min: 0, max: 9 }),
  }),
);
/** Another loan, granted with the same, must not be taken for it. */
const OTHER: LoanColumns = {
  loan_id: 'other',
  principal_original_fen: 100,
  disbursed_on: '2020-01-01',
  balance_fen: 77,
};

describe('the history of a loan', () => {
  it('is what every book says of it, whatever the books say it was granted with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(week, { minLength: 1, maxLength: 6 }), async (weeks) => {
        const test = await openTestApp();
        try {
          const expected: [string, number][] = [];
          for (const [place, said] of [...weeks, { balance_fen: 5 }].entries()) {
            const asOf = addDays(FIRST, 7 * place);
            const own: LoanColumns[] = said === null ? [] : [{ loan_id: 'L', ...said }];
            if (said !== null) expected.push([asOf, said.balance_fen]);
            await insertLoans(test.desk, { id: place + 1, asOf }, [OTHER, ...own]);
          }
          for (const [asOf] of expected) {
            const answer = await (await test.request(`/api/loans/L?asOf=${asOf}`)).json();
            const found = z.looseObject({ history }).parse(answer).history;
            expect(found.map((one) => [one.asOf, one.balanceFen])).toEqual(
              expected.filter(([day]) => day <= asOf),
            );
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});
