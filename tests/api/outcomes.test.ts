import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const outcome = z.looseObject({
  group: z.string().nullable(),
  cases: z.int(),
  baseFen: z.int(),
  recoveredFen: z.int(),
  ended: z.int(),
  open: z.int(),
  points: z.array(z.looseObject({ month: z.int(), doneBp: z.int() })),
});
const answer = z.looseObject({
  isHidden: z.boolean(),
  total: outcome,
  groups: z.array(outcome),
  vintages: z.array(z.looseObject({ quarter: z.string().nullable(), loans: z.int() })),
});
const list = z.looseObject({ total: z.int(), baseFen: z.int(), recoveredFen: z.int() });

async function ask<Shape>(shape: z.ZodType<Shape>, path: string): Promise<Shape> {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return shape.parse(await response.json());
}

const bad = (
  loan_id: string,
  balance_fen: number,
  defaulted_on: string,
  more: LoanColumns = {},
) => ({
  ...{ loan_id, balance_fen, defaulted_on, guarantee_kind: 'credit' },
  ...more,
});
const good = { npl_state: null, risk_class: 'pass', defaulted_on: null };

/** Ten claims that turned bad in January; one is paid, one paid in part and sold; one is old. */
async function januaryDefaults() {
  const many = Array.from({ length: 8 }, (_, index) => bad(`M${index}`, 100_000, '2026-01-10'));
  const mortgage = { guarantee_kind: 'mortgage' };
  await insertLoans(test.desk, { id: 1, asOf: '2025-12-31' }, [
    bad('OLD', 1_000_000, '2024-06-01', mortgage),
    ...many.map((loan) => ({ ...loan, ...good })),
    bad('PAID', 500_000, '2026-01-10', { ...good, ...mortgage }),
    bad('SOLD', 400_000, '2026-01-10', { ...good, ...mortgage }),
  ]);
  await insertLoans(test.desk, { id: 2, asOf: '2026-01-30' }, [
    bad('OLD', 1_000_000, '2024-06-01', mortgage),
    ...many,
    bad('PAID', 500_000, '2026-01-10', mortgage),
    bad('SOLD', 400_000, '2026-01-10', mortgage),
  ]);
  const left = { npl_state: null, ...mortgage };
  await insertLoans(test.desk, { id: 3, asOf: '2026-02-27' }, [
    bad('OLD', 600_000, '2024-06-01', mortgage),
    ...many,
    bad('PAID', 0, '2026-01-10', { ...left, decrease_reason: 'cash' }),
    bad('SOLD', 0, '2026-01-10', { ...left, decrease_reason: 'transferred' }),
  ]);
  await insertLoans(test.desk, { id: 4, asOf: '2026-06-26' }, [
    bad('OLD', 600_000, '2024-06-01', mortgage),
    ...many,
  ]);
  const header = '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人';
  const line = (no: number, loan: string, day: string, yuan: string) =>
    `LS${no},${loan},${day},${yuan},表内,城关支行,李建国`;
  const lines = [
    line(1, 'OLD', '2026-02-10', '4000.00'),
    line(2, 'PAID', '2026-02-05', '5000.00'),
    line(3, 'SOLD', '2026-02-20', '1000.00'),
  ];
  await loadSide(test.desk, 'postings', `${[header, ...lines].join('\r\n')}\r\n`);
}

describe('the outcome of defaults', () => {
  it('is what came in of the balance at default; what is open or sold is censored', async () => {
    await januaryDefaults();
    const { total } = await ask(answer, '/outcomes');
    expect(total).toMatchObject({
      ...{ cases: 11, baseFen: 2_700_000, recoveredFen: 1_000_000, rateBp: 3704 },
      ...{ ended: 1, open: 10 },
    });
    // PAID ends on day 48 with ten at risk: OLD is 577 days old then and not among them.
    expect(total.points.find(({ month }) => month === 1)?.doneBp).toBe(0);
    expect(total.points.find(({ month }) => month === 2)).toMatchObject({ doneBp: 1000 });
    const first = await ask(answer, '/outcomes?end=first');
    expect(first.total).toMatchObject({ ended: 3, open: 8 });
  });

  it('by vintage follows the months that every claim of the quarter has lived through', async () => {
    await januaryDefaults();
    const { vintages } = await ask(answer, '/outcomes');
    expect(vintages).toMatchObject([
      { quarter: null, loans: 1, baseFen: 1_000_000, rateBp: 4000 },
      { quarter: '2026-01-01', loans: 10, baseFen: 1_700_000, recoveredFen: 600_000 },
    ]);
    expect(vintages[0]?.['monthsBp']).toEqual([0, 4000, 4000, 4000, 4000]);
    // The quarter ends on 31 March: two months later is 31 May, three is after the last book.
    expect(vintages[1]?.['monthsBp']).toEqual([2941, 3529]);
  });

  it('by group adds what is too small to be shown to one that is not', async () => {
    await januaryDefaults();
    const { groups, total } = await ask(answer, '/outcomes?by=guarantee_kind');
    expect(groups.map(({ group, cases }) => [group, cases])).toEqual([['small', 11]]);
    expect(groups.reduce((sum, one) => sum + one.baseFen, 0)).toBe(total.baseFen);
  });

  it('opens its cases with the same sums, by group and by vintage', async () => {
    await januaryDefaults();
    const quarter = await ask(list, '/outcomes/loans?quarter=2026-01-01');
    expect([quarter.total, quarter.baseFen, quarter.recoveredFen]).toEqual([
      10, 1_700_000, 600_000,
    ]);
    const before = await ask(list, '/outcomes/loans?quarter=before');
    expect([before.total, before.baseFen]).toEqual([1, 1_000_000]);
    const group = await ask(list, '/outcomes/loans?by=default_type&group=undetermined');
    expect(group.total).toBe(11);
  });

  it('is nothing to speak of, not an error, in a book without bad claims', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-01-30' }, [
      bad('FINE', 100, '2026-01-10', good),
    ]);
    expect(await ask(answer, '/outcomes')).toMatchObject({ groups: [], vintages: [] });
  });
});
