import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

interface Table {
  rows: { category: string; amountFen: number | null; pendingFen: number | null }[];
  recoveredFen: number | null;
  creditFen: number | null;
}

/** A pays, B is written off and pays afterwards, C is sold, D taken in goods, E upgraded at once. */
const LEDGER = `流水号,借据号,入账日期,收回本金,收回利息,罚息,表内外,机构名称,清收人
1,A,2026-01-05,100.00,7.00,0.50,表内,城关支行,李建国
2,B,2026-01-14,30.00,,,表外,河西支行,王丽
3,A,2026-01-15,20.00,,,表内,城关支行,李建国`;

describe('recovery by category', () => {
  let test: TestApp;
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await test.request(`/api/recovery${path}`);
    expect(response.status, path).toBe(200);
    return response.json();
  };
  beforeAll(async () => {
    test = await openTestApp('2026-01-20');
    const book = (id: number, asOf: string, over: Record<string, object>) =>
      insertLoans(
        test.desk,
        { id, asOf },
        Object.entries({ A: {}, B: {}, C: {}, D: {}, E: {} }).flatMap(([loan_id, base]) => {
          const own = over[loan_id];
          return own === undefined
            ? [{ loan_id, balance_fen: 100_000, ...base }]
            : 'gone' in own
              ? []
              : [{ loan_id, balance_fen: 100_000, ...own }];
        }),
      );
    const off = { npl_state: 'off_book', book_status: 'written_off', branch: '河西支行' };
    await book(1, '2025-12-31', { B: { branch: '河西支行' } });
    await book(2, '2026-01-09', {
      A: { balance_fen: 90_000 },
      B: { ...off, decrease_reason: 'written_off' },
      C: { balance_fen: 0, npl_state: null, decrease_reason: 'transferred' },
      D: { balance_fen: 0, npl_state: null, decrease_reason: 'foreclosed' },
      E: { npl_state: null, risk_class: 'pass', decrease_reason: 'upgraded', days_past_due: 0 },
    });
    await book(3, '2026-01-16', {
      A: { balance_fen: 88_000 },
      B: { ...off, balance_fen: 97_000 },
      C: { gone: true },
      D: { gone: true },
      E: { npl_state: null, risk_class: 'pass', days_past_due: 0 },
    });
    await loadSide(test.desk, 'postings', LEDGER);
  });
  afterAll(() => test.close());

  it('is cash on book and off, with interest beside it; write-off and sale are in no sum', async () => {
    const table = await get<Table>('/categories');
    expect(Object.fromEntries(table.rows.map((row) => [row.category, row.amountFen]))).toEqual({
      'tg-cash-on': 12_000,
      'tg-cash-off': 3000,
      'tg-interest': 750,
      'tg-upgrade': 0,
      'tg-writeoff': 100_000,
      'tg-foreclosure': 100_000,
      'tg-transfer': 100_000,
    });
    expect(table.recoveredFen).toBe(15_000);
    expect(table.creditFen).toBe(15_000 + 225);
    expect(table.rows.find(({ category }) => category === 'tg-upgrade')?.pendingFen).toBe(100_000);
  });

  it('opens the loans behind money received, with the same sum on every page of the list', async () => {
    const table = await get<Table>('/categories');
    for (const category of ['tg-cash-on', 'tg-cash-off', 'tg-interest']) {
      const query = `category=${category}`;
      const list = await get<{ rows: { amountFen: number }[]; sumFen: number; total: number }>(
        `/categories/loans?${query}`,
      );
      const row = table.rows.find((one) => one.category === category);
      expect(list.sumFen).toBe(row?.amountFen);
      expect(list.rows.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(list.sumFen);
      const beyond = await get<{ sumFen: number }>(`/categories/loans?${query}&offset=50`);
      expect(beyond.sumFen).toBe(list.sumFen);
    }
  });

  it('adds over the branches to the bank, category by category', async () => {
    const whole = await get<Table>('/categories');
    const parts = await Promise.all(
      ['城关支行', '河西支行'].map((branch) =>
        get<Table>(`/categories?${new URLSearchParams({ branch })}`),
      ),
    );
    for (const { category, amountFen } of whole.rows) {
      const sum = parts
        .flatMap(({ rows }) => rows.filter((row) => row.category === category))
        .reduce((all, row) => all + (row.amountFen ?? 0), 0);
      expect(sum, category).toBe(amountFen);
    }
  });
});
