import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

/** The keys that only the loan has, with every value of the books below. */
const KEYS = {
  township: ['东镇', '~'],
  village: ['东村', '~'],
  guaranteeKind: ['credit', '~'],
  contactState: ['lost', 'reachable', '~'],
  courtStage: ['filed', '~'],
  daysBand: ['91-180', '~'],
  vintage: ['2025', '~'],
} as const;
const PAGES = [
  ...['triage/matrix?', 'triage/evidence?', 'triage/class-lag?', 'triage/clock-exposure?'],
  ...['loans?limit=1', 'loans/groups?by=branch', 'recovery/overview?', 'recovery/concentration?'],
  ...['recovery/progress?by=officer', 'recovery/rolled?by=branch', 'recovery/cumulative?'],
  ...['recovery/forecasts?by=branch', 'recovery/comparison?by=branch', 'recovery/bridge?'],
  ...['recovery/bridge/loans?term=cash', 'recovery/alerts?', 'recovery/reconciliation?'],
  ...['recovery/three-sources?', 'recovery/transitions?kind=class', 'recovery/roll-rates?'],
  ...['recovery/cures?', 'recovery/dormancy?weeks=1', 'recovery/dormancy/loans?weeks=1'],
  ...['recovery/villages?', 'recovery/outcomes?', 'recovery/outcomes/loans?'],
  ...['recovery/alerts/silent-exit/loans?', 'recovery/alerts/days-reset/loans?'],
  ...['recovery/alerts/slipped-plan/loans?', 'recovery/bridge/loans?term=scope'],
  ...['recovery/transitions/loans?kind=days', 'recovery/categories?'],
  ...['recovery/categories/loans?category=tg-cash-on', 'recovery/credit?'],
  ...['triage/segments?by=branch', 'recovery/credit/lines?rule=waiting'],
];

const bridge = z.object({ openingFen: z.int(), closingFen: z.int(), differenceFen: z.int() });
const progress = z.object({ total: z.object({ heldFen: z.int(), onBookFen: z.int() }) });
const reconciled = z.object({ postedFen: z.int() });
const credit = z.object({ named: z.object({ principalFen: z.int() }) });

let test: TestApp;
const ask = async (path: string) => {
  const response = await test.request(`/api/${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};

beforeAll(async () => {
  test = await openTestApp();
  const known = {
    ...{ township: '东镇', village: '东村', guarantee_kind: 'credit', court_stage: 'filed' },
    ...{ contact_state: 'lost', days_past_due: 100, defaulted_on: '2025-06-30' },
  };
  await insertLoans(test.desk, { id: 1, asOf: '2026-02-01' }, [
    { ...known, balance_fen: 900 },
    { balance_fen: 500 },
    { balance_fen: 40, contact_state: 'reachable' },
  ]);
  await loadSide(
    test.desk,
    'postings',
    '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人\nP1,L1,2026-02-05,2.00,表内,城关支行,李建国',
    { fileName: 'p.csv' },
  );
  await insertLoans(test.desk, { id: 2, asOf: '2026-02-08' }, [
    { ...known, balance_fen: 700 },
    { balance_fen: 500 },
    { balance_fen: 30, contact_state: 'reachable' },
  ]);
});
afterAll(() => test.close());

describe('a filter on what only the loan says', () => {
  it('is answered by every page', async () => {
    for (const [key, [value]] of Object.entries(KEYS)) {
      for (const page of PAGES) await ask(`${page}&${key}=${encodeURIComponent(value)}`);
    }
  });

  it('parts holdings, money and bridges: the parts add to the bank', async () => {
    const of = async (filter: string) => {
      const { total } = progress.parse(await ask(`recovery/progress?by=branch${filter}`));
      const bars = bridge.parse(await ask(`recovery/bridge?${filter}`));
      expect(bars.differenceFen, filter).toBe(0);
      const { postedFen } = reconciled.parse(await ask(`recovery/reconciliation?${filter}`));
      const { named } = credit.parse(await ask(`recovery/credit?${filter}`));
      const ledger = [total.onBookFen, postedFen, named.principalFen];
      return [total.heldFen, ...ledger, bars.openingFen, bars.closingFen];
    };
    const bank = await of('');
    expect(bank).toEqual([1230, 200, 200, 200, 1440, 1230]);
    for (const [key, values] of Object.entries(KEYS)) {
      const parts = await Promise.all(
        values.map((value) => of(`&${key}=${encodeURIComponent(value)}`)),
      );
      const sums = bank.map((_, at) => parts.reduce((sum, part) => sum + (part[at] ?? 0), 0));
      expect(sums, key).toEqual(bank);
    }
  });
});
