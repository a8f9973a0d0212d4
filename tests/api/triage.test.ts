import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const AS_OF = '2026-11-20';

const LOANS: LoanColumns[] = [
  // Disputer: dispute on record and he says the money went elsewhere; verify first.
  {
    loan_id: 'D1',
    has_dispute: true,
    scenario_tags: 's08',
    balance_fen: 100,
    matures_on: '2025-01-10',
  },
  // Incapable: ill, and a capacity ratio of nothing.
  {
    loan_id: 'I1',
    has_serious_illness: true,
    monthly_income_fen: 100_000,
    asset_grade: 'none',
    scenario_tags: 's03',
    balance_fen: 5_000_000,
    matures_on: '2025-01-10',
  },
  // Evader, only proposed; the claim was written off.
  {
    loan_id: 'E1',
    related_transfer: true,
    is_dishonest_listed: true,
    balance_fen: 700,
    npl_state: 'off_book',
    book_status: 'written_off',
    branch: '河西支行',
    officer: '陈静',
    matures_on: '2025-01-10',
  },
  // A dispute and illness score the same: nothing is guessed.
  {
    loan_id: 'U1',
    has_dispute: true,
    has_serious_illness: true,
    balance_fen: 900,
    matures_on: '2025-01-10',
  },
  // Nothing is known at all.
  { loan_id: 'U2', balance_fen: 1000, matures_on: '2016-01-10' },
  // Limitation ends within 4 weeks, with proof and without.
  {
    loan_id: 'T1',
    balance_fen: 2000,
    matures_on: '2021-06-01',
    last_interrupted_on: '2023-12-10',
    interrupt_proof: '签收回执',
  },
  {
    loan_id: 'T2',
    balance_fen: 3000,
    matures_on: '2021-06-01',
    last_interrupted_on: '2023-12-10',
    interrupt_proof: '无',
  },
  // Guarantee lapses in eight weeks.
  {
    loan_id: 'G1',
    balance_fen: 4000,
    matures_on: '2026-07-01',
    guarantee_kind: 'guarantee',
    disbursed_on: '2024-07-01',
  },
  // Performing, but 120 days past due ask for substandard.
  {
    loan_id: 'P1',
    balance_fen: 8000,
    npl_state: null,
    risk_class: 'special_mention',
    class_floor: 'substandard',
    days_past_due: 120,
  },
  {
    loan_id: 'P2',
    balance_fen: 6000,
    npl_state: null,
    risk_class: 'pass',
    class_floor: 'pass',
    days_past_due: 0,
  },
];

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
  await insertLoans(test.desk, { id: 1, asOf: AS_OF }, LOANS);
});
afterAll(() => test.close());

const ask = async (path: string) => {
  const response = await test.request(`/api/triage${path}`);
  expect(response.status).toBe(200);
  return response.json();
};

describe('filter options', () => {
  it('offer the days, branches and officers of the book, and the closed lists', async () => {
    const options = await ask('/filter-options');
    expect(options.asOfs).toEqual([AS_OF]);
    expect(options.officers).toEqual([
      { branch: '城关支行', officer: '李建国' },
      { branch: '河西支行', officer: '陈静' },
    ]);
    expect(options.defaultTypes.map((type: { code: string }) => type.code)).toEqual([
      'incapable',
      'habitual',
      'bystander',
      'opportunist',
      'disputer',
      'evader',
      'undetermined',
    ]);
  });

  it('are empty lists for an empty bank, not an error', async () => {
    const empty = await openTestApp();
    const response = await empty.request('/api/triage/filter-options');
    expect(await response.json()).toMatchObject({ asOfs: [], branches: [], officers: [] });
    await empty.close();
  });
});

describe('the matrix', () => {
  it('counts claims only, and every margin is the sum of the same cells', async () => {
    const matrix = await ask('/matrix');
    expect(matrix.total).toEqual({
      loans: 8,
      balanceFen: 100 + 5_000_000 + 700 + 900 + 1000 + 2000 + 3000 + 4000,
    });
    const rows = matrix.types.reduce(
      (sum: number, type: { balanceFen: number }) => sum + type.balanceFen,
      0,
    );
    const columns = matrix.painPoints.reduce(
      (sum: number, pain: { balanceFen: number }) => sum + pain.balanceFen,
      0,
    );
    expect([rows, columns]).toEqual([matrix.total.balanceFen, matrix.total.balanceFen]);
    expect(matrix.onBook.balanceFen + matrix.offBook.balanceFen).toBe(matrix.total.balanceFen);
    expect(matrix.offBook).toEqual({ loans: 1, balanceFen: 700 });
  });

  it('proposes an evader for confirmation, never as a fact', async () => {
    expect((await ask('/matrix')).needsConfirmation).toEqual({ loans: 1, balanceFen: 700 });
  });

  it('leaves a tie and an empty file undetermined', async () => {
    const matrix = await ask('/matrix?defaultType=undetermined');
    expect(matrix.undetermined.loans).toBe(5);
    expect(matrix.total.loans).toBe(5);
  });

  it('gives the same sums from the loans, when a flag is asked for, as from the rollup', async () => {
    const [rolled, counted] = await Promise.all([
      ask('/matrix?defaultType=evader'),
      ask('/matrix?flag=evader_proposed'),
    ]);
    expect(counted).toEqual(rolled);
  });

  it('refuses an unknown flag', async () => {
    expect((await test.request('/api/triage/matrix?flag=toString')).status).toBe(400);
  });
});

describe('segments', () => {
  it('group by the keys asked for and add up to the total', async () => {
    const segments = await ask('/segments?by=default_type,branch');
    expect(segments.rows[0]).toEqual({
      keys: { default_type: 'incapable', branch: '城关支行' },
      loans: 1,
      balanceFen: 5_000_000,
    });
    expect(segments.rows.reduce((sum: number, row: { loans: number }) => sum + row.loans, 0)).toBe(
      segments.total.loans,
    );
  });

  it('refuse a key that is not on the list', async () => {
    expect((await test.request('/api/triage/segments?by=borrower_name')).status).toBe(400);
  });
});

describe('the clocks', () => {
  it('tell what is proven from what is assumed', async () => {
    const { horizons, lapsed, legalReview } = await ask('/clock-exposure');
    expect(horizons[0]).toMatchObject({
      weeks: 4,
      limitation: {
        loans: 2,
        balanceFen: 5000,
        proven: { balanceFen: 2000 },
        assumed: { balanceFen: 3000 },
      },
      guarantee: { loans: 0 },
    });
    expect(horizons[1].guarantee).toMatchObject({ loans: 1, balanceFen: 4000 });
    expect(lapsed.limitationUnproven).toMatchObject({ loans: 1, balanceFen: 3000 });
    expect(legalReview.limitation).toMatchObject({ loans: 1, balanceFen: 1000 });
  });
});

describe('the class floor', () => {
  it('is an alert about performing loans that days past due call non-performing', async () => {
    const lag = await ask('/class-lag');
    expect(lag.crossing).toEqual({ loans: 1, balanceFen: 8000 });
    expect(lag.rows).toEqual([
      {
        riskClass: 'special_mention',
        classFloor: 'substandard',
        loans: 1,
        balanceFen: 8000,
        largestDaysPastDue: 120,
      },
    ]);
    expect(lag.unknown).toBe(8);
  });
});

describe('evidence', () => {
  it('names the fields that the undetermined lack most, and counts only who can be asked', async () => {
    const evidence = await ask('/evidence');
    expect(evidence.undetermined.loans).toBe(5);
    const fields = evidence.lacking.map((lack: { field: string }) => lack.field);
    expect(fields).toContain('monthly_income');
    expect(fields).not.toContain('collateral_value');
    for (const { missing, asked } of evidence.lacking) expect(missing).toBeLessThanOrEqual(asked);
  });
});

describe('the rules', () => {
  it('say that they are the bank’s template, and show sources and what a book cannot carry', async () => {
    const rules = await ask('/rules');
    expect(rules.version).toBe('bank-template-v1');
    expect(rules.defaultTypes).toHaveLength(6);
    expect(rules.painPoints).toHaveLength(5);
    for (const type of [...rules.defaultTypes, ...rules.painPoints]) {
      for (const predicate of type.predicates) expect('OPSUD').toContain(predicate.mark);
    }
  });
});
