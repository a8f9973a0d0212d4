import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlan } from '../../server/client/make-plan.ts';
import { sendTo } from '../../server/client/send.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const ask = async (path: string) => {
  const response = await test.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};

const WANG = { branch: '河西支行', officer: '王芳' };

/** A book of two claims of 1,000 元 each: 李建国's, which `more` changes, and 王芳's. */
const book = (id: number, asOf: string, more: LoanColumns = {}) =>
  insertLoans(test.desk, { id, asOf }, [
    { loan_id: 'A', balance_fen: 100_000, ...more },
    { loan_id: 'B', balance_fen: 100_000, ...WANG },
  ]);

/** A ledger of 李建国's: 1.00 元 of principal on claim A on each of the days. */
async function ledger(name: string, ...days: string[]) {
  const lines = days.map((day) => `LS-${day},A,${day},1.00,表内,城关支行,李建国`);
  const header = '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人';
  await loadSide(test.desk, 'postings', `${[header, ...lines].join('\n')}\n`, { fileName: name });
}

const publish = () =>
  makePlan(
    sendTo(test.app),
    {
      ...{ year: 2026, category: 'tg-cash-on', targetFen: 120_000, unit: 'yuan' },
      basisAsOf: '2026-11-20',
    },
    { effectiveOn: '2026-01-05' },
  );

const kindsOf = (alerts: { kind: string }[]) => alerts.map((alert) => alert.kind);

const AMOUNTS = [
  ...['achievedFen', 'onBookFen', 'offBookFen', 'interestFen'],
  ...['thisWeekFen', 'lastWeekFen', 'recentWeeklyFen', 'lastRecoveredOn'],
];
const COMPARISONS = [
  ...['paceBp', 'linearPaceBp', 'completionBp', 'gapFen', 'gapBp'],
  ...['remainingFen', 'requiredWeeklyFen', 'band'],
];
const NOTHING = Object.fromEntries([...AMOUNTS, ...COMPARISONS].map((key) => [key, null]));
const NO_COMPARISON = Object.fromEntries(COMPARISONS.map((key) => [key, null]));

describe('one loan book and nothing else', () => {
  beforeEach(() => book(1, '2026-11-20', { last_paid_on: '2026-11-18' }));

  it('has no recovery at all: not nothing, but unknown, for the bank and for everybody', async () => {
    for (const by of ['branch', 'officer']) {
      const progress = await ask(`/progress?by=${by}`);
      expect(progress).toMatchObject({ knownSince: null, knownUntil: null, isYearKnown: false });
      expect(progress.rows).toHaveLength(2);
      for (const row of [progress.total, ...progress.rows]) {
        expect(row).toMatchObject({ ...NOTHING, source: 'none' });
        expect(row.heldFen).toBeGreaterThan(0);
      }
    }
  });

  it('still knows what a published plan asks', async () => {
    await publish();
    const { total, rows } = await ask('/progress');
    expect(total).toMatchObject({ ...NOTHING, source: 'none', targetFen: 120_000 });
    expect(total.planToDateFen).toBeGreaterThan(0);
    expect(total.planToDateFen).toBeLessThan(120_000);
    expect(rows.every((row: { gapFen: null }) => row.gapFen === null)).toBe(true);
    const { points } = await ask('/cumulative');
    expect(points.at(-1).planFen).toBe(total.planToDateFen);
  });

  it('has no curve, no months and no forecast', async () => {
    const year = await ask('/cumulative');
    const achieved = [...year.points, ...year.months].map((each) => each.achievedFen);
    expect(new Set(achieved)).toEqual(new Set([null]));
    expect(year).toMatchObject({ source: 'none', forecasts: [], best: null });
  });

  it('has no bridge, no earlier stock to compare with, and accuses no officer', async () => {
    const { bridge, stock, alerts } = await ask('/overview');
    expect(bridge).toMatchObject({ source: 'none', bars: [], from: bridge.to });
    expect(stock).toMatchObject({ now: { nplFen: 200_000 }, previous: null, opening: null });
    expect(kindsOf(alerts)).not.toContain('idle-officer');
    expect(await ask('/reconciliation')).toMatchObject({ source: 'none', differences: [] });
  });
});

describe('one loan book with a ledger', () => {
  it('knows the year, and that an officer without a line in the ledger brought in nothing', async () => {
    await book(1, '2026-11-20');
    await ledger('year.csv', '2026-01-12', '2026-06-30', '2026-11-17');
    const progress = await ask('/progress?by=officer');
    expect(progress).toMatchObject({ knownSince: '2026-01-01', isYearKnown: true });
    expect(progress.total).toMatchObject({ achievedFen: 300, source: 'postings' });
    const wang = progress.rows.find((row: { officer: string }) => row.officer === '王芳');
    expect(wang).toMatchObject({ achievedFen: 0, thisWeekFen: 0, source: 'postings' });
    expect((await ask('/cumulative')).forecasts).toHaveLength(3);
    const idle = (await ask('/alerts')).find(
      (alert: { kind: string }) => alert.kind === 'idle-officer',
    );
    expect(idle.officers).toEqual([{ branch: '河西支行', officer: '王芳' }]);
  });

  it('that begins in the year knows the money from its first day on, and no pace of the year', async () => {
    await book(1, '2026-11-20');
    await publish();
    await ledger('late.csv', '2026-11-05', '2026-11-17');
    const progress = await ask('/progress?by=officer');
    expect(progress).toMatchObject({ knownSince: '2026-11-05', isYearKnown: false });
    const { total } = progress;
    expect(total).toMatchObject({ ...NO_COMPARISON, achievedFen: 200, targetFen: 120_000 });
    expect(total).toMatchObject({ thisWeekFen: 100, lastWeekFen: 0, recentWeeklyFen: 67 });
    expect(kindsOf(await ask('/alerts'))).not.toContain('idle-officer');
    const year = await ask('/cumulative');
    expect(year.forecasts).toEqual([]);
    expect(
      year.points.filter((point: { achievedFen: number }) => point.achievedFen !== null),
    ).toEqual([
      expect.objectContaining({ day: '2026-11-06', achievedFen: 100 }),
      expect.objectContaining({ day: '2026-11-13', achievedFen: 100 }),
      expect.objectContaining({ day: '2026-11-20', achievedFen: 200 }),
    ]);
  });

  it('that ends weeks before the book says nothing of those weeks', async () => {
    await book(1, '2026-11-20');
    await publish();
    await ledger('early.csv', '2026-01-05', '2026-09-30');
    const progress = await ask('/progress');
    expect(progress).toMatchObject({
      ...{ knownSince: '2026-01-01', knownUntil: '2026-09-30', isYearKnown: false },
    });
    expect(progress.total).toMatchObject({
      ...NO_COMPARISON,
      ...{ achievedFen: 200, thisWeekFen: null, recentWeeklyFen: null },
    });
    const { months } = await ask('/cumulative');
    const known = months.map((month: { achievedFen: number | null }) => month.achievedFen);
    expect(known).toEqual([100, 0, 0, 0, 0, 0, 0, 0, 100, null, null, null]);
    expect(kindsOf(await ask('/alerts'))).not.toContain('idle-officer');
  });

  it('with months missing in it counts what follows the last gap', async () => {
    await book(1, '2026-11-20');
    await ledger('spring.csv', '2026-01-05', '2026-03-20');
    await ledger('autumn.csv', '2026-09-02', '2026-11-17');
    const progress = await ask('/progress');
    expect(progress).toMatchObject({ knownSince: '2026-09-02', isYearKnown: false });
    expect(progress.total.achievedFen).toBe(200);
  });
});

describe('two loan books', () => {
  const PAID = { balance_fen: 60_000, last_paid_on: '2026-11-18' };

  it('of the middle of the year know the days between them, and nothing before', async () => {
    await book(1, '2026-11-13');
    await book(2, '2026-11-20', PAID);
    await publish();
    const progress = await ask('/progress');
    expect(progress).toMatchObject({ knownSince: '2026-11-14', isYearKnown: false });
    expect(progress.total).toMatchObject({
      ...NO_COMPARISON,
      ...{ achievedFen: 40_000, thisWeekFen: 40_000, lastWeekFen: null, recentWeeklyFen: 40_000 },
      ...{ source: 'snapshots', targetFen: 120_000 },
    });
    const { stock, alerts, cumulative } = await ask('/overview');
    expect(stock.opening).toMatchObject({ asOf: '2026-11-13', nplFen: 200_000 });
    expect(kindsOf(alerts)).not.toContain('idle-officer');
    expect(cumulative).toMatchObject({ forecasts: [], best: null });
    expect(
      new Set(cumulative.months.map((month: { achievedFen: null }) => month.achievedFen)),
    ).toEqual(new Set([null]));
  });

  it('that say nothing of payment know no recovery, though balances fell', async () => {
    await book(1, '2026-11-13');
    await book(2, '2026-11-20', { balance_fen: 60_000 });
    const { progress, bridge, alerts } = await ask('/overview');
    expect(progress.total).toMatchObject({ ...NOTHING, source: 'none' });
    expect(bridge.bars).toEqual([{ term: 'unexplained', fen: -40_000, movements: 1 }]);
    // No ledger: nothing that the books could differ from.
    expect(kindsOf(alerts)).not.toContain('difference');
  });

  it('without a word on the claims that fell are taken at the word of the rest of the book', async () => {
    const other = { loan_id: 'C', last_paid_on: '2026-03-03' };
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-13' }, [{ loan_id: 'A' }, other]);
    await insertLoans(test.desk, { id: 2, asOf: '2026-11-20' }, [
      { loan_id: 'A', balance_fen: 60_000 },
      other,
    ]);
    const { total } = await ask('/progress');
    expect(total).toMatchObject({ achievedFen: 0, source: 'snapshots' });
  });

  it('in which nothing fell know that nothing came in', async () => {
    await book(1, '2026-11-13');
    await book(2, '2026-11-20');
    expect((await ask('/progress')).total).toMatchObject({ achievedFen: 0, source: 'snapshots' });
  });

  it('far apart know the sum between them, and not in which week or month it came', async () => {
    await book(1, '2025-12-31');
    await book(2, '2026-11-20', PAID);
    await publish();
    const progress = await ask('/progress');
    expect(progress).toMatchObject({ knownSince: '2026-01-01', isYearKnown: true });
    expect(progress.total).toMatchObject({
      ...{ achievedFen: 40_000, thisWeekFen: null, lastWeekFen: null, recentWeeklyFen: null },
      ...{ targetFen: 120_000, completionBp: 3_333 },
    });
    const { points, months, forecasts } = await ask('/cumulative');
    const known = points.filter((point: { achievedFen: null }) => point.achievedFen !== null);
    expect(known).toEqual([expect.objectContaining({ day: '2026-11-20', achievedFen: 40_000 })]);
    expect(months[10].achievedFen).toBeNull();
    const run = forecasts.find((each: { method: string }) => each.method === 'run_rate');
    // 324 days brought 400 元: the 41 days left bring 50.62 元 more, not eight weeks' worth of it all.
    expect(run.yearEndFen).toBe(40_000 + 5_062);
    const idle = (await ask('/alerts')).find(
      (alert: { kind: string }) => alert.kind === 'idle-officer',
    );
    expect(idle.officers).toEqual([{ branch: '河西支行', officer: '王芳' }]);
  });
});
