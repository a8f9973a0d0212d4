import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../server/quotas/plan.ts';
import { receipt, recomputeReceipt } from '../../server/quotas/receipt.ts';
import { expectExact } from '../unit/quotas/expect-exact.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const WAN = 1_000_000;
const BRANCH = '城关支行';
let test: TestApp;

/** All of 李建国's loans in the book; the assignment gives two of them to 王秀英. */
const LOANS = [
  ['L1', '李建国', 600],
  ['L2', '李建国', 300],
  ['L3', '李建国', 300],
  ['L4', '王秀英', 400],
] as const;

async function send(method: string, path: string, body?: unknown) {
  const response = await test.request(`/api/quotas/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, json: await response.json() };
}

const YEAR = { year: 2026, targetFen: 240 * WAN };
const rowOf = (plan: Plan, officer: string) =>
  plan.officers.find((own) => own.officer === officer) ?? expect.fail(officer);
const loansOf = (plan: Plan) => plan.officers.map((own) => [own.officer, own.loans, own.assigned]);

beforeAll(async () => {
  test = await openTestApp();
  for (const [id, asOf] of [
    [1, '2025-12-31'],
    [2, '2026-11-20'],
  ] as const) {
    await insertLoans(
      test.desk,
      { id, asOf },
      LOANS.map(([loan, officer, wan]) => ({
        loan_id: loan,
        borrower_id: loan,
        branch: BRANCH,
        officer,
        balance_fen: wan * WAN,
      })),
    );
  }
  const draft = await send('POST', 'plans', YEAR);
  await send('POST', `plans/${draft.json.id}/publish`, { effectiveOn: '2026-01-01' });
});
afterAll(() => test.close());

describe('before any assignment', () => {
  it('a plan of the book and one of assignments are the same, and the book is the default', async () => {
    const inputs = (await send('GET', 'inputs?year=2026')).json;
    expect(inputs.assigned.loans).toBe(0);
    expect(inputs.defaults.holders).toBe('book');
    const book = (await send('POST', 'preview', YEAR)).json;
    const assigned = (await send('POST', 'preview', { ...YEAR, holders: 'assigned' })).json;
    expect(assigned.officers).toEqual(book.officers);
    expect(book.basis.assignedOn).toBeNull();
  });
});

describe('a plan from who holds the loans by assignment', () => {
  beforeAll(async () => {
    const saved = await send('POST', 'assignments', {
      weights: { collectable: 100 },
      locked: ['L1', 'L4'],
      officers: [{ branch: BRANCH, officer: '新同事', joins: true }],
    });
    expect(saved.json.answer.moves.map((move: { loanId: string }) => move.loanId)).toEqual([
      'L2',
      'L3',
    ]);
    const approved = await send('POST', `assignments/${saved.json.id}/approve`, {
      who: '王行长',
      note: '新人接手',
      effectiveOn: '2026-11-23',
    });
    expect(approved.status).toBe(200);
  });

  it('gives each loan to its officer by the assignment, and to the fen the same target', async () => {
    const inputs = (await send('GET', 'inputs?year=2026')).json;
    expect(inputs.assigned).toEqual({ loans: 2, on: '2026-11-23' });
    expect(inputs.defaults.holders).toBe('assigned');
    const plan = (await send('POST', 'preview', { ...YEAR, holders: 'assigned' })).json;
    expectExact(plan);
    expect(plan.basis.assignedOn).toBe('2026-11-23');
    expect(plan.pool.assigned).toBe(2);
    expect(loansOf(plan)).toEqual([
      ['新同事', 2, 2],
      ['李建国', 1, 0],
      ['王秀英', 1, 0],
    ]);
  });

  it('is what the request says: without a word, and on a day before the approval, it is the book', async () => {
    const book = (await send('POST', 'preview', YEAR)).json;
    expect(loansOf(book)).toEqual([
      ['李建国', 3, 0],
      ['王秀英', 1, 0],
    ]);
    const before = { ...YEAR, holders: 'assigned', holdersOn: '2026-11-22' };
    expect((await send('POST', 'preview', before)).json.officers).toEqual(book.officers);
    const unknown = await send('POST', 'preview', { ...YEAR, holders: 'somebody' });
    expect(unknown.status).toBe(400);
  });

  it('says on the receipt and in the stored request which it used', async () => {
    const saved = await send('POST', 'plans', { ...YEAR, holders: 'assigned' });
    expect(saved.json.request).toMatchObject({ holders: 'assigned', holdersOn: '2026-11-23' });
    const path = `plans/${saved.json.id}/receipts/${encodeURIComponent(BRANCH)}`;
    const own = receipt.parse((await send('GET', `${path}/${encodeURIComponent('新同事')}`)).json);
    expect(own).toMatchObject({ assignedOn: '2026-11-23', pool: { loans: 2, assigned: 2 } });
    expect(recomputeReceipt(own)).toBe(own.quotaFen);
    const old = receipt.parse(
      (
        await send(
          'GET',
          `plans/1/receipts/${encodeURIComponent(BRANCH)}/${encodeURIComponent('李建国')}`,
        )
      ).json,
    );
    expect(old).toMatchObject({ assignedOn: null, pool: { assigned: 0 } });
  });

  it('re-plans by the loans that were assigned since, though the book names the old officer', async () => {
    const change = { kind: 'join', branch: BRANCH, officer: '新同事', on: '2026-12-01', why: '' };
    const wish = {
      ...YEAR,
      replan: { basePlanId: 1, effectiveOn: '2026-12-01', changes: [change] },
    };
    const byBook = await send('POST', 'preview', wish);
    expect(byBook.json.code).toBe('unknown-name');
    const proposals = (
      await send('GET', 'plans/1/proposals?effectiveOn=2026-12-01&holders=assigned')
    ).json;
    expect(proposals.assigned.loans).toBe(2);
    expect(proposals.proposals.map((own: { change: unknown }) => own.change)).toContainEqual(
      change,
    );
    const { json } = await send('POST', 'preview', { ...wish, holders: 'assigned' });
    expectExact(json);
    const now = (await send('GET', 'plans/1')).json.plan;
    const december = rowOf(now, '李建国').monthsFen[11] ?? 0;
    // 600 of his 1,200 are with the newcomer.
    expect(rowOf(json, '新同事').monthsFen[11]).toBe(Math.round(december / 2 / WAN) * WAN);
    expect(rowOf(json, '李建国').monthsFen.slice(0, 11)).toEqual(
      rowOf(now, '李建国').monthsFen.slice(0, 11),
    );
  });
});

describe('what is new-formed when loans are assigned', () => {
  const worth = async (more: object = {}) => {
    const body = { officers: [{ branch: BRANCH, officer: '新同事', share: 0 }], ...more };
    const { json } = await send('POST', 'assignments/preview', body);
    return json.officers
      .map((own: { before: { collectableFen: number } }) => own.before.collectableFen)
      .reduce((a: number, b: number) => a + b, 0);
  };

  it('is the rule of the plan in force, and what the request says goes before it', async () => {
    // A year before the book, but not of the year of the book.
    await test.desk.warehouse.write((tx) =>
      tx.run(`UPDATE loan SET defaulted_on = CAST('2025-12-15' AS DATE) WHERE snapshot_id = 2`),
    );
    const [old, fresh] = [(1_600 * WAN * 300) / 1000, (1_600 * WAN * 360) / 1000];
    expect(await worth()).toBe(fresh);
    expect(await worth({ rates: { newStock: 'base-year' } })).toBe(old);
    const draft = await send('POST', 'plans', { ...YEAR, rates: { newStock: 'base-year' } });
    await send('POST', `plans/${draft.json.id}/publish`, { effectiveOn: '2026-11-01' });
    expect(await worth()).toBe(old);
    expect(await worth({ rates: { newStock: 'twelve-months' } })).toBe(fresh);
    const kept = await send('POST', 'assignments', {});
    expect(kept.json.request.rates.newStock).toBe('base-year');
  });
});
