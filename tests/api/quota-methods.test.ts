import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plan as planSchema } from '../../server/quotas/plan.ts';
import { receipt, recomputeReceipt } from '../../server/quotas/receipt.ts';
import { getCashPlan } from '../../server/recovery/get-plan.ts';
import { expectExact, sum } from '../unit/quotas/expect-exact.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';
import { getPublishedPlan } from './published-plan.ts';

const WAN = 1_000_000;
let test: TestApp;

/** Branch, officer, balance in 万元, default day. */
const LOANS: [string, string, number, string | null][] = [
  ['城关支行', '李建国', 1_000, '2020-05-01'],
  ['城关支行', '王秀英', 500, '2026-02-01'],
  ['城关支行', '王秀英', 300, '2025-12-15'],
  ['河西支行', '张伟', 900, null],
];

const saved = z.looseObject({ id: z.int(), plan: planSchema });

async function send(method: string, path: string, body?: unknown) {
  const response = await test.request(`/api/quotas${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : undefined,
  };
}

beforeAll(async () => {
  test = await openTestApp();
  await test.desk.warehouse.write(async (tx) => {
    await tx.run(
      `INSERT INTO snapshot (id, as_of, status, source_name, file_name, sha256, byte_size, encoding,
         delimiter, unit, header, mapping, rows_read, rows_loaded, rows_rejected, rows_skipped,
         balance_fen, npl_loans, npl_balance_fen, off_book_loans, off_book_balance_fen, warnings,
         unmapped, loaded_at)
       VALUES (1, DATE '2026-11-20', 'current', 's', 'f', 'sha', 0, 'utf-8', ',', 'yuan', '[]', '{}',
         0, 0, 0, 0, 0, 0, 0, 0, 0, '[]', '[]', TIMESTAMP '2026-11-23 08:00:00')`,
    );
    for (const [index, [branch, officer, wan, since]] of LOANS.entries()) {
      await tx.run(
        `INSERT INTO loan (snapshot_id, row_no, line_no, loan_id, branch, officer, balance_fen,
           npl_state, defaulted_on)
         VALUES (1, $1, $1, $2, $3, $4, $5, 'on_book', CAST($6 AS DATE))`,
        [index + 1, `L${index}`, branch, officer, wan * WAN, since],
      );
    }
  });
});
afterAll(() => test.close());

const BY_PLANS = { branch: { kind: 'planned' }, officer: { kind: 'planned' } };
const who = { branch: '城关支行', officer: '王秀英' };
const everything = {
  year: 2027,
  targetFen: 300 * WAN,
  methods: { branch: { kind: 'equal' }, officer: { kind: 'bottom-up' } },
  minimums: { undetermined: 200 },
  jointPools: { perMille: 100, branches: [{ branch: '河西支行', perMille: 200 }] },
  presence: [{ ...who, firstMonth: 4 }],
  stretchPerMille: 1150,
  monthProfile: 'spring-festival',
};

describe('a plan by minimum plans, with pools, presence, stretch and calendar', () => {
  it('is stored exact, with every receipt, and comes back as it was saved', async () => {
    const { status, json } = await send('POST', '/plans', everything);
    expect(status).toBe(201);
    const { id, plan } = saved.parse(json);
    expectExact(plan);
    expect(plan.jointPools.map((own) => [own.branch, own.quotaFen / WAN])).toEqual([
      ['城关支行', 15],
      ['河西支行', 30],
    ]);
    expect(plan.stretch?.targetFen).toBe(345 * WAN);
    expect(saved.parse((await send('GET', `/plans/${id}`)).json).plan).toEqual(plan);
    for (const own of plan.officers) {
      const path = `/plans/${id}/receipts/${encodeURIComponent(own.branch)}/${encodeURIComponent(own.officer)}`;
      const got = receipt.parse((await send('GET', path)).json);
      expect(recomputeReceipt(got)).toBe(own.quotaFen);
      expect(got.pool.factors).toMatchObject({ new: 1200, old: 1000, offBook: 300 });
    }
    const own = plan.officers.find((row) => row.officer === who.officer);
    expect(own?.monthsFen.slice(0, 3)).toEqual([0, 0, 0]);
  });

  it('is measured by progress with its pools, in nobody’s name', async () => {
    const { id, plan } = saved.parse((await send('POST', '/plans', everything)).json);
    expect((await send('POST', `/plans/${id}/publish`, {})).status).toBe(200);
    const cells = (await getPublishedPlan(test.desk.warehouse, 2027))?.cells ?? [];
    expect(sum(cells.map((cell) => cell.amountFen))).toBe(plan.targetFen);
    const cash = await getCashPlan(test.desk.warehouse, '2027-12-31');
    const nobody = cash?.units.filter((unit) => unit.officer === null) ?? [];
    expect(nobody.map((unit) => sum(unit.months))).toEqual([15 * WAN, 30 * WAN]);
    // The guaranteed is measured; the stretch stands beside it, off-book without one as guaranteed.
    const tiers = (units: { targetFen: number; stretchFen: number | null }[]) => [
      sum(units.map((unit) => unit.targetFen)),
      sum(units.map((unit) => unit.stretchFen ?? 0)),
    ];
    expect(tiers(cash?.units ?? [])).toEqual([300 * WAN, 345 * WAN]);
    const byName = new Map(
      plan.stretch?.officers.map((own) => [`${own.branch} ${own.officer}`, own.quotaFen]),
    );
    for (const unit of cash?.units ?? []) {
      expect(unit.stretchFen).toBe(byName.get(`${unit.branch} ${unit.officer ?? ''}`));
    }
    const one = await getCashPlan(test.desk.warehouse, '2027-12-31', { officer: [who.officer] });
    expect(one?.units.map((unit) => unit.officer)).toEqual([who.officer]);
  });

  it('lists its pools in the spreadsheet as lines of their branch', async () => {
    const { id } = saved.parse((await send('POST', '/plans', everything)).json);
    const lines = (await send('GET', `/plans/${id}/matrix.csv`)).text.split('\r\n');
    const pools = lines.filter((line) => line.includes('集体清收池'));
    expect(pools.map((line) => line.split(',').at(-1))).toEqual(['15.00', '30.00']);
  });

  it('changes a pool by hand, and the branch’s officers take the difference', async () => {
    const edits = [
      {
        places: [{ branch: '城关支行', officer: '', amountFen: 20 * WAN }],
        absorb: 'branch',
        why: '大户集体清收',
      },
    ];
    const { json } = await send('POST', '/preview', { ...everything, edits });
    const plan = planSchema.parse(json);
    expectExact(plan);
    expect(plan.jointPools[0]?.quotaFen).toBe(20 * WAN);
    expect(plan.branches[0]?.quotaFen).toBe(150 * WAN);
  });

  it('takes what the stated vintage means: since 1 January, or within a year of the book', async () => {
    const newOf = async (newStock: string) => {
      const body = { ...everything, rates: { newStock }, who };
      const { json } = await send('POST', '/preview/receipt', body);
      const parts = receipt.parse(json).pool.parts.filter((part) => part.isNew);
      return sum(parts.map((part) => part.balanceFen)) / WAN;
    };
    expect(await newOf('base-year')).toBe(500);
    expect(await newOf('twelve-months')).toBe(800);
  });
});

describe('a plan by the planned amounts of the book', () => {
  it('counts those of the year or without a day, up to what is owed, and says so in the receipt', async () => {
    const plan = (id: string, wan: number, day: string | null) =>
      test.desk.warehouse.write((tx) =>
        tx.run(
          `UPDATE loan SET planned_amount_fen = $2, planned_on = CAST($3 AS DATE) WHERE loan_id = $1`,
          [id, wan * WAN, day],
        ),
      );
    const wish = { year: 2027, targetFen: 500 * WAN, methods: BY_PLANS };
    const none = await send('POST', '/preview', wish);
    expect(none.json).toMatchObject({ code: 'nothing-planned', status: 422 });
    await plan('L0', 100, '2027-05-01');
    await plan('L1', 50, '2028-01-01');
    await plan('L2', 400, null);
    const { id, plan: made } = saved.parse((await send('POST', '/plans', wish)).json);
    expectExact(made);
    expect(made.plannedFen).toBe(400 * WAN);
    const path = `/plans/${id}/receipts/${encodeURIComponent(who.branch)}/${encodeURIComponent(who.officer)}`;
    const own = receipt.parse((await send('GET', path)).json);
    expect(own.officerStep.start).toMatchObject({ kind: 'planned', sourceFen: 300 * WAN });
    expect(recomputeReceipt(own)).toBe(own.quotaFen);
  });
});

describe('what a planner cannot have gets a sentence', () => {
  it.each([
    ['growth-absurd', { methods: { officer: { kind: 'growth', growthPerMille: -1500 } } }],
    ['factor-absurd', { rates: { newFactor: -1 } }],
    ['factors-zero', { rates: { newFactor: 0, oldFactor: 0, offBookFactor: 0 } }],
    ['minimum-share-absurd', { minimums: { habitual: -5 } }],
    ['minimums-above-target', { minimums: { undetermined: 1000 } }],
    ['pool-share-absurd', { jointPools: { perMille: 1200 } }],
    ['presence-outside-year', { presence: [{ ...who, firstMonth: 13 }] }],
    ['stretch-absurd', { stretchPerMille: 900 }],
    ['calendar-outside-year', { calendar: { closed: ['2026-05-04'] } }],
  ])('%s', async (code, wrong) => {
    const { status, json } = await send('POST', '/preview', { ...everything, ...wrong });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code,
      says: { happened: { zh: expect.stringMatching(/[㐀-鿿]/) } },
    });
  });
});
