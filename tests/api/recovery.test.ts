import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../server/calendar.ts';
import { movementStep } from '../../server/recovery/write-movements.ts';
import { claimStep } from '../../server/triage/claim-sql.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER =
  '流水号,借据号,入账日期,收回本金,收回利息,罚息,费用,收回方式,表内外,机构名称,清收人,分成比例,凭证号';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

async function post(name: string, text: string) {
  return loadSide(test.desk, 'postings', text, { fileName: name });
}

const postLines = (name: string, ...lines: string[]) =>
  post(name, `\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`);

const ask = async (path: string) => {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};

const askRejects = async (id: number) =>
  (await test.request(`/api/side-files/files/${id}/rejects`)).json();

async function threeBooks() {
  const { desk } = test;
  const npl = (loan_id: string, balance_fen: number, more: LoanColumns = {}): LoanColumns => ({
    loan_id,
    balance_fen,
    ...more,
  });
  const off = { npl_state: 'off_book', book_status: 'written_off' };
  await insertLoans(desk, { id: 1, asOf: '2025-12-31' }, [
    npl('PAYS', 100_000),
    npl('WRITTEN', 200_000),
    npl('SILENT', 300_000),
    npl('FALLS', 400_000),
    npl('OTHER-BRANCH', 500_000, { branch: '河西支行', officer: '王芳' }),
    npl('OFF', 600_000, off),
    npl('FINE', 700_000, { npl_state: null, risk_class: 'pass' }),
  ]);
  await insertLoans(desk, { id: 2, asOf: '2026-01-09' }, [
    npl('PAYS', 70_000),
    npl('WRITTEN', 200_000, { ...off, decrease_reason: 'written_off' }),
    npl('FALLS', 390_000),
    npl('OTHER-BRANCH', 500_000, { branch: '河西支行', officer: '王芳' }),
    npl('OFF', 550_000, off),
    npl('FINE', 700_000, { defaulted_on: '2026-01-08' }),
  ]);
}

const MONEY = [
  'LS1,PAYS,2026-01-05,300.00,20.00,1.00,0,转账,表内,城关支行,李建国;赵敏,60;40,PZ1',
  'LS2,OFF,2026-01-06,500.00,,,,现金,表外,城关支行,李建国,100,PZ2',
];

describe('progress', () => {
  it('is taken from the postings where the bank has them, shares credited to the fen', async () => {
    await threeBooks();
    await postLines('money.csv', ...MONEY);
    const progress = await ask('/progress?by=officer');
    expect(progress.total).toMatchObject({
      ...{ achievedFen: 80_000, onBookFen: 30_000, offBookFen: 50_000, interestFen: 2_100 },
      ...{ source: 'postings', targetFen: null, paceBp: null },
    });
    const of = (officer: string) =>
      progress.rows.find((row: { officer: string }) => row.officer === officer);
    expect(of('李建国').onBookFen).toBe(18_000);
    expect(of('赵敏').onBookFen).toBe(12_000);
    expect(progress.plan).toBeNull();
  });

  it("is taken from the book's own column where there are no postings, and says so", async () => {
    const pays = { loan_id: 'PAYS', balance_fen: 100_000 };
    await insertLoans(test.desk, { id: 1, asOf: '2025-12-31' }, [pays]);
    await insertLoans(test.desk, { id: 2, asOf: '2026-01-09' }, [
      { ...pays, balance_fen: 60_000, paid_this_period_fen: 45_000 },
    ]);
    const { total } = await ask('/progress');
    expect(total).toMatchObject({ achievedFen: 45_000, source: 'book' });
  });

  it('is derived from falls that the book shows as paid when there is nothing else', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2025-12-31' }, [
      { loan_id: 'A', balance_fen: 100_000 },
      { loan_id: 'B', balance_fen: 100_000 },
    ]);
    await insertLoans(test.desk, { id: 2, asOf: '2026-01-09' }, [
      { loan_id: 'A', balance_fen: 60_000, last_paid_on: '2026-01-05' },
      { loan_id: 'B', balance_fen: 10_000, last_paid_on: '2025-06-01' },
    ]);
    const { total } = await ask('/progress');
    expect(total).toMatchObject({ achievedFen: 40_000, source: 'snapshots' });
  });

  it('takes a reversal back to the earlier figures', async () => {
    await threeBooks();
    await postLines('money.csv', ...MONEY);
    const before = await ask('/progress?by=officer');
    await postLines(
      'more.csv',
      'LS3,PAYS,2026-01-07,99.99,3.33,,,转账,表内,城关支行,李建国;赵敏,33;67,PZ3',
      'LS4,PAYS,2026-01-08,-99.99,-3.33,,,转账,表内,城关支行,李建国;赵敏,33;67,PZ4',
    );
    const after = await ask('/progress?by=officer');
    for (const [index, row] of before.rows.entries()) {
      expect(after.rows[index].achievedFen).toBe(row.achievedFen);
      expect(after.rows[index].interestFen).toBe(row.interestFen);
    }
  });

  it('says that nothing is loaded, and what to do', async () => {
    const response = await test.request('/api/recovery/overview');
    expect(response.status).toBe(404);
    expect((await response.json()).says.next.zh).toContain('数据');
  });
});

describe('the bridge', () => {
  it('closes to the fen, with what nobody explains as its own bar', async () => {
    await threeBooks();
    await postLines('money.csv', ...MONEY);
    const bridge = await ask('/bridge');
    expect(bridge).toMatchObject({ openingFen: 1_500_000, closingFen: 1_660_000 });
    expect(bridge.differenceFen).toBe(0);
    expect(
      Object.fromEntries(
        bridge.bars.map((bar: { term: string; fen: number }) => [bar.term, bar.fen]),
      ),
    ).toEqual({ new: 700_000, cash: -30_000, writeoff: -200_000, unexplained: -310_000 });
  });

  it('opens the loans behind a bar with the same sum', async () => {
    await threeBooks();
    await postLines('money.csv', ...MONEY);
    const loans = await ask('/bridge/loans?term=unexplained');
    expect(loans.sumFen).toBe(-310_000);
    expect(loans.rows.map((row: { loanId: string }) => row.loanId)).toEqual(['SILENT', 'FALLS']);
  });

  it('stays right when an older book is loaded late or corrected', async () => {
    await threeBooks();
    await insertLoans(test.desk, { id: 3, asOf: '2026-01-02' }, [
      { loan_id: 'PAYS', balance_fen: 90_000 },
      { loan_id: 'WRITTEN', balance_fen: 200_000 },
      { loan_id: 'FALLS', balance_fen: 400_000 },
      { loan_id: 'OTHER-BRANCH', balance_fen: 500_000, branch: '河西支行', officer: '王芳' },
    ]);
    const whole = await ask('/bridge?from=2025-12-31&to=2026-01-09');
    expect(whole.differenceFen).toBe(0);
    const first = await ask('/bridge?from=2025-12-31&to=2026-01-02');
    const second = await ask('/bridge?from=2026-01-02&to=2026-01-09');
    const sum = (bars: { fen: number }[]) => bars.reduce((all, bar) => all + bar.fen, 0);
    expect(sum(first.bars) + sum(second.bars)).toBe(sum(whole.bars));
  });

  it('closes for random histories, and branches add to the bank', async () => {
    const state = fc.constantFrom('on_book', 'off_book', null, 'gone');
    const loan = fc.record({
      branch: fc.constantFrom('甲', '乙', '丙'),
      state,
      fen: fc.nat(1e9),
      reason: fc.constantFrom(null, 'cash', 'transferred', 'foreclosed'),
    });
    const history = fc.array(fc.array(loan, { minLength: 8, maxLength: 8 }), {
      minLength: 3,
      maxLength: 4,
    });
    const money = fc.array(
      fc.record({ loan: fc.nat(7), day: fc.nat(27), fen: fc.integer({ min: -1e8, max: 1e9 }) }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(history, money, async (books, postings) => {
        const one = await openTestApp();
        const bare = { ...one.desk, loadSteps: [claimStep, movementStep] };
        try {
          for (const [week, book] of books.entries()) {
            const there = book.flatMap(({ branch, state: npl, fen, reason }, index) =>
              npl === 'gone'
                ? []
                : [
                    {
                      ...{ loan_id: `L${index}`, branch, npl_state: npl, balance_fen: fen },
                      decrease_reason: reason,
                    },
                  ],
            );
            const asOf = addDays('2025-12-31', week * 7);
            await insertLoans(bare, { id: week + 1, asOf }, there);
          }
          const lines = postings.map(({ loan: l, day, fen }, index) => {
            const yuan = (fen / 100).toFixed(2);
            return `P${index},L${l},${addDays('2026-01-01', day)},${yuan},,,,,表内,,,,`;
          });
          await loadSide(one.desk, 'postings', [HEADER, ...lines].join('\n'));
          const bridge = async (query: string) => {
            const response = await one.request(`/api/recovery/bridge${query}`);
            expect(response.status).toBe(200);
            return response.json();
          };
          const bank = await bridge('');
          expect(bank.differenceFen).toBe(0);
          const bars = new Map<string, number>();
          for (const name of ['甲', '乙', '丙']) {
            const part = await bridge(`?branch=${encodeURIComponent(name)}`);
            expect(part.differenceFen).toBe(0);
            for (const { term, fen } of part.bars) bars.set(term, (bars.get(term) ?? 0) + fen);
          }
          expect(bars.get('scope') ?? 0).toBe(0);
          for (const { term, fen } of bank.bars) expect(bars.get(term), term).toBe(fen);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 60_000);
});

describe('postings', () => {
  it('account for every row: loaded, rejected with all reasons, or skipped', async () => {
    const batch = await post(
      'dirty.csv',
      [
        '示范农商银行收回流水,,,,,,,,,,,,',
        HEADER,
        MONEY[0],
        'LS9,,2026-13-01,abc,,,,,表内,,,,',
        'LS1,PAYS,2026-01-05,1.00,,,,,表内,,,,',
        'LS5,PAYS,2026-12-31,1.00,,,,,表内,,,,',
        'LS6,PAYS,2026-01-05,1.00,,,,,表内,城关支行,甲;乙,60;50,',
        'LS7,PAYS',
        '',
        '合计,,,300.00,20.00,,,,,,,,',
      ].join('\n'),
    );
    expect(batch).toMatchObject({ rowsLoaded: 1, rowsRejected: 5, rowsSkipped: 3, rowsRead: 9 });
    const { rows: rejects } = await askRejects(batch.id);
    expect(
      rejects.map((row: { lineNo: number; reasons: { code: string }[] }) => [
        row.lineNo,
        row.reasons.map((reason) => reason.code).join(' '),
      ]),
    ).toEqual([
      [4, 'missing date-unreadable amount-unreadable'],
      [5, 'duplicate'],
      [6, 'date-future'],
      [7, 'shares-unreadable'],
      [8, 'cell-count'],
    ]);
  });

  it('of the same bytes are the same batch', async () => {
    const first = await postLines('a.csv', ...MONEY);
    const again = await postLines('b.csv', ...MONEY);
    expect(again).toMatchObject({ id: first.id, isRepeat: true });
    expect(await ask('/postings')).toHaveLength(1);
  });

  it('that an earlier file had are rejected and listed, so that nothing counts twice', async () => {
    await threeBooks();
    await postLines('a.csv', ...MONEY);
    const second = await postLines('b.csv', ...MONEY, 'LS8,PAYS,2026-01-08,1.00,,,,,表内,,,,');
    expect(second).toMatchObject({
      rowsRead: 3,
      rowsLoaded: 1,
      rowsRejected: 2,
    });
    expect((await ask('/postings'))[0]).toMatchObject({ id: second.id, principalFen: 100 });
    const { rows: rejects } = await askRejects(second.id);
    expect(rejects[0].reasons[0].code).toBe('already-loaded');
    expect((await ask('/progress')).total.achievedFen).toBe(80_100);
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>', 'not-a-table'],
    ['an empty file', '', 'file-empty'],
    ['a header alone', `${HEADER}\n`, 'header-only'],
    ['a table without the needed columns', '借据号,金额\nL1,5\n', 'side-column-missing'],
  ])('refuse %s and keep everything as it was', async (_, text, code) => {
    await expect(post('bad.csv', text)).rejects.toMatchObject({ code });
    expect(await ask('/postings')).toHaveLength(0);
  });
});

describe('what does not reconcile', () => {
  it('is listed loan by loan, and adds to the unexplained bar', async () => {
    await threeBooks();
    await postLines(
      'money.csv',
      ...MONEY,
      'LS3,OTHER-BRANCH,2026-01-05,80.00,,,,转账,表内,河西支行,李建国,100,PZ9',
      'LS4,OTHER-BRANCH,2026-01-05,80.00,,,,转账,表内,河西支行,李建国,100,PZ9',
    );
    const found = await ask('/reconciliation');
    const kinds = Object.fromEntries(
      found.kinds.map((kind: { kind: string; fen: number }) => [kind.kind, kind.fen]),
    );
    expect(kinds).toEqual({
      'posted-not-fallen': 16_000,
      'fallen-not-posted': -10_000,
      gone: -300_000,
      'rejected-row': 0,
      'posted-twice': 8_000,
      'credited-elsewhere': 16_000,
      reversed: 0,
    });
    const bridge = await ask('/bridge');
    const bar = bridge.bars.find((each: { term: string }) => each.term === 'unexplained');
    expect(bar.fen).toBe(16_000 - 10_000 - 300_000);
    expect(found.outsideFen).toBe(0);
  });
});

describe('alerts', () => {
  it('name the claims that are gone without a word, and open exactly them', async () => {
    await threeBooks();
    await postLines('money.csv', ...MONEY);
    const alerts = await ask('/alerts');
    const exit = alerts.find((alert: { kind: string }) => alert.kind === 'silent-exit');
    expect(exit).toMatchObject({ loans: 1, amountFen: 300_000, opens: { list: 'silent-exit' } });
    const loans = await ask('/alerts/silent-exit/loans');
    expect(loans.map((loan: { loanId: string }) => loan.loanId)).toEqual(['SILENT']);
  });

  it('do not call silent what the next book says a word about', async () => {
    const loan = (loan_id: string, balance_fen: number, more: LoanColumns = {}) => ({
      ...{ loan_id, balance_fen, npl_state: balance_fen > 0 ? 'on_book' : null },
      ...more,
    });
    const ids = ['CASH', 'FORECLOSED', 'SOLD', 'COLUMN', 'MUTE', 'GONE', 'HALF'];
    await insertLoans(
      test.desk,
      { id: 1, asOf: '2025-12-31' },
      ids.map((id) => loan(id, 100_000)),
    );
    await insertLoans(test.desk, { id: 2, asOf: '2026-01-09' }, [
      loan('CASH', 0, { decrease_reason: 'cash' }),
      loan('FORECLOSED', 0, { decrease_reason: 'foreclosed' }),
      loan('SOLD', 0, { decrease_reason: 'transferred' }),
      loan('COLUMN', 0, { paid_this_period_fen: 100_000 }),
      loan('HALF', 0, { paid_this_period_fen: 40_000 }),
      loan('MUTE', 0),
    ]);
    const loans = await ask('/alerts/silent-exit/loans');
    expect(loans.map((each: { loanId: string }) => each.loanId)).toEqual(['GONE', 'HALF', 'MUTE']);
  });

  it('take a balance of nothing for a settled loan where balances are all there is', async () => {
    const { desk } = test;
    await insertLoans(desk, { id: 1, asOf: '2025-12-31' }, [
      { loan_id: 'SETTLED', balance_fen: 100_000 },
      { loan_id: 'GONE', balance_fen: 100_000 },
    ]);
    await insertLoans(desk, { id: 2, asOf: '2026-01-09' }, [
      { loan_id: 'SETTLED', balance_fen: 0, npl_state: null },
      { loan_id: 'OTHER', balance_fen: 1 },
    ]);
    const loans = await ask('/alerts/silent-exit/loans');
    expect(loans.map((each: { loanId: string }) => each.loanId)).toEqual(['GONE']);
  });

  it('name days past due that fell though nothing was paid', async () => {
    const { desk } = test;
    const before = { days_past_due: 200 };
    await insertLoans(desk, { id: 1, asOf: '2025-12-31' }, [
      { loan_id: 'RESET', ...before },
      { loan_id: 'PAID', ...before },
    ]);
    await insertLoans(desk, { id: 2, asOf: '2026-01-09' }, [
      { loan_id: 'RESET', days_past_due: 0 },
      { loan_id: 'PAID', days_past_due: 0, last_paid_on: '2026-01-04' },
    ]);
    const loans = await ask('/alerts/days-reset/loans');
    expect(loans.map((loan: { loanId: string }) => loan.loanId)).toEqual(['RESET']);
  });

  it('name officers who hold claims and brought nothing in for three weeks', async () => {
    await threeBooks();
    await insertLoans(test.desk, { id: 9, asOf: '2026-02-06' }, [
      { loan_id: 'FALLS', balance_fen: 390_000 },
      { loan_id: 'OTHER-BRANCH', balance_fen: 500_000, branch: '河西支行', officer: '王芳' },
    ]);
    const late = 'LS9,FALLS,2026-02-02,1.00,,,,转账,表内,城关支行,李建国,100,PZ8';
    await postLines('money.csv', ...MONEY, late);
    const young = await ask('/alerts?asOf=2026-01-09');
    expect(young.map((alert: { kind: string }) => alert.kind)).not.toContain('idle-officer');
    const alerts = await ask('/alerts');
    const idle = alerts.find((alert: { kind: string }) => alert.kind === 'idle-officer');
    expect(idle.officers).toEqual([{ branch: '河西支行', officer: '王芳' }]);
  });
});
