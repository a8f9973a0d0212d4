import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
  await insertLoans(test.desk, { id: 1, asOf: '2026-06-30' }, [
    { loan_id: 'RATED', balance_fen: 1_000_000, defaulted_on: '2024-01-01' },
    { loan_id: 'NEW', balance_fen: 1_000_000, defaulted_on: '2026-03-01' },
    { loan_id: 'OFF', balance_fen: 1_000_000, npl_state: 'off_book', book_status: 'written_off' },
    {
      loan_id: 'PLANNED',
      balance_fen: 900_000,
      planned_on: '2026-12-31',
      planned_amount_fen: 800_000,
    },
    {
      loan_id: 'CAPPED',
      balance_fen: 500_000,
      planned_on: '2026-07-01',
      planned_amount_fen: 700_000,
    },
    {
      loan_id: 'PAST',
      balance_fen: 900_000,
      planned_on: '2026-06-30',
      planned_amount_fen: 800_000,
    },
    {
      loan_id: 'NEXT-YEAR',
      balance_fen: 800_000,
      planned_on: '2027-01-01',
      planned_amount_fen: 800_000,
    },
    { loan_id: 'FINE', npl_state: null, risk_class: 'pass', balance_fen: 9_000_000 },
  ]);
});
afterAll(() => test.close());

describe('what is expected of a claim', () => {
  it("is the book's plan due by the year end, at most the balance, else the yield of its segment", async () => {
    const response = await test.request('/api/recovery/concentration');
    expect(response.status).toBe(200);
    const found = await response.json();
    const rows: { loanId: string; expectedFen: number; plannedOn: string | null }[] = found.rows;
    expect(rows.map(({ loanId, expectedFen }) => [loanId, expectedFen])).toEqual([
      ['PLANNED', 800_000],
      ['CAPPED', 500_000],
      ['NEW', 360_000],
      ['RATED', 300_000],
      ['PAST', 270_000],
      ['NEXT-YEAR', 240_000],
      ['OFF', 90_000],
    ]);
    const sum = rows.reduce((all, row) => all + row.expectedFen, 0);
    expect(found.pool).toEqual({ loans: 7, expectedFen: sum });
    expect(found).toMatchObject({ gapFen: null, fewest: null, ending: null });
    expect(rows.filter((row) => row.plannedOn !== null)).toHaveLength(2);
  });
});
