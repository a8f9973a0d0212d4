import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Options, UsageError } from '../../server/cli/verb.ts';
import { VERBS } from '../../server/cli/verbs.ts';
import { sendTo } from '../../server/client/send.ts';
import type { Plan } from '../../server/quotas/plan.ts';
import { receipt, recomputeReceipt } from '../../server/quotas/receipt.ts';
import { expectExact } from '../unit/quotas/expect-exact.ts';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
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

describe('a handover between two who both stay', () => {
  const handover = {
    kind: 'handover',
    branch: BRANCH,
    officer: '李建国',
    to: { branch: BRANCH, officer: '王秀英' },
    on: '2026-12-01',
    why: '均衡',
  };

  beforeAll(async () => {
    // From 600 of his in the book to 王秀英, besides what the newcomer has.
    const saved = await send('POST', 'assignments', {
      weights: { collectable: 100 },
      officers: [{ branch: BRANCH, officer: '李建国', share: 0 }],
      conflicts: [{ branch: BRANCH, officer: '新同事', borrower: 'L1' }],
      locked: ['L2', 'L3', 'L4'],
    });
    const approved = await send('POST', `assignments/${saved.json.id}/approve`, {
      who: '王行长',
      note: '调整',
    });
    expect(approved.status).toBe(200);
  });

  it('moves what is left with the loans assigned, is proposed, and leaves the months gone', async () => {
    const wish = (changes: object[]) => ({
      ...YEAR,
      holders: 'assigned',
      replan: { basePlanId: 1, effectiveOn: '2026-12-01', changes },
    });
    const now = (await send('GET', 'plans/1')).json.plan;
    const { json } = await send('POST', 'preview', wish([handover]));
    expectExact(json);
    // Half of his claims; nobody else's share of them is in force yet.
    const december = (plan: Plan, officer: string) => rowOf(plan, officer).monthsFen[11] ?? 0;
    const moved = december(json, '王秀英') - december(now, '王秀英');
    expect(Math.abs(2 * moved - december(now, '李建国'))).toBeLessThanOrEqual(WAN);
    expect(json.replan.moves).toMatchObject([{ kind: 'handover', by: 'loans', amountFen: moved }]);
    const { proposals } = (
      await send('GET', 'plans/1/proposals?effectiveOn=2026-12-01&holders=assigned')
    ).json;
    expect(proposals.map((own: { change: { kind: string } }) => own.change.kind)).toEqual([
      'leave',
    ]);
    for (const who of ['李建国', '王秀英']) {
      expect(rowOf(json, who).monthsFen.slice(0, 11)).toEqual(
        rowOf(now, who).monthsFen.slice(0, 11),
      );
    }
    const unheard = await send('POST', 'preview', { ...wish([handover]), holders: 'book' });
    expect(unheard.json.code).toBe('loans-not-moved');
  });

  it('is stored with receipts that recompute, and says whose loans came', async () => {
    const saved = await send('POST', 'plans', {
      ...YEAR,
      holders: 'assigned',
      replan: { basePlanId: 1, effectiveOn: '2026-12-01', changes: [handover] },
    });
    expect(saved.status).toBe(201);
    const path = `plans/${saved.json.id}/receipts/${encodeURIComponent(BRANCH)}`;
    const own = receipt.parse((await send('GET', `${path}/${encodeURIComponent('王秀英')}`)).json);
    expect(recomputeReceipt(own)).toBe(own.quotaFen);
    expect(own.replans[0]?.moves[0]).toMatchObject({ kind: 'handover', why: '均衡' });
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

describe('a roster', () => {
  it('says who leaves and who is away before the book does, and its newcomers', async () => {
    const header = '工号,姓名,机构名称,岗位,启用日期,停用日期,产能系数,请假期间';
    await loadSide(
      test.desk,
      'officers',
      `${header}
Q1,李建国,${BRANCH},客户经理,2017-03-01,2026-11-30,1.00,
Q2,王秀英,${BRANCH},客户经理,2017-03-01,,1.00,2026-12-01至2026-12-31
Q3,将到岗,${BRANCH},客户经理,2026-11-10,,0.60,
`,
      { asOf: '2026-11-01' },
    );
    const version = (await send('GET', 'plans?year=2026')).json.find(
      (own: { status: string }) => own.status === 'published',
    );
    const { proposals, rosterAsOf } = (
      await send('GET', `plans/${version.id}/proposals?effectiveOn=2026-12-01`)
    ).json;
    expect(rosterAsOf).toBe('2026-11-01');
    const who = (officer: string) => ({ branch: BRANCH, officer });
    expect(
      proposals.map(({ change, from }: { change: object; from: string }) => ({ ...change, from })),
    ).toEqual([
      { kind: 'leave', ...who('李建国'), on: '2026-11-30', why: '', from: 'roster' },
      {
        kind: 'join',
        ...who('将到岗'),
        on: '2026-12-01',
        percent: 60,
        why: '',
        from: 'roster',
      },
      {
        kind: 'absence',
        ...who('王秀英'),
        on: '2026-12-01',
        to: '2026-12-31',
        why: '',
        from: 'roster',
      },
    ]);
  });

  it('is re-planned by from the command line: shown, and only with --publish in force', async () => {
    const verb = VERBS.find((own) => own.name === 'quota') ?? expect.fail();
    const quota = (options: Options) =>
      verb.run({ send: sendTo(test.app), args: [], progress: () => undefined, options });
    const asked = { year: '2026', replan: true, 'effective-on': '2026-12-01' };
    const stored = async () => (await send('GET', 'plans?year=2026')).json.length;
    const before = await stored();
    const seen = await quota({ ...asked, target: '2600000.00' });
    expect(seen.json).toMatchObject({
      changes: [{ kind: 'target' }, { kind: 'leave' }, { kind: 'join' }, { kind: 'absence' }],
      targetFen: { before: 240 * WAN, after: 260 * WAN },
      published: null,
    });
    expect(seen.lines.join('\n')).toMatch(/李建国/);
    expect(await stored()).toBe(before);
    const made = await quota({ ...asked, publish: true, name: '名册调整' });
    expect(made.json).toMatchObject({ published: { version: expect.any(Number) } });
    const { published } = made.json as { published: { id: number } };
    const { json } = await send('GET', `plans/${published.id}`);
    expectExact(json.plan);
    expect(json).toMatchObject({ status: 'published', effectiveOn: '2026-12-01' });
    expect(rowOf(json.plan, '李建国').monthsFen[11]).toBe(0);
    expect(rowOf(json.plan, '王秀英').monthsFen[11]).toBe(0);
    await expect(quota({ year: '2026', replan: true })).rejects.toBeInstanceOf(UsageError);
    await expect(quota({ ...asked, year: '2031' })).rejects.toMatchObject({ code: 'no-plan' });
  });
});
