import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getPlanUnits } from '../../server/quotas/get-plan-units.ts';
import { getVersions, plansInForce } from '../../server/quotas/get-published-plan.ts';
import type { Plan } from '../../server/quotas/plan.ts';
import { receipt, recomputeReceipt } from '../../server/quotas/receipt.ts';
import type { ReplanChange } from '../../server/quotas/replan-wish.ts';
import { expectExact } from '../unit/quotas/expect-exact.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';
import { getPublishedPlan } from './published-plan.ts';

const WAN = 1_000_000;
let test: TestApp;

/** Who holds which loans (万元) at the opening, in January and in November. */
const OPENING = [
  ['石桥支行', '周梅', 400],
  ['石桥支行', '周梅', 200],
  ['石桥支行', '吴强', 500],
  ['城关支行', '李建国', 900],
] as const;
const LATEST = [
  ['石桥支行', '吴强', 400],
  ['石桥支行', '新来的', 200],
  ['石桥支行', '吴强', 500],
  ['城关支行', '李建国', 900],
] as const;

async function seed() {
  const book = (id: number, asOf: string, list: typeof OPENING | typeof LATEST) =>
    insertLoans(
      test.desk,
      { id, asOf },
      list.map(([branch, officer, wan]) => ({ branch, officer, balance_fen: wan * WAN })),
    );
  await book(1, '2025-12-31', OPENING);
  await book(2, '2026-01-30', OPENING);
  await book(3, '2026-07-31', OPENING);
  await book(4, '2026-11-20', LATEST);
  await test.desk.warehouse.write(async (tx) => {
    for (const [index, [officer, day, wan]] of (
      [
        ['周梅', '2026-01-15', 30],
        ['吴强', '2026-01-20', 20],
        ['吴强', '2026-10-20', 150],
      ] as const
    ).entries()) {
      await tx.run(
        `INSERT INTO posting (batch_id, line_no, share_no, posting_ref, loan_id, posted_on,
           principal_fen, interest_fen, penalty_fen, cost_fen, book_side, branch, officer, share_percent)
         VALUES (1, $1, 1, $2, 'L1', CAST($3 AS DATE), $4, 0, 0, 0, 'on', '石桥支行', $5, 100)`,
        [index, `P${index}`, day, wan * WAN, officer],
      );
    }
  });
}

async function send(method: string, path: string, body?: unknown) {
  const response = await test.request(`/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, json: await response.json() };
}

const request = (
  basePlanId: number,
  effectiveOn: string,
  changes: ReplanChange[],
  more: Record<string, unknown> = {},
) => ({
  year: 2026,
  targetFen: 600 * WAN,
  replan: { basePlanId, effectiveOn, changes },
  ...more,
});
const person = (officer: string, branch = '石桥支行') => ({ branch, officer });
const left: ReplanChange = { kind: 'leave', ...person('周梅'), on: '2026-07-31', why: '辞职' };
const raised: ReplanChange = { kind: 'target', targetFen: 660 * WAN, why: '省联社加压' };

const countRows = () =>
  test.desk.warehouse.one(
    z.object({ plans: z.int(), cells: z.int(), published: z.int(), targets: z.int() }),
    `SELECT (SELECT count(*) FROM plan_version) AS plans, (SELECT count(*) FROM quota) AS cells,
       (SELECT count(*) FROM plan_publication) AS published,
       (SELECT count(*) FROM target) AS targets`,
  );
const rowOf = (plan: Plan, officer: string) =>
  plan.officers.find((own) => own.officer === officer) ?? expect.fail(officer);

beforeAll(async () => {
  test = await openTestApp();
  await seed();
  const draft = await send('POST', 'quotas/plans', { year: 2026, targetFen: 600 * WAN });
  await send('POST', `quotas/plans/${draft.json.id}/publish`, { effectiveOn: '2026-01-05' });
});
afterAll(() => test.close());

describe('a re-plan is seen before it is stored', () => {
  it('is proposed from the latest book: who holds nothing any more; whoever took over from them needs no change', async () => {
    const { json } = await send('GET', 'quotas/plans/1/proposals?effectiveOn=2026-08-01');
    expect(json.basis.asOf).toBe('2026-11-20');
    expect(json.achievedFen).toBe(200 * WAN);
    expect(json.proposals.map((own: { change: unknown }) => own.change)).toEqual([
      { kind: 'leave', ...person('周梅'), on: '2026-07-31', why: '' },
    ]);
  });

  it('without changes is the plan in force, to the fen', async () => {
    const now = await send('GET', 'quotas/plans/1');
    const { json } = await send('POST', 'quotas/preview', request(1, '2026-08-01', []));
    expect(json.officers.map((own: { monthsFen: number[] }) => own.monthsFen)).toEqual(
      now.json.plan.officers.map((own: { monthsFen: number[] }) => own.monthsFen),
    );
    expect(json.replan.moves).toEqual([]);
  });

  it('moves what is left with the loans, adds up and tells what may be too much', async () => {
    const before = await countRows();
    const now = (await send('GET', 'quotas/plans/1')).json.plan;
    const { json } = await send('POST', 'quotas/preview', request(1, '2026-08-01', [left]));
    expectExact(json);
    const rest = (plan: Plan, officer: string) =>
      rowOf(plan, officer)
        .monthsFen.slice(7)
        .reduce((a, b) => a + b, 0);
    const moved = rest(now, '周梅');
    expect(rest(json, '周梅')).toBe(0);
    expect(rowOf(json, '周梅').monthsFen.slice(0, 7)).toEqual(
      rowOf(now, '周梅').monthsFen.slice(0, 7),
    );
    // Two thirds of the claims went to 吴强, one third to the newcomer.
    expect(Math.abs(rest(json, '新来的') - moved / 3)).toBeLessThanOrEqual(WAN);
    expect(rest(json, '吴强') - rest(now, '吴强')).toBe(moved - rest(json, '新来的'));
    expect(json.warnings.map((own: { code: string }) => own.code)).toContain('months-over');
    expect(await countRows()).toEqual(before);
  });
});

describe('a re-plan never changes the past', () => {
  it('is saved, published from its own day, and January’s progress stays what it was', async () => {
    const progress = () => send('GET', 'recovery/progress?by=officer&asOf=2026-01-30');
    const before = (await progress()).json;
    const draft = await send('POST', 'quotas/plans', {
      ...request(1, '2026-08-01', [left]),
      name: '8 月调整',
    });
    expect(draft.status).toBe(201);
    const other = await send('POST', `quotas/plans/${draft.json.id}/publish`, {
      effectiveOn: '2026-09-01',
    });
    expect(other).toMatchObject({ status: 422, json: { code: 'effective-fixed' } });
    const done = await send('POST', `quotas/plans/${draft.json.id}/publish`, {});
    expect(done.json).toMatchObject({ version: 2, effectiveOn: '2026-08-01', status: 'published' });
    expect((await progress()).json).toEqual(before);

    const june = await getPublishedPlan(test.desk.warehouse, 2026, 'tg-cash-on', '2026-06-30');
    expect(june).toMatchObject({ planId: 1, version: 1 });
    const now = await getPublishedPlan(test.desk.warehouse, 2026);
    expect(now?.version).toBe(2);
    // The past was frozen, so what each month asked at its time is what the plan says of it.
    const asked = (cells: { amountFen: number }[]) => cells.filter((cell) => cell.amountFen > 0);
    expect(asked(now?.asked ?? [])).toEqual(asked(now?.cells ?? []));
  });

  it('keeps a receipt that recomputes for everybody, the one who left and the newcomer too', async () => {
    const { json } = await send('GET', 'quotas/plans/2');
    for (const { branch, officer, quotaFen } of json.plan.officers) {
      const path = [branch, officer].map(encodeURIComponent).join('/');
      const own = receipt.parse((await send('GET', `quotas/plans/2/receipts/${path}`)).json);
      expect(recomputeReceipt(own)).toBe(quotaFen);
      expect(own.replans).toHaveLength(1);
    }
    const { json: sheets } = await send('GET', 'quotas/plans/2/sheets?officer=%E5%90%B4%E5%BC%BA');
    expect(sheets.previous.version).toBe(1);
    expect(sheets.sheets[0].now.replans[0].moves[0]).toMatchObject({
      kind: 'leave',
      by: 'loans',
      from: person('周梅'),
      to: person('吴强'),
      why: '辞职',
    });
  });

  it('is followed by another: the raised target goes over what is left, nobody gets less', async () => {
    const before = (await send('GET', 'quotas/plans/2')).json.plan;
    const body = request(2, '2026-09-01', [raised]);
    const draft = (await send('POST', 'quotas/plans', body)).json;
    expectExact(draft.plan);
    expect(draft.targetFen).toBe(660 * WAN);
    for (const own of draft.plan.officers) {
      const was = rowOf(before, own.officer);
      own.monthsFen.forEach((amount: number, m: number) => {
        if (m < 8) expect(amount).toBe(was.monthsFen[m]);
        else expect(amount).toBeGreaterThanOrEqual(was.monthsFen[m] ?? 0);
      });
    }
    await send('POST', `quotas/plans/${draft.id}/publish`, {});
    const progress = await send('GET', 'recovery/progress');
    expect(progress.json.total.targetFen).toBe(660 * WAN);
    for (const { branch, officer, quotaFen } of draft.plan.officers) {
      const path = [branch, officer].map(encodeURIComponent).join('/');
      const own = receipt.parse(
        (await send('GET', `quotas/plans/${draft.id}/receipts/${path}`)).json,
      );
      expect(own.replans).toHaveLength(2);
      expect(recomputeReceipt(own)).toBe(quotaFen);
    }
  });

  it('takes changes by hand in the months that are open, and none before them', async () => {
    const edit = (month: number) => ({
      edits: [
        { places: [{ ...person('吴强'), month, amountFen: 20 * WAN }], absorb: 'row', why: '' },
      ],
    });
    const open = await send('POST', 'quotas/preview', request(3, '2026-10-01', [], edit(11)));
    expect(rowOf(open.json, '吴强').monthsFen[10]).toBe(20 * WAN);
    expectExact(open.json);
    const shut = await send('POST', 'quotas/preview', request(3, '2026-10-01', [], edit(9)));
    expect(shut).toMatchObject({ status: 422, json: { code: 'month-frozen' } });
  });
});

describe('a plan published anew from a later day', () => {
  it('has its own target, and the months before it still ask what they asked', async () => {
    const draft = (await send('POST', 'quotas/plans', { year: 2026, targetFen: 900 * WAN })).json;
    await send('POST', `quotas/plans/${draft.id}/publish`, { effectiveOn: '2026-11-01' });
    const plan = await getPublishedPlan(test.desk.warehouse, 2026, 'tg-cash-on', '2026-11-20');
    const sum = (cells: { amountFen: number; month: number }[], month?: number) =>
      cells
        .filter((cell) => month === undefined || cell.month === month)
        .reduce((all, cell) => all + cell.amountFen, 0);
    expect(sum(plan?.cells ?? [])).toBe(900 * WAN);
    expect(sum(plan?.asked ?? [], 1)).toBe(60 * WAN);
    expect(sum(plan?.asked ?? [], 11)).toBe(75 * WAN);
  });

  it('has a year for everybody that adds up its cells, and those of the months before it', async () => {
    const { warehouse } = test.desk;
    for (const day of ['2026-01-30', '2026-08-31', '2026-10-31', '2026-11-20']) {
      const plan = await getPublishedPlan(warehouse, 2026, 'tg-cash-on', day);
      const versions = await getVersions(warehouse, 2026, ['tg-cash-on']);
      const inForce = plansInForce(versions, 2026, day);
      if (plan === undefined || inForce === undefined) throw new Error('no plan');
      const names = new Set([...plan.cells, ...plan.asked].map((own) => own.officer));
      const units = await getPlanUnits(warehouse, inForce, {});
      expect(new Set(units.map((own) => own.officer))).toEqual(names);
      for (const { branch, officer, targetFen, months } of units) {
        const own = (cells: typeof plan.cells, month?: number) =>
          cells
            .filter((cell) => cell.branch === branch && cell.officer === officer)
            .filter((cell) => month === undefined || cell.month === month)
            .reduce((all, cell) => all + cell.amountFen, 0);
        expect(targetFen).toBe(own(plan.cells));
        expect(months).toEqual(months.map((_, at) => own(plan.asked, at + 1)));
      }
      const only = await getPlanUnits(warehouse, inForce, { officer: ['吴强'] });
      expect(only).toEqual(units.filter((own) => own.officer === '吴强'));
    }
  });
});

describe('what cannot be', () => {
  it('gets a sentence and changes nothing', async () => {
    const stored = await countRows();
    const inForce = 4;
    const shares = (percent: number, officer = '吴强') => [{ ...person(officer), percent }];
    const cases: [string, unknown][] = [
      ['effective-outside-year', request(inForce, '2027-02-01', [raised])],
      ['effective-before-last', request(inForce, '2026-08-01', [raised])],
      ['base-not-in-force', request(1, '2026-12-01', [raised])],
      ['no-plan', request(99, '2026-12-01', [raised])],
      ['unknown-name', request(inForce, '2026-12-01', [{ ...left, officer: '查无此人' }])],
      [
        'leaves-twice',
        request(inForce, '2026-12-01', [
          { ...left, shares: shares(100) },
          { ...left, on: '2026-12-05', shares: shares(100) },
        ]),
      ],
      ['shares-not-100', request(inForce, '2026-12-01', [{ ...left, shares: shares(90) }])],
      [
        'target-below-achieved',
        request(inForce, '2026-12-01', [{ ...raised, targetFen: 199 * WAN }]),
      ],
      [
        'target-below-frozen',
        request(inForce, '2026-12-01', [{ ...raised, targetFen: 300 * WAN }]),
      ],
      [
        'not-whole-units',
        request(inForce, '2026-12-01', [{ ...raised, targetFen: 900 * WAN + 1 }]),
      ],
    ];
    for (const [code, body] of cases) {
      for (const path of ['quotas/preview', 'quotas/plans']) {
        const { status, json } = await send('POST', path, body);
        expect([code, json.code]).toEqual([code, code]);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(json.says.happened.zh).toMatch(/[。!]$/);
      }
    }
    expect(await countRows()).toEqual(stored);
  });

  it('a draft made before another plan was published cannot be published any more', async () => {
    const draft = (
      await send(
        'POST',
        'quotas/plans',
        request(4, '2026-12-01', [{ ...raised, targetFen: 950 * WAN }]),
      )
    ).json;
    const other = (await send('POST', 'quotas/plans', { year: 2026, targetFen: 910 * WAN })).json;
    await send('POST', `quotas/plans/${other.id}/publish`, { effectiveOn: '2026-11-10' });
    const { status, json } = await send('POST', `quotas/plans/${draft.id}/publish`, {});
    expect([status, json.code]).toEqual([422, 'base-not-in-force']);
  });
});

describe('a shortfall rolls on', () => {
  it('is shown beside the plan, officers add to branches and the plan stays as it is', async () => {
    const of = (by: string) => send('GET', `recovery/rolled?by=${by}&asOf=2026-11-20`);
    const [officers, branches] = [(await of('officer')).json, (await of('branch')).json];
    expect(officers.openMonth).toBe(11);
    expect(officers.total).toEqual(branches.total);
    for (const own of officers.rows) {
      const lacks = own.planFen.reduce(
        (carried: number, plan: number, m: number) =>
          m < 10 ? Math.max(0, carried + plan - own.achievedFen[m]) : carried,
        0,
      );
      expect(own.rolledFen[10]).toBe(own.planFen[10] + lacks);
    }
    expect(officers.total.carriedFen[9]).toBeGreaterThan(0);
  });
});
