import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { receipt, recomputeReceipt } from '../../server/quotas/receipt.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';
import { getPublishedPlan } from './published-plan.ts';

const WAN = 1_000_000;
let test: TestApp;

/** A loan of a snapshot: branch, officer, balance in 万元, state, type, default day. */
type LoanLine = [string, string | null, number | null, string | null, string?, string?];

const LOANS: LoanLine[] = [
  ['城关支行', '李建国', 600, 'on_book', 'habitual', '2020-05-01'],
  ['城关支行', '李建国', 400, 'on_book', 'incapable', '2020-05-01'],
  ['城关支行', '王秀英', 500, 'on_book', 'habitual', '2026-06-01'],
  ['河西支行', '张伟', 900, 'on_book', 'bystander'],
  ['河西支行', '张伟', 800, 'off_book', 'bystander'],
  ['河西支行', '赵磊', 300, null],
  ['河西支行', null, 70, 'on_book', 'habitual'],
  ['河西支行', '张伟', null, 'on_book', 'habitual'],
];

async function seed(app: TestApp) {
  await app.desk.warehouse.write(async (tx) => {
    for (const [id, asOf] of [
      [1, '2025-12-31'],
      [2, '2026-11-20'],
    ] as const) {
      await tx.run(
        `INSERT INTO snapshot (id, as_of, status, source_name, file_name, sha256, byte_size, encoding,
           delimiter, unit, header, mapping, rows_read, rows_loaded, rows_rejected, rows_skipped,
           balance_fen, npl_loans, npl_balance_fen, off_book_loans, off_book_balance_fen, warnings,
           unmapped, loaded_at)
         VALUES ($1, CAST($2 AS DATE), 'current', 's', 'f', $3, 0, 'utf-8', ',', 'yuan', '[]', '{}',
           0, 0, 0, 0, 0, 0, 0, 0, 0, '[]', '[]', TIMESTAMP '2026-11-23 08:00:00')`,
        [id, asOf, `sha-${id}`],
      );
      let row = 0;
      for (const [branch, officer, balance, state, type, since] of LOANS) {
        row += 1;
        await tx.run(
          `INSERT INTO loan (snapshot_id, row_no, line_no, loan_id, branch, officer, balance_fen,
             npl_state, defaulted_on)
           VALUES ($1, $2, $2, $3, $4, $5, $6, $7, CAST($8 AS DATE))`,
          [
            id,
            row,
            `L${row}`,
            branch,
            officer,
            balance === null ? null : balance * WAN,
            state,
            since ?? null,
          ],
        );
        if (type === undefined) continue;
        await tx.run(
          `INSERT INTO segment (snapshot_id, loan_id, rule_version, default_type, needs_confirmation,
             score, runner_up_score, known_predicates, all_predicates, pain_point, gates, detail)
           VALUES ($1, $2, 'v', $3, FALSE, 5, 0, 1, 1, 'undetermined', '', '{}')`,
          [id, `L${row}`, type],
        );
      }
    }
    const posted: [string, string, string, number][] = [
      ['城关支行', '李建国', '2026-01-15', 60],
      ['城关支行', '王秀英', '2026-02-15', 30],
      ['河西支行', '张伟', '2026-03-15', 90],
      ['河西支行', '已离职', '2026-08-15', 20],
    ];
    for (const [index, [branch, officer, day, wan]] of posted.entries()) {
      await tx.run(
        `INSERT INTO posting (batch_id, line_no, share_no, posting_ref, loan_id, posted_on,
           principal_fen, interest_fen, penalty_fen, cost_fen, book_side, branch, officer, share_percent)
         VALUES (1, $1, 1, $2, 'L1', CAST($3 AS DATE), $4, 0, 0, 0, 'on', $5, $6, 100)`,
        [index, `P${index}`, day, wan * WAN, branch, officer],
      );
    }
  });
}

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
    type: response.headers.get('content-type') ?? '',
    text,
    json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
  };
}

async function countRows() {
  return test.desk.warehouse.one(
    z.object({ plans: z.int(), cells: z.int(), receipts: z.int(), targets: z.int() }),
    `SELECT (SELECT count(*) FROM plan_version) AS plans, (SELECT count(*) FROM quota) AS cells,
       (SELECT count(*) FROM quota_receipt) AS receipts, (SELECT count(*) FROM target) AS targets`,
  );
}

beforeAll(async () => {
  test = await openTestApp();
  await seed(test);
});
afterAll(() => test.close());

describe('what a year is planned from', () => {
  it('reads next year’s pools from the latest book, this year’s from the opening one', async () => {
    const next = await send('GET', '/inputs?year=2027');
    expect(next.json.basis.asOf).toBe('2026-11-20');
    const now = await send('GET', '/inputs?year=2026');
    expect(now.json.basis.asOf).toBe('2025-12-31');
    expect(now.json.past).toMatchObject({ year: 2025, isKnown: false, completeMonths: 12 });
  });

  it('rates each claim by its type, new-formed stock 1.2 times', async () => {
    const { json } = await send('GET', '/inputs?year=2027');
    const of = (name: string) =>
      json.officers.find((own: { officer: string }) => own.officer === name);
    expect(of('李建国')).toMatchObject({
      loans: 2,
      balanceFen: 1_000 * WAN,
      collectableFen: (600 * 500 + 400 * 120) * 1_000,
      pastFen: 60 * WAN,
    });
    expect(of('王秀英').collectableFen).toBe(300 * WAN);
    expect(of('赵磊')).toMatchObject({ loans: 0, balanceFen: 0 });
    expect(json.past).toMatchObject({ year: 2026, isKnown: true, completeMonths: 10 });
  });

  it('takes off-book claims at 0.3 when the category is off-book recovery', async () => {
    const { json } = await send('GET', '/inputs?year=2027&category=tg-cash-off');
    expect(json.totals).toMatchObject({
      loans: 1,
      balanceFen: 800 * WAN,
      collectableFen: 800 * 126 * 1_000,
    });
  });
});

describe('a plan, from preview to publication', () => {
  const request = { year: 2027, targetFen: 300 * WAN };

  it('previews without storing, tells what is left out, and adds up', async () => {
    const before = await countRows();
    const { status, json } = await send('POST', '/preview', request);
    expect(status).toBe(200);
    expect(json.officers.map((own: { officer: string }) => own.officer)).toEqual([
      '李建国',
      '王秀英',
      '张伟',
    ]);
    expect(json.withoutLoans).toEqual([{ branch: '河西支行', officer: '赵磊' }]);
    const warned = json.warnings.map((warning: { says: { zh: string } }) => warning.says.zh).join();
    expect(warned).toMatch(/1 笔共 70 万元没有写明/);
    expect(warned).toMatch(/1 笔没有金额/);
    expect(warned).toMatch(/20 万元属于现在不管户的人/);
    const total = json.officers.reduce(
      (s: number, own: { quotaFen: number }) => s + own.quotaFen,
      0,
    );
    expect(total).toBe(300 * WAN);
    expect(await countRows()).toEqual(before);
  });

  it('learns the season from last year’s complete months', async () => {
    const { json } = await send('POST', '/preview', { ...request, monthProfile: 'learned' });
    expect(json.profile.learnedMonths).toBe(10);
    expect(json.monthsFen[3]).toBe(0);
    expect(json.monthsFen[2]).toBeGreaterThan(json.monthsFen[0]);
    expect(json.monthsFen[11]).toBe(25 * WAN);
  });

  it('saves a draft, publishes it, supersedes it, and hands the one in force to recovery', async () => {
    expect(await getPublishedPlan(test.desk.warehouse, 2027)).toBeUndefined();
    const first = await send('POST', '/plans', { ...request, name: '方案A' });
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({ status: 'draft', name: '方案A', targetFen: 300 * WAN });
    const published = await send('POST', `/plans/${first.json.id}/publish`, {});
    expect(published.json).toMatchObject({
      status: 'published',
      version: 1,
      effectiveOn: '2027-01-01',
    });
    const found = await getPublishedPlan(test.desk.warehouse, 2027);
    expect(found?.cells).toHaveLength(36);
    expect(found?.cells.reduce((sum, cell) => sum + cell.amountFen, 0)).toBe(300 * WAN);
    expect((await send('GET', '/targets?year=2027')).json).toEqual([
      { year: 2027, category: 'tg-cash-on', amountFen: 300 * WAN, version: 1 },
    ]);

    const again = await send('POST', `/plans/${first.json.id}/publish`, {});
    expect(again.json).toMatchObject({ status: 409, code: 'already-published' });

    const second = await send('POST', '/plans', { ...request, targetFen: 330 * WAN });
    await send('POST', `/plans/${second.json.id}/publish`, { effectiveOn: '2027-04-01' });
    const plans = (await send('GET', '/plans?year=2027')).json;
    expect(plans.map((own: { status: string }) => own.status)).toEqual(['published', 'superseded']);
    expect((await getPublishedPlan(test.desk.warehouse, 2027))?.targetFen).toBe(330 * WAN);
    expect((await send('GET', '/targets?year=2027')).json[0]).toMatchObject({ version: 2 });
  });

  it('keeps a receipt for every quota, and the quota recomputes from it', async () => {
    const { json } = await send('POST', '/plans', { ...request, officerCapFen: 120 * WAN });
    for (const own of json.plan.officers) {
      const path = `/plans/${json.id}/receipts/${encodeURIComponent(own.branch)}/${encodeURIComponent(own.officer)}`;
      const got = await send('GET', path);
      expect(recomputeReceipt(receipt.parse(got.json))).toBe(own.quotaFen);
      const shown = await send('POST', '/preview/receipt', {
        ...json.request,
        who: { branch: own.branch, officer: own.officer },
      });
      expect(shown.json).toEqual(got.json);
    }
    const none = await send(
      'GET',
      `/plans/${json.id}/receipts/${encodeURIComponent('河西支行')}/${encodeURIComponent('赵磊')}`,
    );
    expect(none.json).toMatchObject({ status: 404, code: 'no-receipt' });
  });

  it('stores changes by hand with the plan, and its receipts recompute with them', async () => {
    const who = { branch: '城关支行', officer: '李建国' };
    const pasted = await send('POST', '/paste', {
      text: '12\t1,3',
      unit: 'wan',
      rows: [who],
      month: 2,
    });
    expect(pasted.json).toMatchObject({ status: 422, code: 'paste-unfit' });
    const read = await send('POST', '/paste', { text: '12', unit: 'wan', rows: [who], month: 2 });
    const edits = [{ places: read.json.places, absorb: 'column', why: '春节' }];
    const { json } = await send('POST', '/plans', { ...request, edits });
    expect((await send('GET', `/plans/${json.id}`)).json.request.edits).toEqual(edits);
    for (const own of json.plan.officers) {
      const path = `/plans/${json.id}/receipts/${encodeURIComponent(own.branch)}/${encodeURIComponent(own.officer)}`;
      const got = receipt.parse((await send('GET', path)).json);
      expect(recomputeReceipt(got)).toBe(own.quotaFen);
      if (own.officer === '李建国') {
        expect(own.monthsFen[1]).toBe(12 * WAN);
        expect(got.adjustments).toMatchObject([{ no: 1, why: '春节', isOwn: true }]);
      }
    }
  });

  it('hands out the duty sheets with the receipt of the version before', async () => {
    const first = await send('POST', '/plans', { ...request, category: 'tg-cash-off' });
    const of = (id: number, more = '') => send('GET', `/plans/${id}/sheets${more}`);
    const alone = await of(first.json.id);
    expect(alone.json).toMatchObject({ previous: null, sheets: [{ before: null }] });
    await send('POST', `/plans/${first.json.id}/publish`, {});
    const next = { ...request, category: 'tg-cash-off', targetFen: 310 * WAN };
    const second = await send('POST', '/plans', next);
    const { previous, sheets } = (await of(second.json.id)).json;
    expect(previous).toMatchObject({ version: 1, targetFen: 300 * WAN });
    expect(sheets).toHaveLength(1);
    expect(sheets[0].now.quotaFen - sheets[0].before.quotaFen).toBe(10 * WAN);
    const other = await of(second.json.id, `?branch=${encodeURIComponent('城关支行')}`);
    expect(other.json.sheets).toEqual([]);
  });

  it('gives the matrix as a spreadsheet whose last row is the target', async () => {
    const { json } = await send('POST', '/plans', request);
    const { text, type } = await send('GET', `/plans/${json.id}/matrix.csv`);
    expect(type).toContain('text/csv');
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^机构,清收员,1月/);
    expect(lines.at(-1)).toMatch(/^合计,,.*,300\.00$/);
    expect(lines).toHaveLength(1 + 3 + 2 + 1);
    const book = await test.request(`/api/quotas/plans/${json.id}/matrix.xlsx`);
    expect(book.headers.get('content-type')).toContain('spreadsheetml');
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});

describe('every category of a year, side by side', () => {
  const ask = async (query = '') => (await send('GET', `/by-category?year=2029${query}`)).json;

  it('is empty, and not an error, where nothing is planned', async () => {
    expect(await ask()).toMatchObject({ columns: [], lines: [], offByFen: 0 });
  });

  it('shows each category’s version in force or newest draft, adds cash only, and ties to the targets', async () => {
    const make = async (category: string, targetFen: number) =>
      (await send('POST', '/plans', { year: 2029, category, targetFen })).json.id;
    await make('tg-cash-on', 100 * WAN);
    const inForce = await make('tg-cash-on', 300 * WAN);
    await send('POST', `/plans/${inForce}/publish`, {});
    await make('tg-cash-on', 200 * WAN);
    const draft = await make('tg-upgrade', 40 * WAN);
    await make('tg-cash-off', 50 * WAN);
    await send('PUT', '/targets', { year: 2029, category: 'tg-interest', amountFen: 10 * WAN });
    const found = await ask();
    expect(found.columns).toMatchObject([
      { category: 'tg-cash-on', from: 'plan', plan: { id: inForce, version: 1 } },
      { category: 'tg-cash-off', from: 'plan', plan: { status: 'draft' } },
      { category: 'tg-interest', from: 'target', plan: null, bankFen: 10 * WAN },
      { category: 'tg-upgrade', from: 'plan', plan: { id: draft, status: 'draft' } },
    ]);
    expect(found.offByFen).toBe(0);
    expect(found.bank.cells).toEqual([300 * WAN, 50 * WAN, 10 * WAN, 40 * WAN]);
    expect(found.bank.cashFen).toBe(350 * WAN);
    const { plan } = (await send('GET', `/plans/${inForce}`)).json;
    for (const { branch, officer, quotaFen } of plan.officers) {
      const line = found.lines.find(
        (own: { branch: string; officer: string }) =>
          own.branch === branch && own.officer === officer,
      );
      expect(line.cells[0]).toBe(quotaFen);
    }
  });

  it('of a branch shows that branch and no bank’s target', async () => {
    const found = await ask(`&branch=${encodeURIComponent('城关支行')}`);
    expect(new Set(found.lines.map((own: { branch: string }) => own.branch))).toEqual(
      new Set(['城关支行']),
    );
    expect(found.offByFen).toBeNull();
    expect(found.bank.cells[2]).toBeNull();
  });
});

describe('a plan on its way', () => {
  const year = { year: 2027, category: 'tg-upgrade', targetFen: 200 * WAN };
  const act = (id: number, body: object) => send('POST', `/plans/${id}/events`, body);
  const acts = (json: { act: string }[]) => json.map((own) => own.act);

  it('is submitted, returned with a reason, submitted again, approved, published and signed', async () => {
    const { id } = (await send('POST', '/plans', year)).json;
    const who = '张三';
    const early = await act(id, { act: 'approve', who });
    expect(early.json).toMatchObject({ status: 409, code: 'act-unfit' });
    expect((await act(id, { act: 'submit', who: ' ' })).json.code).toBe('name-missing');
    await act(id, { act: 'submit', who });
    expect((await send('POST', `/plans/${id}/publish`, {})).json.code).toBe('not-approved');
    expect((await act(id, { act: 'return', who: '李四' })).json.code).toBe('reason-missing');
    await act(id, { act: 'return', who: '李四', note: '城关支行偏高' });
    expect((await send('POST', `/plans/${id}/publish`, {})).json.code).toBe('not-approved');
    await act(id, { act: 'comment', who, note: '已核对' });
    await act(id, { act: 'submit', who });
    await act(id, { act: 'approve', who: '李四' });
    const own = { branch: '城关支行', officer: '李建国' };
    expect((await act(id, { act: 'sign', who: '李建国', ...own })).json.code).toBe('not-published');
    expect((await send('POST', `/plans/${id}/publish`, { who: '王五' })).status).toBe(200);
    await act(id, { act: 'sign', who: '李建国', ...own });
    expect((await act(id, { act: 'sign', who: '李建国', ...own })).json.code).toBe(
      'already-signed',
    );
    const nobody = { branch: '河西支行', officer: '赵磊' };
    expect((await act(id, { act: 'sign', who: '赵磊', ...nobody })).json.code).toBe('no-receipt');
    expect((await act(id, { act: 'submit', who })).json.code).toBe('act-unfit');
    const { json } = await send('GET', `/plans/${id}/events`);
    expect(acts(json)).toEqual([
      'save',
      'submit',
      'return',
      'comment',
      'submit',
      'approve',
      'publish',
      'sign',
    ]);
    expect(json[2]).toMatchObject({ who: '李四', note: '城关支行偏高' });
    expect(json[6]).toMatchObject({ who: '王五' });
    expect(json[7]).toMatchObject(own);
    for (const line of json) expect(line.at).toMatch(/^\d{4}-\d\d-\d\d/);
  });

  it('carries comments on the plan, a branch, a year and a month of it, whatever its state', async () => {
    const { id } = (await send('POST', '/plans', year)).json;
    const own = { branch: '城关支行', officer: '李建国' };
    const places = [{}, { branch: '城关支行' }, own, { ...own, month: 3 }];
    for (const place of places) {
      const note = `说${Object.keys(place).length}`;
      const { status } = await act(id, { act: 'comment', who: '王五', note, ...place });
      expect(status).toBe(201);
    }
    await act(id, { act: 'submit', who: '张三' });
    await act(id, { act: 'comment', who: '李四', note: '=1+1', branch: '城关支行', month: 12 });
    const { json } = await send('GET', `/plans/${id}/events`);
    const said = json.filter((line: { act: string }) => line.act === 'comment');
    const nothing = { branch: null, officer: null, month: null };
    expect(said).toMatchObject(
      [...places, { branch: '城关支行', month: 12 }].map((place) => ({ ...nothing, ...place })),
    );
    const response = await test.request(`/api/quotas/plans/${id}/matrix.xlsx`);
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    expect(sheets.map((sheet) => sheet.name)).toEqual(['任务分解表', '批注']);
    expect(sheets[1]?.rows.map((row) => [row[0], row[1], row[2], row[4], row[5]])).toEqual([
      ['机构', '清收员', '月份', '署名', '意见'],
      ['全行', '', '全年', '王五', '说0'],
      ['城关支行', '', '全年', '王五', '说1'],
      ['城关支行', '李建国', '全年', '王五', '说2'],
      ['城关支行', '李建国', '3月', '王五', '说3'],
      ['城关支行', '', '12月', '李四', '=1+1'],
    ]);
  });

  it.each([
    ['no-place', { branch: '别处支行' }],
    ['no-place', { branch: '城关支行', officer: '赵磊' }],
    ['no-place', { officer: '李建国' }],
    ['no-place', { month: 3 }],
    ['request-invalid', { branch: '城关支行', month: 13 }],
    ['reason-missing', { branch: '城关支行', note: ' ' }],
  ])('takes no comment on a place it does not have: %s %j', async (code, place) => {
    const { id } = (await send('POST', '/plans', year)).json;
    const { json } = await act(id, { act: 'comment', who: '王五', note: '太高', ...place });
    expect(json.code).toBe(code);
    expect(acts((await send('GET', `/plans/${id}/events`)).json)).toEqual(['save']);
  });

  it('knows no trail of a plan that does not exist', async () => {
    expect((await send('GET', '/plans/999/events')).json.code).toBe('no-plan');
    expect((await act(999, { act: 'submit', who: '张三' })).json.code).toBe('no-plan');
  });
});

describe('bad input gets a sentence in both languages and changes nothing', () => {
  const who = { branch: '城关支行', officer: '李建国' };
  it.each([
    ['target-zero', { targetFen: 0 }],
    ['target-negative', { targetFen: -5 * WAN }],
    ['target-absurd', { targetFen: 3 * 10 ** 13 }],
    ['target-absurd', { targetFen: 240_001 * WAN }],
    ['not-whole-units', { targetFen: 300 * WAN + 1 }],
    ['weights-zero', { weights: { npl: 0 } }],
    ['floor-above-cap', { limits: [{ ...who, floorFen: 90 * WAN, capFen: 80 * WAN }] }],
    ['caps-below-total', { officerCapFen: 99 * WAN }],
    ['floors-above-total', { officerFloorFen: 101 * WAN }],
    ['officer-without-loans', { limits: [{ branch: '河西支行', officer: '赵磊', floorFen: WAN }] }],
    ['unknown-name', { cellLocks: [{ ...who, officer: '某某', month: 1, amountFen: WAN }] }],
    [
      'no-way',
      { edits: [{ places: [{ ...who, month: 1, amountFen: 299 * WAN }], absorb: 'row' }] },
    ],
    ['absorber-unfit', { edits: [{ places: [{ ...who, amountFen: WAN }], absorb: 'row' }] }],
    [
      'duplicate-place',
      {
        edits: [
          {
            places: [
              { ...who, month: 1, amountFen: WAN },
              { ...who, month: 1, amountFen: 2 * WAN },
            ],
            absorb: 'row',
          },
        ],
      },
    ],
    [
      'request-invalid',
      { edits: [{ places: [{ ...who, month: 13, amountFen: WAN }], absorb: 'row' }] },
    ],
    ['nobody-to-plan', { category: 'tg-interest', targetFen: WAN, basisAsOf: '2026-11-20' }],
    ['no-snapshot', { basisAsOf: '2024-01-01' }],
    ['nothing-to-learn', { year: 2026, monthProfile: 'learned' }],
    ['request-invalid', { year: 1 }],
    ['request-invalid', { cellLocks: [{ ...who, month: 13, amountFen: WAN }] }],
  ])('%s: %j', async (code, change) => {
    const before = await countRows();
    const { status, json } = await send('POST', '/plans', {
      year: 2027,
      targetFen: 300 * WAN,
      ...change,
    });
    expect(json.code).toBe(code);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    for (const part of ['happened', 'kept', 'next']) {
      expect(json.says[part].zh).toMatch(/[\u4e00-\u9fff]/);
      expect(json.says[part].en).toMatch(/[a-z]/);
    }
    expect(await countRows()).toEqual(before);
  });

  const locked = (months: number[], wan: number) =>
    months.map((month) => ({ ...who, month, amountFen: wan * WAN }));
  it.each([
    [
      'locks-conflict',
      { limits: [{ ...who, lockFen: 10 * WAN }], cellLocks: locked([1, 2], 8) },
      /“城关支行 李建国”.*16 万元.*10 万元.*多 6 万元/,
      /"李建国" of "城关支行".*160,000\.00 yuan, 60,000\.00 yuan above/,
    ],
    [
      'floors-above-total',
      {
        limits: [
          { branch: '城关支行', lockFen: 20 * WAN },
          { ...who, lockFen: 30 * WAN },
        ],
      },
      /30 万元.*“城关支行”可分配的 20 万元.*10 万元.*李建国/,
      /100,000\.00 yuan above the 200,000\.00 yuan that "城关支行" has/,
    ],
    [
      'floors-above-total',
      { cellLocks: locked([1, 2, 3], 200) },
      /600 万元.*300 万元/,
      /3,000,000\.00 yuan above/,
    ],
  ])('says which locks contradict each other and by how much: %s', async (code, change, zh, en) => {
    const before = await countRows();
    const wish = { year: 2027, targetFen: 300 * WAN, ...change };
    const { json } = await send('POST', '/plans', wish);
    expect(json.code).toBe(code);
    expect(json.says.happened.zh).toMatch(zh);
    expect(json.says.happened.en).toMatch(en);
    expect(await countRows()).toEqual(before);
  });

  it.each([
    ['target-zero', 0],
    ['target-negative', -1],
    ['target-absurd', 2 * 10 ** 13],
    ['not-whole-units', 1.5],
  ])('refuses to store a target: %s', async (code, amountFen) => {
    const before = await countRows();
    const { json } = await send('PUT', '/targets', { year: 2027, amountFen });
    expect(json.code).toBe(code);
    expect(await countRows()).toEqual(before);
  });

  it('answers 404 for a plan that does not exist', async () => {
    for (const [method, path] of [
      ['GET', '/plans/999'],
      ['POST', '/plans/999/publish'],
      ['GET', '/plans/999/matrix.csv'],
    ] as const) {
      const { json } = await send(method, path, method === 'POST' ? {} : undefined);
      expect(json).toMatchObject({ status: 404, code: 'no-plan' });
    }
  });
});
