import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans } from './insert-loans.ts';
import { makeWorkbook, type RawCell } from './make-workbook.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const WAN = 1_000_000;
const REQUEST = { year: 2026, category: 'tg-cash-on', targetFen: 300 * WAN };
let test: TestApp;
let planId: number;

const holders: [string, string, number][] = [
  ['城关支行', '李建国', 900],
  ['城关支行', '王秀英', 500],
  ['河西支行', '张伟', 700],
  ['河西支行', '李强', 200],
  ['城东支行', '李强', 400],
];

async function post(path: string, body: unknown) {
  const response = await test.request(`/api/quotas${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, json: await response.json() };
}

async function upload(bytes: Uint8Array | string, fileName: string): Promise<string> {
  const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  const path = `/api/loan-book/uploads?fileName=${encodeURIComponent(fileName)}`;
  const response = await test.request(path, { method: 'PUT', body });
  return (await response.json()).uploadId;
}

async function importFile(bytes: Uint8Array | string, more: object = {}, fileName = '任务.xlsx') {
  const uploadId = await upload(bytes, fileName);
  return post('/amounts', { ...REQUEST, uploadId, absorb: 'branch', ...more });
}

const download = async (kind: 'xlsx' | 'csv') =>
  new Uint8Array(
    await (await test.request(`/api/quotas/plans/${planId}/matrix.${kind}`)).arrayBuffer(),
  );

/** The export as Excel saves it: formulas with the values it worked out. */
async function savedByExcel(change: (rows: RawCell[][]) => void): Promise<Uint8Array> {
  const [sheet] = (await readXlsx(await download('xlsx'))).sheets;
  const rows = (sheet?.rows ?? []).map((cells) =>
    cells.map((cell): RawCell => (typeof cell === 'number' ? cell : String(cell ?? ''))),
  );
  change(rows);
  const officers = rows.filter(([branch, who]) => who && who !== '小计' && branch !== '机构');
  const amount = (cell: RawCell | undefined) => (typeof cell === 'number' ? cell : 0);
  const sums = (of: RawCell[][]) =>
    Array.from({ length: 12 }, (_, m) => of.reduce((all, own) => all + amount(own[m + 2]), 0));
  const formula = (value: number): RawCell => ({ xml: `<f>SUM(A1)</f><v>${value}</v>` });
  for (const row of rows.slice(1)) {
    const [branch, who] = row;
    const own = branch === '合计' ? officers : officers.filter(([name]) => name === branch);
    const months = who && who !== '小计' ? row.slice(2, 14).map(amount) : sums(own);
    if (!who || who === '小计') row.splice(2, 12, ...months.map(formula));
    row[14] = formula(months.reduce((all, wan) => all + wan, 0));
  }
  return makeWorkbook([
    { name: '说明', rows: [['填表说明']] },
    { name: '任务分解表', rows },
  ]);
}

beforeAll(async () => {
  test = await openTestApp();
  await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, [
    ...holders.map(([branch, officer, wan]) => ({ branch, officer, balance_fen: wan * WAN })),
    { branch: '河西支行', officer: '赵磊', npl_state: null, risk_class: 'normal' },
  ]);
  planId = (await post('/plans', REQUEST)).json.id;
});
afterAll(() => test.close());

describe('amounts imported from a file', () => {
  it('change nothing when the exported table comes back as it went out', async () => {
    for (const kind of ['xlsx', 'csv'] as const) {
      const { status, json } = await importFile(await download(kind), {}, `任务.${kind}`);
      expect(status).toBe(200);
      expect(json).toMatchObject({ officers: 5, totals: 4, unit: 'wan', problems: [], edits: [] });
    }
  });

  it('come from the export changed in Excel, and the plan then is what the file says', async () => {
    const saved = await savedByExcel((rows) => {
      const of = (branch: string, who: string) =>
        rows.find((row) => row[0] === branch && row[1] === who) ?? [];
      const [li, zhang] = [of('城关支行', '李建国'), of('河西支行', '张伟')];
      li[2] = Number(li[2]) - 2;
      zhang[7] = Number(zhang[7]) + 2;
    });
    const held = await importFile(saved);
    expect(held.json).toMatchObject({ edits: [], refused: { code: 'no-way' }, hasYears: true });
    const { json } = await importFile(saved, { absorb: 'bank', why: '导入' });
    expect(json).toMatchObject({ sheet: '任务分解表', problems: [], hasYears: true });
    const before = (await post('/preview', REQUEST)).json;
    const after = (await post('/preview', { ...REQUEST, edits: json.edits })).json;
    const cell = (of: typeof after, officer: string, m: number) =>
      of.officers.find((own: { officer: string }) => own.officer === officer).monthsFen[m];
    expect(cell(after, '李建国', 0)).toBe(cell(before, '李建国', 0) - 2 * WAN);
    expect(cell(after, '张伟', 5)).toBe(cell(before, '张伟', 5) + 2 * WAN);
    expect(cell(after, '王秀英', 3)).toBe(cell(before, '王秀英', 3));
    const stored = await post('/plans', { ...REQUEST, edits: json.edits });
    expect(stored.status).toBe(201);
  });

  it('list everything that does not fit at once, by row and cell, and propose nothing', async () => {
    const text = [
      '单位:万元',
      '清收员,全年任务,13月',
      '李建国,30,',
      '王五,1,',
      '李强,2,',
      '赵磊,3,',
      '张伟,-4,',
      '王秀英,1.5,',
      '合计,99,',
    ].join('\r\n');
    const { json } = await importFile(text, {}, '任务.csv');
    expect(json.edits).toEqual([]);
    expect(json.problems.map((own: { cell: string }) => own.cell)).toEqual([
      'C2',
      'A4',
      'A5',
      'A6',
      'B7',
      'B8',
    ]);
    for (const { says } of json.problems) {
      expect(says.zh).toMatch(/^第 \d 行 [A-C]\d:.+。$/);
      expect(says.en).toMatch(/^Row \d, [A-C]\d: .+\.$/);
    }
  });

  it('are refused with the reason when the plan cannot hold them, whoever takes the difference', async () => {
    for (const absorb of ['branch', 'bank']) {
      const { json } = await importFile('清收员,全年(万元)\n李建国,301\n', { absorb });
      expect(json).toMatchObject({ edits: [], problems: [], refused: { code: 'no-way' } });
      expect(json.refused.says.happened.zh).toMatch(/多出 .*万元/);
    }
  });

  it('say by how much a total is off', async () => {
    const { json } = await importFile('清收员,全年(万元)\n李建国,90\n张伟,60\n合计,151\n');
    expect(json.problems).toMatchObject([
      { cell: 'B4', says: { zh: expect.stringContaining('差 1 万元') } },
    ]);
  });

  it.each([
    ['', 'file-empty'],
    ['%PDF-1.7 …', 'not-a-table'],
    ['贷款编号,余额\nL1,3\n', 'quota-header-missing'],
    ['清收员,全年\n李建国,3\n', 'unit-missing'],
    ['清收员,全年(万元)\n李建国,\n', 'quota-file-empty'],
  ])('%j is refused as %s in both languages', async (text, code) => {
    const { status, json } = await importFile(text, {}, '任务.csv');
    expect(json).toMatchObject({ status, code });
    expect(status).toBe(422);
    expect(json.says.happened.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(json.says.next.en).toMatch(/[a-z]/);
  });

  it('need formulas to hold their values, and say which cell does not', async () => {
    const file = makeWorkbook([
      {
        name: '任务',
        rows: [
          ['清收员', '全年(万元)'],
          ['李建国', { xml: '<f>1+1</f>' }],
        ],
      },
    ]);
    expect((await importFile(file)).json).toMatchObject({
      code: 'formula-without-value',
      details: { cell: 'B2' },
    });
  });

  it('are read in the unit that is chosen, over what the file says', async () => {
    const { json } = await importFile('清收员,全年\n李建国,"1,010,000"\n', { fileUnit: 'yuan' });
    expect(json.edits[0].places).toEqual([
      { branch: '城关支行', officer: '李建国', amountFen: 101 * WAN },
    ]);
  });
});
