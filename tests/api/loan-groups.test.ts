import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP_KEYS } from '../../server/loans/get-loan-groups.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

interface Group {
  key: string | null;
  within: string | null;
  andKey: string | null;
  andWithin: string | null;
  named: boolean;
  groups: number;
  loans: number;
  balanceFen: number;
  onBookFen: number;
  offBookFen: number;
  paidThisYearFen: number;
  paidOfFen: number;
}

const pick = <One>(list: readonly One[], place: number) => list[place % list.length] ?? null;
const LOANS: LoanColumns[] = Array.from({ length: 90 }, (_, place) => ({
  loan_id: `L${place}`,
  branch: pick(['城关支行', '河西支行', null], place),
  // The same name in two branches is two people.
  officer: pick(['李建国', '王丽', null, '赵敏'], place >> 1),
  township: pick(['东镇', '西镇', null], place),
  village: place < 3 ? '孤村' : pick(['上湾村', '下沟村', '北坡村', null], place),
  product: pick(['farmer_credit', 'mortgage', null], place),
  risk_class: pick(['substandard', 'doubtful', 'loss', null], place),
  days_past_due: pick([0, 30, 91, 400, null], place),
  book_status: pick(['on', 'written_off', null], place),
  npl_state: pick(['on_book', 'off_book', null], place),
  guarantee_kind: pick(['mortgage', null], place),
  contact_state: pick(['reachable', null], place),
  court_stage: pick(['none', null], place),
  defaulted_on: pick(['2024-05-01', '2025-12-31', null], place),
  paid_this_year_fen: pick([100, null], place),
  balance_fen: 1000 + place * 37,
}));

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
  await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, LOANS);
});
afterAll(() => test.close());

const ask = async <Body>(path: string, query: [string, string][]): Promise<Body> => {
  const response = await test.request(`/api/loans${path}?${new URLSearchParams(query)}`);
  expect(response.status, path).toBe(200);
  return response.json();
};
const groupsOf = async (by: string, and?: string) => {
  const query: [string, string][] = [
    ['by', by],
    ...(and ? [['and', and] as [string, string]] : []),
  ];
  return (await ask<{ rows: Group[] }>('/groups', query)).rows;
};
const door = (field: string, key: string | null, within: string | null): [string, string][] => [
  [field, key ?? '~'],
  ...(field === 'officer' ? [['branch', within ?? '~'] as [string, string]] : []),
  ...(field === 'village' ? [['township', within ?? '~'] as [string, string]] : []),
];
const list = (query: [string, string][]) =>
  ask<{ total: number; totals: { balanceFen: number } }>('', [...query, ['limit', '1']]);

const PAIRS: [string, string | undefined][] = [
  ...GROUP_KEYS.map((key): [string, undefined] => [key, undefined]),
  ['branch', 'defaultType'],
  ['officer', 'daysBand'],
  ['riskClass', 'vintage'],
  ['guaranteeKind', 'product'],
  ['village', 'painPoint'],
];

describe('loans by one key or two', () => {
  it('add up to the list, and every group opens the loans with its count and balance', async () => {
    const whole = await list([]);
    for (const [by, and] of PAIRS) {
      const rows = await groupsOf(by, and);
      const name = `${by} × ${and ?? ''}`;
      expect(
        rows.reduce((sum, { loans }) => sum + loans, 0),
        name,
      ).toBe(whole.total);
      const balance = rows.reduce((sum, { balanceFen }) => sum + balanceFen, 0);
      expect(balance, name).toBe(whole.totals.balanceFen);
      for (const row of rows.filter(({ named }) => named)) {
        const query = [
          ...door(by, row.key, row.within),
          ...(and ? door(and, row.andKey, row.andWithin) : []),
        ];
        const found = await list(query);
        expect([found.total, found.totals.balanceFen], `${name} ${JSON.stringify(query)}`).toEqual([
          row.loans,
          row.balanceFen,
        ]);
      }
    }
  });

  it('of a village are not shown where they are fewer than five, whatever the second key', async () => {
    for (const and of [undefined, 'branch', 'riskClass']) {
      const rows = await groupsOf('village', and);
      const small = rows.filter(({ key, loans }) => key !== null && loans < 5);
      expect(small).toEqual([]);
      const folded = rows.filter(({ named }) => !named);
      expect(folded).toHaveLength(1);
      expect(folded[0]).toMatchObject({ key: null, within: null, andKey: null, andWithin: null });
    }
  });

  it('make the rate of what was paid from sums, over loans whose book says it', async () => {
    const rows = await groupsOf('branch');
    const paid = rows.reduce((sum, row) => sum + row.paidThisYearFen, 0);
    expect(paid).toBe(45 * 100);
    const of = LOANS.filter((loan) => loan['paid_this_year_fen'] !== null).reduce(
      (sum, loan) => sum + Number(loan['balance_fen']) + 100,
      0,
    );
    expect(rows.reduce((sum, row) => sum + row.paidOfFen, 0)).toBe(of);
  });
});
