import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BankTruth, generateBank } from '../../sample-data/generate-bank.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

interface Seen {
  kind: string;
  loans: number;
  amountFen: number;
  isOpen: boolean;
  officers: { branch: string | null; officer: string }[] | null;
  notes: { by: string; note: string; loans: number }[];
  opens: { flag?: string; list?: string };
}

const get = async (test: TestApp, path: string) => {
  const response = await test.request(`/api${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};
const alertsOf = async (test: TestApp, query = ''): Promise<Seen[]> =>
  get(test, `/recovery/alerts${query}`);
const find = async (test: TestApp, kind: string, query = '') =>
  (await alertsOf(test, query)).find((alert) => alert.kind === kind);

const look = (test: TestApp, kind: string, json: unknown, query = '') =>
  test.request(`/api/recovery/alerts/${kind}/notes${query}`, {
    method: 'POST',
    body: JSON.stringify(json),
    headers: { 'content-type': 'application/json' },
  });

describe('an acknowledged alert', () => {
  let test: TestApp;
  const lag = { risk_class: 'special_mention', class_floor: 'substandard', npl_state: null };
  beforeEach(async () => {
    test = await openTestApp();
    await insertLoans(test.desk, { id: 1, asOf: '2026-01-02' }, [
      { loan_id: 'A', balance_fen: 500, ...lag },
      { loan_id: 'B', balance_fen: 700, branch: '河西支行', ...lag },
    ]);
    return () => test.close();
  });

  it('is folded away with who and why, and comes back when it has grown', async () => {
    expect(await find(test, 'class-lag')).toMatchObject({ isOpen: true, notes: [] });
    const answer = await look(test, 'class-lag', { by: '王主任', note: '月底前下调' });
    expect(answer.status).toBe(200);
    const seen = await find(test, 'class-lag');
    expect(seen).toMatchObject({ isOpen: false, loans: 2, amountFen: 1200 });
    expect(seen?.notes).toMatchObject([{ by: '王主任', note: '月底前下调', loans: 2 }]);

    await insertLoans(test.desk, { id: 2, asOf: '2026-01-09' }, [
      { loan_id: 'A', balance_fen: 500, ...lag },
      { loan_id: 'B', balance_fen: 700, branch: '河西支行', ...lag },
      { loan_id: 'C', balance_fen: 1, ...lag },
    ]);
    expect(await find(test, 'class-lag')).toMatchObject({ isOpen: true, loans: 3 });
    expect(await find(test, 'class-lag', '?asOf=2026-01-02')).toMatchObject({ isOpen: false });
    await look(test, 'class-lag', { by: '李行长', note: '' });
    const again = await find(test, 'class-lag');
    expect(again?.isOpen).toBe(false);
    expect(again?.notes.map(({ by }) => by)).toEqual(['李行长', '王主任']);
    expect((await find(test, 'class-lag', '?asOf=2026-01-02'))?.notes).toHaveLength(1);
  });

  it('is acknowledged under the filter it was seen under, and under no other', async () => {
    const query = `?${new URLSearchParams({ branch: '河西支行' })}`;
    await look(test, 'class-lag', { by: '王主任' }, query);
    expect(await find(test, 'class-lag', query)).toMatchObject({ isOpen: false, loans: 1 });
    expect(await find(test, 'class-lag')).toMatchObject({ isOpen: true, notes: [] });
  });

  it('refuses a note without a name, on an alert that is not there, and of no known kind', async () => {
    expect((await look(test, 'class-lag', { by: ' ' })).status).toBe(400);
    const missing = await look(test, 'silent-exit', { by: '王主任' });
    expect([missing.status, (await missing.json()).code]).toEqual([404, 'alert-missing']);
    expect((await look(test, 'weather', { by: '王主任' })).status).toBe(400);
    expect((await find(test, 'class-lag'))?.notes).toEqual([]);
  });
});

describe('a slipped plan', () => {
  it('is a planned receipt as large as the bank says whose day passed with nothing in since, however it was moved on', async () => {
    const test = await openTestApp();
    const plan = (planned_on: string, planned_amount_fen = 60_000_000) => ({
      balance_fen: 90_000_000,
      planned_on,
      planned_amount_fen,
    });
    await insertLoans(test.desk, { id: 1, asOf: '2025-12-31' }, [
      { loan_id: 'MOVED', ...plan('2026-01-05') },
      { loan_id: 'KEPT', ...plan('2026-01-05') },
      { loan_id: 'DUE', ...plan('2026-01-09') },
      { loan_id: 'SMALL', ...plan('2026-01-05', 49_999_999) },
    ]);
    await insertLoans(test.desk, { id: 2, asOf: '2026-01-09' }, [
      { loan_id: 'MOVED', ...plan('2026-03-05') },
      { loan_id: 'KEPT', ...plan('2026-01-05') },
      { loan_id: 'DUE', ...plan('2026-01-09') },
      { loan_id: 'SMALL', ...plan('2026-01-05', 49_999_999) },
    ]);
    await loadSide(
      test.desk,
      'postings',
      '流水号,借据号,入账日期,收回本金,收回方式,表内外,机构名称,清收人,分成比例\nL1,KEPT,2026-01-06,10.00,现金,表内,城关支行,李建国,100',
      { fileName: 'money.csv' },
    );
    expect(await find(test, 'slipped-plan')).toMatchObject({ loans: 1, amountFen: 60_000_000 });
    expect(await get(test, '/recovery/alerts/slipped-plan/loans')).toMatchObject([
      { loanId: 'MOVED', toOn: '2026-01-05', nowOn: '2026-03-05', promises: 2 },
    ]);
    const set = (fromFen: unknown) =>
      test.request('/api/recovery/slipped-from', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fromFen }),
      });
    expect((await set(0)).status).toBe(400);
    expect((await set(undefined)).status).toBe(400);
    expect(await get(test, '/recovery/slipped-from')).toEqual({ fromFen: 50_000_000 });
    expect((await set(49_999_999)).status).toBe(200);
    expect(await find(test, 'slipped-plan')).toMatchObject({ loans: 2, amountFen: 109_999_999 });
    await test.close();
  });
});

describe('the alerts of a bank whose truth is known', () => {
  let test: TestApp;
  let truth: BankTruth;
  const loaded = new Set<string>();
  beforeAll(async () => {
    test = await openTestApp();
    const bank = generateBank({ loans: 700, lastAsOf: '2026-07-17' });
    truth = bank.truth;
    let book = 0;
    for (const { kind, name, asOf, bytes } of bank.files) {
      if (kind === 'postings') {
        await loadSide(test.desk, 'postings', bytes(), { fileName: name });
      }
      // Every other book, and the last: what is planted stays in later ones.
      if (kind !== 'loan-book' || (book++ % 2 === 1 && asOf !== '2026-07-17')) continue;
      const path = join(test.desk.warehouse.incoming, 'file.csv');
      await writeFile(path, bytes());
      await importLoanBook(test.desk, { path, fileName: name, asOf: asOf ?? '' });
      loaded.add(asOf ?? '');
    }
  }, 180_000);
  afterAll(() => test.close());

  const planted = (kind: string) =>
    truth.planted.filter((one) => one.kind === kind).map((one) => one.loanId);
  const listed = async (kind: string): Promise<string[]> => {
    const alert = await find(test, kind);
    if (alert?.opens.list) {
      const rows = await get(test, `/recovery/alerts/${kind}/loans`);
      return rows.map((row: { loanId: string }) => row.loanId);
    }
    const { rows } = await get(test, `/loans?flag=${alert?.opens.flag}&limit=500`);
    return rows.map((row: { loanId: string }) => row.loanId);
  };

  it.each([
    ['slipped-plan', 'slipping-plan'],
    ['limitation', 'limitation-proved'],
    ['limitation', 'limitation-unproved'],
    ['guarantee', 'guarantee-ending'],
  ])('%s names every planted %s', async (alert, kind) => {
    const real = planted(kind);
    expect(real.length).toBeGreaterThan(0);
    expect(await listed(alert)).toEqual(expect.arrayContaining(real));
  });

  it('name every planted silent exit that has not come back', async () => {
    const back = new Set(planted('return'));
    const gone = planted('silent-exit').filter((loan) => !back.has(loan));
    expect(gone.length).toBeGreaterThan(0);
    expect(await listed('silent-exit')).toEqual(expect.arrayContaining(gone));
  });

  it('count and sum exactly the loans that they open, under any filter', async () => {
    const branch = (await alertsOf(test)).flatMap(({ officers }) => officers ?? [])[0]?.branch;
    for (const filter of ['', `branch=${encodeURIComponent(branch ?? '')}`, 'state=on_book']) {
      for (const alert of await alertsOf(test, `?${filter}`)) {
        const { opens, kind, loans, amountFen, officers } = alert;
        if (opens.flag || officers) {
          const door = opens.flag
            ? [`flag=${opens.flag}`]
            : (officers ?? []).map(
                (one) => `holder=${encodeURIComponent(`${one.branch ?? ''}/${one.officer}`)}`,
              );
          const claims =
            filter.includes('state') || opens.flag ? [] : ['state=on_book', 'state=off_book'];
          const query = [filter, ...door, ...claims, 'limit=1'].filter((part) => part !== '');
          const list = await get(test, `/loans?${query.join('&')}`);
          expect([list.total, list.totals.balanceFen], `${kind} ${filter}`).toEqual([
            loans,
            amountFen,
          ]);
        } else if (opens.list) {
          const rows: { balanceFen: number; plannedFen: number | null }[] = await get(
            test,
            `/recovery/alerts/${kind}/loans?${filter}`,
          );
          const sum = rows.reduce((all, row) => all + (row.plannedFen ?? row.balanceFen), 0);
          expect([rows.length, sum], `${kind} ${filter}`).toEqual([loans, amountFen]);
        } else {
          const { kinds } = await get(test, `/recovery/reconciliation?${filter}`);
          const open = kinds.filter((one: { kind: string }) =>
            ['posted-not-fallen', 'fallen-not-posted'].includes(one.kind),
          );
          expect(kind).toBe('difference');
          const most = open.reduce((all: number, one: { loans: number }) => all + one.loans, 0);
          expect(most, `${kind} ${filter}`).toBeGreaterThanOrEqual(loans);
        }
      }
    }
  });

  it('name every class that lags on the day it first does', async () => {
    const lags = truth.planted.filter(
      ({ kind, seenOn }) => kind === 'class-lag' && loaded.has(seenOn),
    );
    expect(lags.length).toBeGreaterThan(0);
    for (const { loanId, seenOn } of lags) {
      const { rows } = await get(test, `/loans?flag=class_lag&limit=500&asOf=${seenOn}`);
      expect(rows.map((row: { loanId: string }) => row.loanId)).toContain(loanId);
    }
  });

  it('say of every early upgrade that the time of observation was not kept', async () => {
    const early = planted('early-upgrade');
    expect(early.length).toBeGreaterThan(0);
    const { rows } = await get(test, '/recovery/cures');
    for (const loan of early) {
      const row = rows.find((one: { loanId: string }) => one.loanId === loan);
      expect(row?.observation).toBe('not-met');
    }
  });

  it('name the officer who stalled', async () => {
    const alert = await find(test, 'idle-officer');
    expect(truth.stalledOfficer).toBeDefined();
    expect(alert?.officers?.map(({ officer }) => officer)).toContain(truth.stalledOfficer);
  });
});
