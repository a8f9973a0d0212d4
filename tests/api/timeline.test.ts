import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { splitRecords } from '../../server/loan-book/split-cells.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER = '借据号,客户名称,证件号码,机构名称,客户经理,本金余额,五级分类,逾期天数,发放日期';

/** A book of loans given as `number: balance in yuan, class`. */
const book = (loans: Record<string, [number, string?]>) =>
  `${HEADER}\n${Object.entries(loans)
    .map(
      ([id, [yuan, riskClass = '次级']]) =>
        `${id},张建国,610102198001010011,城关支行,李一,${yuan}.00,${riskClass},120,2020-01-31`,
    )
    .join('\n')}\n`;

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

async function get(path: string) {
  const response = await test.request(path);
  return { status: response.status, body: await response.json() };
}
async function load(asOf: string, loans: Record<string, [number, string?]>, by?: string) {
  const more = by === undefined ? {} : { loadedBy: by };
  return (await importTestFile(test.desk, book(loans), { asOf, ...more })).snapshot.id;
}
async function restore(id: number, body: object = {}) {
  const response = await test.request(`/api/loan-book/snapshots/${id}/restore`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: await response.json() };
}

const bridge = async () =>
  (await get('/api/recovery/bridge?from=2026-11-06&to=2026-11-20')).body.bars;
const pairsTwice = () =>
  test.desk.warehouse.rows(
    z.object({ from: z.int(), to: z.int() }),
    `SELECT from_id AS "from", to_id AS "to" FROM movement_pair
     GROUP BY from_id, to_id HAVING count(*) > 1`,
  );

const FIRST = { A: [100], B: [200], C: [300] } satisfies Record<string, [number]>;
const MIDDLE = { A: [90], B: [200], C: [300] } satisfies Record<string, [number]>;
const MIDDLE_WRONG = { A: [10], C: [300], D: [7] } satisfies Record<string, [number]>;
const LAST = { A: [80], B: [150] } satisfies Record<string, [number]>;

describe('a superseded snapshot is restored', () => {
  it('and what lies between the snapshots is as if the other had never come', async () => {
    await load('2026-11-06', FIRST);
    const middle = await load('2026-11-13', MIDDLE);
    await load('2026-11-20', LAST);
    const right = await bridge();
    const wrong = await load('2026-11-13', MIDDLE_WRONG);
    expect(await bridge()).not.toEqual(right);
    expect((await restore(middle, { restoredBy: '王分析' })).body).toEqual({
      id: middle,
      replaced: wrong,
    });
    expect(await bridge()).toEqual(right);
    expect(await pairsTwice()).toEqual([]);
    const { body } = await get('/api/loan-book/snapshots');
    const states = body.map(({ id, status }: { id: number; status: string }) => [id, status]);
    expect(states).toEqual([
      [3, 'current'],
      [middle, 'current'],
      [wrong, 'superseded'],
      [1, 'current'],
    ]);
    expect(body[1]).toMatchObject({ restoredBy: '王分析', restoredAt: expect.any(String) });
  });

  it('although the snapshot after it was loaded while it was superseded', async () => {
    await load('2026-11-06', FIRST);
    const middle = await load('2026-11-13', MIDDLE);
    await load('2026-11-13', MIDDLE_WRONG);
    await load('2026-11-20', LAST);
    await restore(middle);
    const [after] = await test.desk.warehouse.rows(
      z.object({ moved: z.int() }),
      `SELECT count(*) AS moved FROM movement WHERE from_id = ${middle} AND to_id = 4`,
    );
    // A and B fell, C went.
    expect(after?.moved).toBe(3);
    const before = await bridge();
    await restore(3);
    await restore(middle);
    expect(await bridge()).toEqual(before);
    expect(await pairsTwice()).toEqual([]);
  });

  it('with its loans, segments and rejects, none of which were ever gone', async () => {
    const first = await load('2026-11-20', FIRST);
    const segments = (await get('/api/triage/segments?by=default_type')).body;
    const second = await load('2026-11-20', MIDDLE_WRONG);
    await restore(first);
    expect((await get('/api/triage/segments?by=default_type')).body).toEqual(segments);
    await restore(second);
    const { body } = await get(`/api/loan-book/snapshots/${first}`);
    expect(body).toMatchObject({ status: 'superseded', rowsLoaded: 3 });
  });

  it('is refused with a sentence for one that is current or unknown', async () => {
    const id = await load('2026-11-20', FIRST);
    for (const [asked, code] of [
      [id, 'snapshot-current'],
      [99, 'snapshot-missing'],
    ] as const) {
      const { body } = await restore(asked);
      expect(body.code).toBe(code);
      expect(body.says.happened.zh).toMatch(/。$/);
    }
  });
});

describe('two snapshots are compared', () => {
  it('loan by loan and field by field, and the balances add up to the fen', async () => {
    const from = await load('2026-11-13', { A: [100], B: [200], C: [300], S: [5] });
    const to = await load('2026-11-20', { A: [80], B: [200, '可疑'], D: [7], S: [5] });
    const { body } = await get(`/api/loans/comparison?from=${from}&to=${to}`);
    expect(body).toMatchObject({
      from: { id: from, loans: 4, balanceFen: 60_500 },
      to: { id: to, loans: 4, balanceFen: 29_200 },
      added: { loans: 1, balanceFen: 700 },
      gone: { loans: 1, balanceFen: 30_000 },
      same: 1,
      changed: { loans: 2, beforeFen: 30_000, afterFen: 28_000 },
    });
    expect(
      body.fields.map(({ field, loans, beforeFen, afterFen }: Record<string, unknown>) => [
        field,
        loans,
        beforeFen,
        afterFen,
      ]),
    ).toEqual([
      ['balance', 1, 10_000, 8_000],
      ['risk_class', 1, null, null],
    ]);
    const { balanceFen } = body.from;
    expect(
      balanceFen -
        body.gone.balanceFen +
        body.added.balanceFen +
        body.changed.afterFen -
        body.changed.beforeFen,
    ).toBe(body.to.balanceFen);
  });

  it('with the loans behind each difference, the largest first', async () => {
    const from = await load('2026-11-13', { A: [100], B: [200], C: [300] });
    const to = await load('2026-11-20', { A: [99], B: [100], C: [300, '损失'] });
    const loans = async (change: string) =>
      (await get(`/api/loans/comparison/loans?from=${from}&to=${to}&change=${change}`)).body;
    const { total, rows } = await loans('balance');
    expect(total).toBe(2);
    expect(rows.map((row: { loanId: string }) => row.loanId)).toEqual(['B', 'A']);
    expect(rows[0]).toMatchObject({ before: { value: 20_000 }, after: { value: 10_000 } });
    expect((await loans('risk_class')).rows[0]).toMatchObject({
      loanId: 'C',
      before: { text: { zh: '次级' } },
      after: { text: { zh: '损失' } },
    });
    expect((await loans('added')).total).toBe(0);
    expect((await loans('nonsense')).code).toBe('request-invalid');
  });

  it('never shows personal data: a changed name and number are masked on both sides', async () => {
    const from = await load('2026-11-13', FIRST);
    const changed = book(FIRST)
      .replaceAll('张建国', '李大山')
      .replaceAll('610102198001010011', '610102198001019999');
    const { snapshot } = await importTestFile(test.desk, changed, { asOf: '2026-11-20' });
    const pair = `from=${from}&to=${snapshot.id}`;
    const answers = await Promise.all(
      [
        `/api/loans/comparison/loans?${pair}&change=borrower_name`,
        `/api/loans/comparison/loans?${pair}&change=id_number`,
        `/api/loans/comparison.csv?${pair}&language=zh`,
      ].map(async (path) => (await test.request(path)).text()),
    );
    for (const text of answers) {
      expect(text).not.toMatch(/建国|大山|19800101/);
      expect(text).toMatch(/\*\*/);
    }
  });

  it('as one CSV with a line for every difference', async () => {
    const from = await load('2026-11-13', { A: [100], B: [200], C: [300] });
    const to = await load('2026-11-20', { A: [80], B: [200, '可疑'], D: [7] });
    const response = await test.request(
      `/api/loans/comparison.csv?from=${from}&to=${to}&language=en`,
    );
    const [, ...records] = splitRecords((await response.text()).replace('\ufeff', ''), ',');
    expect(
      records.map(([change, field, loan, , , before, after]) => [
        change,
        field,
        loan,
        before,
        after,
      ]),
    ).toEqual([
      ['added', 'Balance', 'D', '', '7.00'],
      ['gone', 'Balance', 'C', '300.00', ''],
      ['changed', 'Balance', 'A', '100.00', '80.00'],
      ['changed', 'Five-tier class', 'B', 'Substandard', 'Doubtful'],
    ]);
  });

  it('an unknown snapshot is refused with a sentence', async () => {
    const id = await load('2026-11-13', FIRST);
    const { status, body } = await get(`/api/loans/comparison?from=${id}&to=99`);
    expect([status, body.code]).toEqual([404, 'snapshot-missing']);
  });
});
