import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../server/calendar.ts';
import { cohortStep } from '../../server/recovery/get-cohorts.ts';
import { movementStep } from '../../server/recovery/write-movements.ts';
import { claimStep } from '../../server/triage/claim-sql.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER = '流水号,借据号,入账日期,收回本金,收回方式,表内外,机构名称,清收人,分成比例';
const WEEKS = 22;
const OFFICERS = [
  { branch: '城关支行', officer: '李建国', loan: 'A', weekly: 1_000 },
  { branch: '城关支行', officer: '赵敏', loan: 'B', weekly: 300 },
  { branch: '河西支行', officer: '王芳', loan: 'C', weekly: 700 },
];

let test: TestApp;

const lineOf = (week: number, { branch, officer, loan, weekly }: (typeof OFFICERS)[number]) =>
  `LS${week}${loan},${loan},${addDays('2025-12-31', week * 7 - 2)},${weekly + (week % 3) * 10}.00,现金,表内,${branch},${officer},100`;

const post = (desk: TestApp['desk'], name: string, lines: readonly string[]) =>
  loadSide(desk, 'postings', [HEADER, ...lines].join('\n'), { fileName: name });

/** A bank that was watched for a year up to a week; the money comes in as it happened. */
async function bankUntil(week: number): Promise<TestApp> {
  const bank = await openTestApp();
  const desk = { ...bank.desk, loadSteps: [claimStep, cohortStep, movementStep] };
  const loan = ({ branch, officer, loan: id }: (typeof OFFICERS)[number]): LoanColumns => ({
    loan_id: id,
    branch,
    officer,
    balance_fen: 100_000_000,
    defaulted_on: '2024-05-01',
  });
  for (let at = 0; at <= week; at++) {
    const asOf = addDays('2025-12-31', at * 7);
    await insertLoans(desk, { id: at + 1, asOf }, OFFICERS.map(loan));
  }
  const lines = Array.from({ length: week }, (_, at) => OFFICERS.map((own) => lineOf(at + 1, own)));
  await post(bank.desk, 'money.csv', lines.flat());
  return bank;
}

const ask = async (from: TestApp, path: string) => {
  const response = await from.request(`/api/recovery${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};

beforeAll(async () => {
  test = await bankUntil(WEEKS);
});
afterAll(() => test.close());

interface Made {
  method: string;
  yearEndFen: number;
}
const endOf = (unit: { forecasts: Made[] }, method: string) =>
  unit.forecasts.find((each) => each.method === method)?.yearEndFen ?? Number.NaN;

describe('the year end of every unit', () => {
  it('is there by every method, with a track record each, and the total is the page’s forecast', async () => {
    const { total, best, rows } = await ask(test, '/forecasts?by=officer');
    const { forecasts, best: bestOfAll } = await ask(test, '/cumulative');
    expect(total.forecasts).toEqual(forecasts);
    expect(best).toBe(bestOfAll);
    expect(rows.map((row: { officer: string }) => row.officer).sort()).toEqual(
      OFFICERS.map((own) => own.officer).sort(),
    );
    for (const row of rows) {
      expect(row.forecasts.map((each: Made) => each.method)).toEqual([
        'run_rate',
        'seasonal',
        'seasonal_recent',
        'cohort',
      ]);
      for (const { record } of row.forecasts) expect(record.replays).toBeGreaterThan(0);
    }
  });

  it('is what the same page says when it is filtered to the unit', async () => {
    const { rows } = await ask(test, '/forecasts?by=branch');
    for (const row of rows) {
      const query = new URLSearchParams({ branch: row.branch });
      const { forecasts } = await ask(test, `/cumulative?${query}`);
      const money = (all: Made[]) => all.filter((each) => each.method !== 'cohort');
      expect(money(row.forecasts)).toEqual(money(forecasts));
    }
  });

  it('adds up to the total where the method is a sum, to the fen that rounding gives', async () => {
    for (const by of ['branch', 'officer']) {
      const { rows, total } = await ask(test, `/forecasts?by=${by}`);
      for (const method of ['run_rate', 'cohort']) {
        const sum = rows.reduce(
          (all: number, row: { forecasts: Made[] }) => all + endOf(row, method),
          0,
        );
        expect(Math.abs(sum - endOf(total, method))).toBeLessThanOrEqual(rows.length);
      }
    }
  });

  it('uses nothing after its own date: what is loaded later changes no earlier answer', async () => {
    const early = await bankUntil(WEEKS - 4);
    const asOf = addDays('2025-12-31', (WEEKS - 4) * 7);
    const path = `/forecasts?by=officer&asOf=${asOf}`;
    expect(await ask(test, path)).toEqual(await ask(early, path));
    await early.close();
  });

  it('goes back to the earlier figures when a posting is reversed', async () => {
    const before = await ask(test, '/forecasts?by=officer');
    const day = addDays('2025-12-31', WEEKS * 7 - 3);
    const line = (id: string, amount: string) =>
      `${id},A,${day},${amount},现金,表内,城关支行,李建国,100`;
    await post(test.desk, 'reversed.csv', [line('R1', '500.00'), line('R2', '-500.00')]);
    expect(await ask(test, '/forecasts?by=officer')).toEqual(before);
  });

  it('is not said of a year that is known in part', async () => {
    const bank = await openTestApp();
    await insertLoans(bank.desk, { id: 1, asOf: '2026-05-01' }, [{ loan_id: 'A' }]);
    expect(await ask(bank, '/forecasts')).toMatchObject({ best: null, rows: [] });
    await bank.close();
  });
});
