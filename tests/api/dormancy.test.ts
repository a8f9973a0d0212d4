import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const dormancy = z.looseObject({
  knownWeeks: z.int(),
  base: z.looseObject({ asOf: z.string() }).nullable(),
  rows: z.array(
    z.looseObject({
      cover: z.string(),
      loans: z.int(),
      fen: z.int(),
      dormantLoans: z.int(),
      dormantFen: z.int(),
    }),
  ),
});
const list = z.looseObject({
  total: z.int(),
  sumFen: z.int(),
  rows: z.array(z.looseObject({ loanId: z.string() })),
});

async function ask<Shape>(shape: z.ZodType<Shape>, path: string): Promise<Shape> {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return shape.parse(await response.json());
}

async function fiveWeeks() {
  for (let week = 0; week < 5; week++) {
    await insertLoans(test.desk, { id: week + 1, asOf: addDays('2026-10-02', 7 * week) }, [
      { loan_id: 'STILL', balance_fen: 100, guarantee_kind: 'mortgage', collateral_value_fen: 100 },
      { loan_id: 'BARE', balance_fen: 200, guarantee_kind: 'credit' },
      { loan_id: 'NOBODY-LOOKED', balance_fen: 300, guarantee_kind: 'mortgage' },
      { loan_id: 'FALLS', balance_fen: 400 - week, collateral_value_fen: 900 },
      {
        ...{ loan_id: 'INTEREST', balance_fen: 500, guarantee_kind: 'credit' },
        last_paid_on: week < 3 ? null : '2026-10-21',
      },
      ...(week < 4 ? [] : [{ loan_id: 'NEW', balance_fen: 600, guarantee_kind: 'credit' }]),
    ]);
  }
}

it('is what stood in the book of that many weeks before and neither moved nor paid since', async () => {
  await fiveWeeks();
  const found = await ask(dormancy, '/dormancy?weeks=4');
  expect(found).toMatchObject({ knownWeeks: 4, base: { asOf: '2026-10-02' } });
  const of = (id: string) => found.rows.find(({ cover }) => cover === id);
  expect(of('100-150')).toMatchObject({ loans: 1, dormantLoans: 1, dormantFen: 100 });
  expect(of('150+')).toMatchObject({ loans: 1, dormantLoans: 0, dormantFen: 0 });
  expect(of('none')).toMatchObject({ loans: 3, fen: 1300, dormantLoans: 1, dormantFen: 200 });
  expect(of('unknown')).toMatchObject({ loans: 1, dormantLoans: 1, dormantFen: 300 });
});

it('opens the claims behind each band with the same sum, and all of them together', async () => {
  await fiveWeeks();
  const found = await ask(dormancy, '/dormancy?weeks=4');
  for (const row of found.rows) {
    const loans = await ask(list, `/dormancy/loans?weeks=4&cover=${row.cover}`);
    expect([loans.total, loans.sumFen]).toEqual([row.dormantLoans, row.dormantFen]);
  }
  const all = await ask(list, '/dormancy/loans?weeks=4');
  expect(all.rows.map(({ loanId }) => loanId)).toEqual(['NOBODY-LOOKED', 'BARE', 'STILL']);
});

it('is unknown, not nothing, when the books do not reach back so far', async () => {
  await fiveWeeks();
  expect(await ask(dormancy, '/dormancy?weeks=13')).toMatchObject({
    ...{ knownWeeks: 4, base: null, rows: [] },
  });
});
