import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const row = z.looseObject({
  from: z.string(),
  loans: z.int(),
  fen: z.int(),
  cells: z.array(
    z.object({
      to: z.string(),
      loans: z.int(),
      fen: z.int(),
      afterFen: z.int(),
      loansBp: z.int(),
      fenBp: z.int(),
    }),
  ),
});
const matrix = z.looseObject({
  rows: z.array(row),
  entered: row,
  total: z.object({ loans: z.int(), fen: z.int() }),
  worse: z.object({ loans: z.int(), fen: z.int() }),
  better: z.object({ loans: z.int(), fen: z.int() }),
});
const list = z.looseObject({
  total: z.int(),
  beforeFen: z.int(),
  afterFen: z.int(),
  rows: z.array(z.looseObject({ loanId: z.string() })),
});

async function ask<Shape>(shape: z.ZodType<Shape>, path: string): Promise<Shape> {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return shape.parse(await response.json());
}

const pass = { npl_state: null, risk_class: 'pass', days_past_due: 0 };
const loan = (loan_id: string, balance_fen: number, more: LoanColumns = {}): LoanColumns => ({
  loan_id,
  balance_fen,
  days_past_due: 100,
  ...more,
});
const left = (loan_id: string, more: LoanColumns) =>
  loan(loan_id, 0, { npl_state: null, book_status: 'on', ...more });

/** Claims that go every way there is, over three books. */
async function everyWay() {
  await insertLoans(test.desk, { id: 1, asOf: '2026-01-02' }, [
    loan('STAYS', 100_000),
    loan('WORSE', 200_000),
    loan('CURED', 300_000),
    loan('PAID', 400_000),
    loan('POSTED', 500_000),
    loan('WRITTEN', 600_000),
    loan('SOLD', 700_000),
    loan('GOODS', 800_000),
    loan('SILENT', 900_000),
    loan('SLIPS', 50_000, pass),
    loan('OFF', 60_000, { npl_state: 'off_book', book_status: 'written_off' }),
    loan('NOBODY-KNOWS', 70_000, { risk_class: null, npl_state: null, days_past_due: null }),
  ]);
  await insertLoans(test.desk, { id: 2, asOf: '2026-01-16' }, [
    loan('STAYS', 100_000),
    loan('WORSE', 200_000),
    loan('CURED', 300_000, pass),
    left('PAID', { decrease_reason: 'cash' }),
    loan('WRITTEN', 600_000, { npl_state: 'off_book', book_status: 'written_off' }),
    left('SOLD', { decrease_reason: 'transferred' }),
    left('GOODS', { decrease_reason: 'foreclosed' }),
    loan('SLIPS', 50_000, { ...pass, risk_class: 'special_mention', days_past_due: 12 }),
    loan('OFF', 60_000, { npl_state: 'off_book', book_status: 'written_off' }),
    loan('NOBODY-KNOWS', 70_000, { risk_class: null, npl_state: null, days_past_due: null }),
  ]);
  await insertLoans(test.desk, { id: 3, asOf: '2026-01-30' }, [
    loan('STAYS', 90_000),
    loan('WORSE', 200_000, { risk_class: 'doubtful', days_past_due: 300 }),
    loan('CURED', 300_000, pass),
    loan('SLIPS', 50_000, { ...pass, risk_class: 'special_mention', days_past_due: 26 }),
    loan('OFF', 60_000, { npl_state: 'off_book', book_status: 'written_off' }),
    loan('NEW', 10_000, pass),
    loan('NOBODY-KNOWS', 70_000, pass),
  ]);
  const header = '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人';
  const line = 'LS1,POSTED,2026-01-08,5000.00,表内,城关支行,李建国';
  await loadSide(test.desk, 'postings', `${header}\r\n${line}\r\n`);
}

const cellsOf = (found: z.infer<typeof row> | undefined) =>
  Object.fromEntries(
    (found?.cells ?? []).filter((cell) => cell.loans > 0).map((cell) => [cell.to, cell.fen]),
  );

describe('the migration matrix', () => {
  it('says where every claim went, with the ways out as columns', async () => {
    await everyWay();
    const found = await ask(matrix, '/transitions?from=2026-01-02');
    const of = (state: string) => cellsOf(found.rows.find((each) => each.from === state));
    expect(of('substandard')).toEqual({
      pass: 300_000,
      substandard: 100_000,
      doubtful: 200_000,
      cash: 900_000,
      writeoff: 600_000,
      transfer: 700_000,
      foreclosure: 800_000,
      gone: 900_000,
    });
    expect(of('pass')).toEqual({ special_mention: 50_000 });
    expect(of('unknown')).toEqual({ pass: 70_000 });
    expect(cellsOf(found.entered)).toEqual({ pass: 10_000 });
    expect(found.worse).toEqual({ loans: 2, fen: 250_000 });
    expect(found.better).toEqual({ loans: 1, fen: 300_000 });
    expect(found.total).toEqual({ loans: 11, fen: 4_620_000 });
  });

  it('reads bands of days past due from both books', async () => {
    await everyWay();
    const found = await ask(matrix, '/transitions?kind=days&from=2026-01-16&to=2026-01-30');
    const of = (state: string) => cellsOf(found.rows.find((each) => each.from === state));
    expect(of('1-30')).toEqual({ '1-30': 50_000 });
    expect(of('91-180')).toEqual({ '91-180': 100_000, '271-360': 200_000 });
  });

  it('opens the loans behind every cell, with the same count and total', async () => {
    await everyWay();
    const found = await ask(matrix, '/transitions?from=2026-01-02');
    for (const each of [...found.rows, found.entered]) {
      for (const cell of each.cells) {
        const loans = await ask(
          list,
          `/transitions/loans?from=2026-01-02&row=${each.from}&col=${cell.to}`,
        );
        const fen = each.from === 'entered' ? loans.afterFen : loans.beforeFen;
        expect([loans.total, fen, loans.rows.length]).toEqual([cell.loans, cell.fen, cell.loans]);
      }
    }
    const worse = await ask(list, '/transitions/loans?from=2026-01-02&way=worse');
    expect([worse.total, worse.beforeFen]).toEqual([2, 250_000]);
    const rolled = await ask(list, '/transitions/loans?from=2026-01-02&way=rolled');
    expect(rolled.rows.map(({ loanId }) => loanId)).toEqual(['WRITTEN', 'WORSE', 'SLIPS']);
  });

  it('has one book for both sides where there is no other', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-01-02' }, [loan('A', 100)]);
    const found = await ask(matrix, '/transitions');
    expect(found['from']).toEqual(found['to']);
    expect(found.worse.loans).toBe(0);
  });

  it('refuses a kind of state that there is none of', async () => {
    await everyWay();
    expect((await test.request('/api/recovery/transitions?kind=weather')).status).toBe(400);
  });

  it('has rows of exactly one and branches that add to the bank, for random books', async () => {
    const classes = ['pass', 'special_mention', 'substandard', 'doubtful', 'loss', null];
    const claim = fc.record({
      at: fc.constantFrom('on', 'off', 'absent'),
      fen: fc.integer({ min: 1, max: 1_000_000_007 }),
      days: fc.option(fc.integer({ min: 0, max: 500 })),
      riskClass: fc.constantFrom(...classes),
      branch: fc.constantFrom('东', '西', '南'),
    });
    const histories = fc.array(fc.array(claim, { minLength: 12, maxLength: 12 }), {
      minLength: 2,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom('class', 'days'), async (books, kind) => {
        const one = await openTestApp();
        try {
          for (const [week, claims] of books.entries()) {
            const present = claims.flatMap(({ at, fen, days, riskClass, branch }, index) => {
              if (at === 'absent') return [];
              const isBad = riskClass !== null && !['pass', 'special_mention'].includes(riskClass);
              const on = { npl_state: isBad ? 'on_book' : null, book_status: 'on' };
              const off = { npl_state: 'off_book', book_status: 'written_off' };
              const state = at === 'off' ? off : on;
              const own = { branch, risk_class: riskClass, days_past_due: days, ...state };
              return [loan(`L${index}`, fen, own)];
            });
            const asOf = addDays('2026-01-02', 7 * week);
            await insertLoans(one.desk, { id: week + 1, asOf }, present);
          }
          const get = async (more: string) => {
            const path = `/api/recovery/transitions?kind=${kind}&from=2026-01-02${more}`;
            return matrix.parse(await (await one.request(path)).json());
          };
          const bank = await get('');
          const parts = await Promise.all(['东', '西', '南'].map((name) => get(`&branch=${name}`)));
          for (const each of [...bank.rows, bank.entered]) {
            if (each.loans === 0) continue;
            const sum = (of: (cell: (typeof each.cells)[number]) => number) =>
              each.cells.reduce((all, cell) => all + of(cell), 0);
            expect(sum((cell) => cell.loansBp)).toBe(10_000);
            expect(sum((cell) => cell.fenBp)).toBe(10_000);
            expect([sum((cell) => cell.loans), sum((cell) => cell.fen)]).toEqual([
              each.loans,
              each.fen,
            ]);
          }
          const flat = (found: z.infer<typeof matrix>) =>
            [...found.rows, found.entered].flatMap((each) =>
              each.cells.map((cell) => ({ key: `${each.from} ${cell.to}`, ...cell })),
            );
          for (const cell of flat(bank)) {
            const same = parts.flatMap(flat).filter(({ key }) => key === cell.key);
            expect(
              same.reduce((sum, each) => sum + each.fen, 0),
              cell.key,
            ).toBe(cell.fen);
            expect(
              same.reduce((sum, each) => sum + each.loans, 0),
              cell.key,
            ).toBe(cell.loans);
          }
        } finally {
          await one.close();
        }
      }),
      { numRuns: 6 },
    );
  });
});
