import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
const HEADER = '流水号,借据号,入账日期,收回本金,收回方式,表内外,机构名称,清收人,分成比例';

beforeAll(async () => {
  test = await openTestApp();
  const loans: LoanColumns[] = [
    { loan_id: 'A', officer: '李建国', balance_fen: 1_000_000, has_complaint: true },
    { loan_id: 'B', officer: '李建国', balance_fen: 1_000_000, has_complaint: false },
    { loan_id: 'C', officer: '赵敏', balance_fen: 1_000_000, product: 'credit_card' },
    { loan_id: 'D', officer: '赵敏', balance_fen: 900_000, product: 'mortgage' },
    { loan_id: 'E', officer: '王芳', balance_fen: 1_000_000, has_complaint: false },
  ];
  await insertLoans(test.desk, { id: 1, asOf: '2025-12-31' }, loans);
  await insertLoans(test.desk, { id: 2, asOf: '2026-01-07' }, loans);
  await loadSide(
    test.desk,
    'postings',
    [
      HEADER,
      'L1,A,2026-01-05,300.00,现金,表内,城关支行,李建国,100',
      'L2,E,2026-01-06,100.00,现金,表内,城关支行,王芳,100',
    ].join('\n'),
    { fileName: 'money.csv' },
  );
});
afterAll(() => test.close());

interface Unit {
  officer: string;
}

describe('the comparison beside the ranking', () => {
  const units = async () => {
    const response = await test.request('/api/recovery/comparison?by=officer');
    expect(response.status).toBe(200);
    const rows: Unit[] = await response.json();
    return (officer: string) => rows.find((row) => row.officer === officer);
  };

  it('says of complaints what the book says, and unknown where it says nothing', async () => {
    const of = await units();
    expect(of('李建国')).toMatchObject({ complaints: 1, complaintsKnown: 2 });
    expect(of('王芳')).toMatchObject({ complaints: 0, complaintsKnown: 1 });
    expect(of('赵敏')).toMatchObject({ complaints: null, complaintsKnown: 0 });
  });

  it('marks who holds mostly credit cards, who is not ranked on amount', async () => {
    const of = await units();
    expect(of('赵敏')).toMatchObject({ isCards: true, cardBp: 5263 });
    expect(of('李建国')).toMatchObject({ isCards: false });
  });

  it('compares each with the own mix at everybody’s rates, and counts weeks without a receipt', async () => {
    const of = await units();
    // 40,000 fen came in of 4,900,000 open: 8.163 per mille of everybody's.
    expect(of('李建国')).toMatchObject({ actualFen: 30_000, expectedFen: 16_327, dryWeeks: 0 });
    expect(of('赵敏')).toMatchObject({ actualFen: 0, expectedFen: 15_510, likeForLikeBp: 0 });
    expect(of('王芳')).toMatchObject({ actualFen: 10_000, expectedFen: 8_163 });
  });
});
