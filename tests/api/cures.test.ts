import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { factsOf, judgeCure } from '../../server/recovery/judge-cure.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp } from './open-test-app.ts';

const DAYS = [0, 40, 90, 140, 182, 190, 260, 365].map((day) => addDays('2025-11-30', day));

const seen = fc.record({
  state: fc.constantFrom('on_book', 'on_book', 'on_book', null, 'gone'),
  days: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, null, 30),
  extended: fc.constantFrom(null, null, null, null, '2027-06-30'),
});
const LOANS = 20;
/** Book by book, the same loans. */
const books = fc.array(fc.array(seen, { minLength: LOANS, maxLength: LOANS }), {
  minLength: DAYS.length,
  maxLength: DAYS.length,
});

const cure = z.object({
  loanId: z.string(),
  upgradedOn: z.string(),
  wasExtended: z.boolean(),
  observation: z.string(),
  relapse: z.string(),
  relapsedOn: z.string().nullable(),
  isRipe: z.boolean(),
});

it('an upgrade is judged by every book that lists the loan, whether it was a claim then or not', async () => {
  const judged = new Set<string>();
  await fc.assert(
    fc.asyncProperty(books, async (history) => {
      const test = await openTestApp();
      try {
        for (const [place, loans] of history.entries()) {
          const there = loans.flatMap(({ state, days, extended }, at) =>
            state === 'gone'
              ? []
              : [
                  {
                    ...{ loan_id: `L${at}`, npl_state: state, days_past_due: days },
                    extended_to: extended,
                  },
                ],
          );
          await insertLoans(test.desk, { id: place + 1, asOf: DAYS[place] ?? '' }, there);
        }
        const response = await test.request(`/api/recovery/cures?from=${DAYS[0]}`);
        expect(response.status).toBe(200);
        const { rows } = z.object({ rows: z.array(cure) }).parse(await response.json());
        const asOf = DAYS.at(-1) ?? '';
        const expected = Array.from({ length: LOANS }, (_, at) => at).flatMap((at) => {
          const sightings = history.flatMap((loans, place) => {
            const one = loans[at];
            return one === undefined || one.state === 'gone'
              ? []
              : [
                  {
                    ...{ on: DAYS[place] ?? '', daysPastDue: one.days, isBad: one.state !== null },
                    extended: one.extended,
                  },
                ];
          });
          return history.flatMap((loans, place) => {
            const upgradedOn = DAYS[place] ?? '';
            if (history[place - 1]?.[at]?.state !== 'on_book' || loans[at]?.state !== null)
              return [];
            return [
              {
                ...{ loanId: `L${at}`, upgradedOn },
                wasExtended: sightings.some(({ on, extended }) => extended && on <= upgradedOn),
                ...judgeCure(factsOf(sightings, upgradedOn), { upgradedOn, asOf }),
              },
            ];
          });
        });
        const key = (one: { loanId: string; upgradedOn: string }) =>
          `${one.loanId} ${one.upgradedOn}`;
        const sorted = <One extends { loanId: string; upgradedOn: string }>(list: One[]) =>
          list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
        expect(sorted(rows)).toEqual(sorted(expected));
        for (const { observation } of expected) judged.add(observation);
      } finally {
        await test.close();
      }
    }),
    { numRuns: 3 },
  );
  expect([...judged].sort()).toEqual(['met', 'not-met', 'unknown']);
}, 120_000);
