import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

async function ask<Shape>(shape: z.ZodType<Shape>, path: string): Promise<Shape> {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return shape.parse(await response.json());
}

const rates = z.looseObject({
  months: z.array(
    z.object({
      to: z.string(),
      rates: z.array(
        z.looseObject({
          band: z.string(),
          from: z.string().nullable(),
          loans: z.int(),
          rolledLoans: z.int(),
          rolledFen: z.int(),
          fenBp: z.int().nullable(),
        }),
      ),
    }),
  ),
});
const list = z.looseObject({ total: z.int(), beforeFen: z.int() });
const cures = z.looseObject({
  rows: z.array(
    z.looseObject({ loanId: z.string(), observation: z.string(), relapse: z.string() }),
  ),
});

const late = (loan_id: string, balance_fen: number, days_past_due: number): LoanColumns => ({
  ...{ loan_id, balance_fen, days_past_due },
  ...(days_past_due > 90 ? {} : { npl_state: null, risk_class: 'special_mention' }),
});

describe('roll rates', () => {
  it('watch a band for its width, count write-offs, and open the loans behind a rate', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-05-01' }, [
      ...[late('ROLLS', 300, 61), late('PAYS', 500, 75), late('OFF', 200, 80)],
    ]);
    await insertLoans(test.desk, { id: 2, asOf: '2026-05-29' }, [
      ...[late('ROLLS', 300, 91), late('PAYS', 400, 75)],
      { ...late('OFF', 200, 120), npl_state: 'off_book', book_status: 'written_off' },
    ]);
    const { months } = await ask(rates, '/roll-rates');
    const rate = months.at(-1)?.rates.find(({ band }) => band === '61-90');
    expect(rate).toMatchObject({
      ...{ from: '2026-05-01', loans: 3, rolledLoans: 2, rolledFen: 500, fenBp: 5000 },
    });
    const quarter = months.at(-1)?.rates.find(({ band }) => band === '91-180');
    expect(quarter).toMatchObject({ from: null, fenBp: null });
    const span = 'kind=days&from=2026-05-01&to=2026-05-29';
    const loans = await ask(list, `/transitions/loans?${span}&row=61-90&way=rolled`);
    expect([loans.total, loans.beforeFen]).toEqual([2, 500]);
  });
});

describe('cures', () => {
  it('are upgrades whose observation was kept; what was bad again is listed', async () => {
    const books = Array.from({ length: 20 }, (_, place) => addDays('2025-12-05', 14 * place));
    for (const [place, asOf] of books.entries()) {
      const from = (first: number): LoanColumns =>
        place < first ? {} : { npl_state: null, risk_class: 'special_mention' };
      await insertLoans(test.desk, { id: place + 1, asOf }, [
        { loan_id: 'CURED', days_past_due: place < 1 ? 95 : 0, ...from(15) },
        { loan_id: 'HASTY', days_past_due: place < 14 ? 95 : 0, ...from(15) },
        {
          ...{ loan_id: 'AGAIN', days_past_due: place < 18 ? 0 : 91, branch: '河西支行' },
          ...(place < 18 ? from(2) : {}),
        },
      ]);
    }
    const found = await ask(cures, '/cures?from=2025-12-05');
    const of = (loanId: string) => found.rows.find((row) => row.loanId === loanId);
    expect(of('CURED')).toMatchObject({ observation: 'met', relapse: 'open' });
    expect(of('HASTY')).toMatchObject({ observation: 'not-met', relapse: 'open' });
    expect(of('AGAIN')).toMatchObject({ observation: 'unknown', relapse: 'no', isRipe: true });
    expect((await ask(cures, '/cures?from=2025-12-05&branch=河西支行')).rows).toHaveLength(1);
  });
});
