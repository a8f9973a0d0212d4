import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CREDIT_RULES } from '../../server/recovery/credit-rules.ts';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

interface Unit {
  branch: string | null;
  officer: string | null;
  namedFen: number;
  ruleFen: number;
  movedFen: number;
}
interface CreditAnswer {
  units: Unit[];
  applied: { rule: string; lines: number; principalFen: number; movedFen: number }[];
  waiting: { lines: number; principalFen: number };
  versions: { no: number; by: string | null; reason: string | null; effectiveFrom: string }[];
  movedFen: number;
  creditedUntil: string | null;
}
interface Row {
  branch: string | null;
  officer: string | null;
  achievedFen: number | null;
}

const HEAD = '流水号,借据号,入账日期,收回本金,收回利息,收回方式,表内外,机构名称,清收人,分成比例';
const csv = (...lines: string[]) => [HEAD, ...lines].join('\n');
const get = async <Body>(test: TestApp, path: string): Promise<Body> => {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};
const creditOf = (test: TestApp, query = '') => get<CreditAnswer>(test, `/credit${query}`);
const achieved = async (test: TestApp, by: string, asOf = '2026-03-31') => {
  const { rows, total } = await get<{ rows: Row[]; total: Row }>(
    test,
    `/progress?by=${by}&asOf=${asOf}`,
  );
  const found = rows
    .filter((row) => (row.achievedFen ?? 0) !== 0)
    .map((row) => [row.officer ?? row.branch ?? '', row.achievedFen]);
  return { ...Object.fromEntries(found), 全行: total.achievedFen };
};
const set = (test: TestApp, over: object) =>
  test.request('/api/recovery/credit/rules', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      by: '王主任',
      reason: '分成办法',
      rules: DEFAULT_CREDIT_RULES,
      ...over,
    }),
  });

/** A passes from 甲 to 乙 in the book of 28 February; B is held by two; C is of another branch. */
async function openBooks(): Promise<TestApp> {
  const test = await openTestApp('2026-04-10');
  const book = (id: number, asOf: string, holder: string) =>
    insertLoans(test.desk, { id, asOf }, [
      { loan_id: 'A', officer: holder, balance_fen: 100_000_000 - id },
      { loan_id: 'B', officer: '丙;丁', balance_fen: 100_000_000 - id },
      { loan_id: 'C', officer: '戊', branch: '河西支行', balance_fen: 100_000_000 - id },
    ]);
  await book(1, '2025-12-31', '甲');
  await book(2, '2026-01-31', '甲');
  await book(3, '2026-02-28', '乙');
  await book(4, '2026-03-31', '乙');
  return test;
}

describe('credit for money that the ledger credits to nobody', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await openBooks();
    return () => test.close();
  });

  it('goes to who held the loan that day, shared after a handover; explicit shares stay', async () => {
    await loadSide(
      test.desk,
      'postings',
      csv(
        '1,A,2026-01-10,10.00,,转账,表内,城关支行,,',
        '2,A,2026-03-05,10.01,,转账,表内,城关支行,,',
        '3,A,2026-03-31,20.00,,转账,表内,城关支行,,',
        '4,B,2026-03-05,30.01,,转账,表内,城关支行,,',
        '5,A,2026-03-05,40.00,,转账,表内,城关支行,己;庚,60;40',
      ),
    );
    expect(await achieved(test, 'officer')).toEqual({
      甲: 1000 + 500,
      乙: 501 + 2000,
      丙: 1501,
      丁: 1500,
      己: 2400,
      庚: 1600,
      全行: 11_002,
    });
    expect(await achieved(test, 'branch')).toEqual({ 城关支行: 11_002, 全行: 11_002 });
    const credit = await creditOf(test, '?asOf=2026-03-31');
    expect(
      credit.applied.map(({ rule, lines, principalFen }) => [rule, lines, principalFen]),
    ).toEqual([
      ['handover', 1, 1001],
      ['joint', 1, 3001],
      ['own', 2, 3000],
    ]);
    expect(credit.movedFen).toBe(500);
    const moved = credit.units.filter(({ movedFen }) => movedFen !== 0);
    expect(moved.map(({ officer, movedFen }) => [officer, movedFen]).sort()).toEqual([
      ['乙', -500],
      ['甲', 500],
    ]);
  });

  it('waits while the line is of another branch than the loan, or no book by then has it', async () => {
    await loadSide(
      test.desk,
      'postings',
      csv(
        '1,C,2026-03-05,10.00,,转账,表内,城关支行,,',
        '2,Z,2026-03-05,20.00,,转账,表内,城关支行,,',
        '3,A,2025-12-30,40.00,,转账,表内,城关支行,,',
      ),
    );
    const credit = await creditOf(test, '?asOf=2026-03-31');
    expect(credit.waiting).toEqual({ lines: 2, principalFen: 3000 });
    expect(credit.applied).toEqual([]);
    expect(await achieved(test, 'officer')).toEqual({ 城关支行: 3000, 全行: 3000 });
    const lines = await get<{ ref: string }[]>(test, '/credit/lines?rule=waiting&asOf=2026-03-31');
    expect(lines.map(({ ref }) => ref)).toEqual(['2', '1']);
    // An older book comes in: the line of 2025 is of that day's holder.
    await insertLoans(test.desk, { id: 9, asOf: '2025-12-01' }, [{ loan_id: 'A', officer: '辛' }]);
    expect(await achieved(test, 'officer', '2025-12-31')).toEqual({ 辛: 4000, 全行: 4000 });
  });

  it('a reversal restores the figures of everybody to the fen, whoever holds the loan by then', async () => {
    await loadSide(
      test.desk,
      'postings',
      csv(
        '1,B,2026-01-10,0.07,0.03,转账,表内,城关支行,,',
        '8,A,2026-02-10,1.00,,转账,表内,城关支行,己,',
      ),
    );
    const before = await achieved(test, 'officer');
    await loadSide(
      test.desk,
      'postings',
      csv(
        '2,B,2026-01-20,33.33,0.11,转账,表内,城关支行,,',
        '3,A,2026-01-20,33.33,,转账,表内,城关支行,,',
        '4,A,2026-01-20,50.01,,转账,表内,城关支行,己;庚,50;50',
      ),
    );
    expect(await achieved(test, 'officer')).not.toEqual(before);
    await loadSide(
      test.desk,
      'postings',
      csv(
        '5,B,2026-03-10,-33.33,-0.11,转账,表内,城关支行,,',
        '6,A,2026-03-10,-33.33,,转账,表内,城关支行,,',
        '7,A,2026-03-11,-50.01,,转账,表内,城关支行,,',
      ),
    );
    expect(await achieved(test, 'officer')).toEqual(before);
    const { applied } = await creditOf(test, '?asOf=2026-03-31');
    expect(applied.find(({ rule }) => rule === 'reversal')?.lines).toBe(3);
  });

  it('a changed rule is for later days only: what is credited stays, with who changed it and why', async () => {
    await loadSide(test.desk, 'postings', csv('1,A,2026-03-05,10.00,,法院执行,表内,城关支行,,'));
    const before = await achieved(test, 'officer');
    expect(before).toEqual({ 乙: 600, 城关支行: 400, 全行: 1000 });
    const rules = DEFAULT_CREDIT_RULES.map((rule) => ({
      ...rule,
      isOn: rule.id === 'own',
    }));
    const early = await set(test, { rules, effectiveFrom: '2026-03-05' });
    expect(early.status).toBe(409);
    expect(await early.json()).toMatchObject({
      code: 'already-credited',
      details: { last: '2026-03-05' },
    });
    expect((await set(test, { rules, effectiveFrom: '2026-03-06', by: ' ' })).status).toBe(400);
    expect((await set(test, { rules, effectiveFrom: '2026-03-06' })).status).toBe(200);
    expect(await achieved(test, 'officer')).toEqual(before);
    await loadSide(
      test.desk,
      'postings',
      csv(
        '2,A,2026-03-05,10.00,,法院执行,表内,城关支行,,',
        '3,A,2026-03-06,10.00,,法院执行,表内,城关支行,,',
      ),
    );
    expect(await achieved(test, 'officer')).toEqual({
      乙: 600 + 600 + 1000,
      城关支行: 800,
      全行: 3000,
    });
    const { versions } = await creditOf(test);
    expect(versions).toMatchObject([
      { no: 0, by: null },
      { by: '王主任', reason: '分成办法', effectiveFrom: '2026-03-06' },
    ]);
  });
});

const line = fc.record({
  loan: fc.constantFrom('A', 'B', 'C', 'Z'),
  month: fc.integer({ min: 1, max: 3 }),
  day: fc.integer({ min: 1, max: 28 }),
  fen: fc.integer({ min: -500_000, max: 500_000 }).filter((fen) => fen !== 0),
  method: fc.constantFrom('转账', '扣划', '法院执行', '专班', '委外'),
  branch: fc.constantFrom('城关支行', '河西支行', ''),
  officer: fc.constantFrom('', '', '甲', '甲;乙'),
});

describe('whatever the ledger holds', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openBooks();
  });
  afterAll(() => test.close());

  it('rules move nothing between branches, in the bank, or in sum', async () => {
    let file = 0;
    const sums = { bank: 0, branches: new Map<string, number>() };
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
        file++;
        await loadSide(
          test.desk,
          'postings',
          csv(
            ...lines.map(({ loan, month, day, fen, method, branch, officer }, place) => {
              const date = `2026-0${month}-${String(day).padStart(2, '0')}`;
              const ref = `F${file}-${place}`;
              return [
                ref,
                loan,
                date,
                (fen / 100).toFixed(2),
                '',
                method,
                '表内',
                branch,
                officer,
                '',
              ].join(',');
            }),
          ),
        );
        for (const { fen, branch } of lines) {
          sums.bank += fen;
          sums.branches.set(branch, (sums.branches.get(branch) ?? 0) + fen);
        }
        const byBranch = await get<{ rows: Row[]; total: Row }>(
          test,
          '/progress?by=branch&asOf=2026-03-31',
        );
        expect(byBranch.total.achievedFen).toBe(sums.bank);
        for (const [branch, fen] of sums.branches) {
          const row = byBranch.rows.find((one) => (one.branch ?? '') === branch);
          expect(row?.achievedFen ?? 0).toBe(fen);
        }
        const { units } = await creditOf(test, '?asOf=2026-03-31');
        const all = (of: (unit: Unit) => number) => units.reduce((sum, unit) => sum + of(unit), 0);
        expect(all((unit) => unit.namedFen + unit.ruleFen)).toBe(sums.bank);
        expect(all((unit) => unit.movedFen)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});
