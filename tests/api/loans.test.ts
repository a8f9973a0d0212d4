import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const AS_OF = '2026-11-20';
const MANY = 620;
const BOM = '\uFEFF';

const NAMED: LoanColumns = {
  loan_id: 'A/1',
  borrower_name: '张建国',
  id_number: '612301198001010011',
  phone: '13812340000',
  guarantor: '王秀英',
  village: '上河湾村',
  township: '河西镇',
  balance_fen: 900_000_000,
  has_serious_illness: true,
  has_dispute: true,
  interest_on_book_fen: 500,
  collateral_value_fen: 1_200_000_000,
  guarantee_kind: 'mortgage',
  matures_on: '2025-02-28',
  extra: JSON.stringify({ 利率: '6.50', 配偶电话: '13900000000', 计划收回日期: null }),
};
const LOANS: LoanColumns[] = [
  NAMED,
  {
    loan_id: 'A2',
    borrower_name: '=HYPERLINK("x")',
    balance_fen: 1,
    borrower_kind: 'enterprise',
    npl_state: null,
    risk_class: 'pass',
  },
  ...Array.from({ length: MANY }, (_, index) => ({
    loan_id: `M${String(index).padStart(4, '0')}`,
    balance_fen: 1000 + (index % 7),
    village: index < 5 ? '下沟村' : null,
    township: '河西镇',
    officer: index % 2 === 0 ? '李建国' : '王芳',
  })),
];

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
  await insertLoans(test.desk, { id: 1, asOf: '2026-11-13' }, [
    { ...NAMED, balance_fen: 950_000_000 },
  ]);
  await insertLoans(test.desk, { id: 2, asOf: AS_OF }, LOANS);
});
afterAll(() => test.close());

const ask = async (path: string) => {
  const response = await test.request(`/api/loans${path}`);
  expect(response.status).toBe(200);
  return response.json();
};

describe('the list', () => {
  it('pages without overlap or gap in any order, ties included', async () => {
    const seen: string[] = [];
    for (let offset = 0; offset < 700; offset += 100) {
      const page = await ask(`?sort=balanceFen&order=asc&offset=${offset}&limit=100`);
      expect(page.total).toBe(MANY + 2);
      seen.push(...page.rows.map((row: { loanId: string }) => row.loanId));
    }
    expect(seen).toHaveLength(MANY + 2);
    expect(new Set(seen).size).toBe(MANY + 2);
    expect(seen.at(-1)).toBe('A/1');
  });

  it('totals all loans of the filter, not the page, and says what is unknown', async () => {
    const { totals, rows } = await ask('?officer=王芳&limit=3');
    expect(rows).toHaveLength(3);
    expect(totals.loans).toBe(MANY / 2);
    expect(totals.unknownInterest).toBe(MANY / 2);
  });

  it('ratios stand on their own denominators: collateral over the balance it secures', async () => {
    const { totals } = await ask('');
    expect([totals.collateralValueFen, totals.collateralisedFen]).toEqual([
      1_200_000_000, 900_000_000,
    ]);
  });

  it('masks persons and finds them by name, and a search is text, never a pattern', async () => {
    expect((await ask(`?search=${encodeURIComponent('张建国')}`)).rows[0].borrowerName).toBe(
      '张**',
    );
    expect((await ask(`?search=${encodeURIComponent('%')}`)).total).toBe(0);
  });

  it('refuses a column or an order that is not on the list', async () => {
    expect((await test.request('/api/loans?sort=detail')).status).toBe(400);
    expect((await test.request('/api/loans?limit=100000')).status).toBe(400);
  });

  it('agrees with the triage matrix on the same filter', async () => {
    const list = await ask('?state=on_book&state=off_book&defaultType=undetermined');
    const matrix = await (await test.request('/api/triage/matrix?defaultType=undetermined')).json();
    expect(matrix.total).toEqual({ loans: list.totals.loans, balanceFen: list.totals.balanceFen });
  });
});

describe('groups', () => {
  it('add up to the list', async () => {
    const { rows } = await ask('/groups?by=officer');
    const { totals } = await ask('');
    const sum = (key: string) =>
      rows.reduce((all: number, row: Record<string, number>) => all + (row[key] ?? 0), 0);
    expect([sum('loans'), sum('balanceFen')]).toEqual([totals.loans, totals.balanceFen]);
  });

  it('never name a village with fewer than five loans', async () => {
    const { rows } = await ask('/groups?by=village');
    expect(JSON.stringify(rows)).not.toContain('上河湾村');
    expect(rows.find((row: { named: boolean }) => !row.named)).toMatchObject({
      key: null,
      groups: 1,
      loans: 1,
    });
    expect(rows.find((row: { key: string }) => row.key === '下沟村')).toMatchObject({ loans: 5 });
  });
});

describe('the export', () => {
  it('is CSV that a spreadsheet opens: BOM, no formula, no personal data', async () => {
    const response = await test.request('/api/loans/export.csv?lang=zh');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    const lines = text.trimEnd().split('\r\n');
    const above = lines.indexOf('');
    expect(lines.slice(0, above).map((line) => line.split(',')[0]?.replace(BOM, ''))).toEqual([
      '标题',
      '银行',
      '筛选',
      '数据日期',
      '来源',
      '导出日期',
      '单位',
    ]);
    expect(lines).toHaveLength(above + 1 + MANY + 4);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    for (const secret of ['张建国', '612301198001010011', '13812340000', '王秀英']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('9000000.00');
  });

  it("is a workbook of the same loans: head, typed amounts and days, the list's own total", async () => {
    const { total, totals } = await ask('?officer=王芳');
    const response = await test.request('/api/loans/export.xlsx?lang=zh&officer=王芳&search=M');
    const [sheet] = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets;
    const rows = sheet?.rows ?? [];
    const head = Object.fromEntries(rows.slice(0, 8).map(([label, words]) => [label, words]));
    expect(head).toMatchObject({
      银行: '本行',
      筛选: '清收员 王芳',
      搜索: 'M',
      数据日期: AS_OF,
      导出日期: '2026-11-23',
    });
    const header = rows[9] ?? [];
    const balance = header.indexOf('本金余额(元)');
    const body = rows.slice(10, -1);
    expect(body).toHaveLength(total);
    expect(rows.at(-1)?.[0]).toBe('合计');
    expect(rows.at(-1)?.[balance]).toBe(totals.balanceFen / 100);
    expect(Math.round(body.reduce((sum, row) => sum + Number(row[balance]) * 100, 0))).toBe(
      totals.balanceFen,
    );
  });

  it('keeps what looks like a formula as text, and days as days', async () => {
    const response = await test.request('/api/loans/export.xlsx?lang=en');
    const [sheet] = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets;
    const rows = sheet?.rows ?? [];
    const named = rows.find(([id]) => id === 'A/1') ?? [];
    expect(rows.find(([id]) => id === 'A2')?.[1]).toBe('=HYPERLINK("x")');
    const header = rows.find(([id]) => id === 'Loan') ?? [];
    expect(named[header.indexOf('Matures on')]).toEqual(new Date('2025-02-28T00:00:00Z'));
    expect(named[header.indexOf('Balance (CNY)')]).toBe(9_000_000);
  });
});

describe('one loan', () => {
  it('shows no personal data in the clear, whatever column it came in', async () => {
    const loan = await ask(`/${encodeURIComponent('A/1')}`);
    const text = JSON.stringify(loan);
    for (const secret of [
      '张建国',
      '612301198001010011',
      '13812340000',
      '王秀英',
      '上河湾村',
      '13900000000',
    ]) {
      expect(text).not.toContain(secret);
    }
    const shown = Object.fromEntries(
      loan.fields.map((field: { id: string; text: { zh: string } | null }) => [
        field.id,
        field.text?.zh,
      ]),
    );
    expect(shown).toMatchObject({
      borrower_name: '张**',
      id_number: '612***********0011',
      phone: '138****0000',
    });
    expect(loan.extra).toEqual([
      { header: '利率', text: '6.50' },
      { header: '配偶电话', text: null },
    ]);
  });

  it('explains an undetermined label: what fired, what is unknown, what would settle it', async () => {
    const { segment } = await ask(`/${encodeURIComponent('A/1')}`);
    expect(segment.defaultType.code).toBe('undetermined');
    expect(segment.leading.code).toBe('disputer');
    const [disputer] = segment.types.filter((type: { code: string }) => type.code === 'disputer');
    const dispute = disputer.predicates.find(
      (each: { id: string }) => each.id === 'disputer-dispute',
    );
    expect(dispute).toMatchObject({ truth: true, weight: 3 });
    expect(segment.settles.length).toBeGreaterThan(0);
    expect(segment.settles.length).toBeLessThanOrEqual(3);
    expect(segment.settles[0].settles).toBe(true);
    expect(segment.gates.map((gate: { id: string }) => gate.id)).toEqual(['care']);
  });

  it('gives its clocks with the article each rests on', async () => {
    const { clocks } = await ask(`/${encodeURIComponent('A/1')}`);
    expect(clocks.limitation).toMatchObject({
      rule: 'maturity',
      endsOn: '2028-02-28',
      proven: true,
      mark: 'P',
    });
    expect(clocks.limitation.article.zh).toContain('188');
  });

  it('remembers its weeks', async () => {
    const { history } = await ask(`/${encodeURIComponent('A/1')}`);
    expect(history.map((week: { balanceFen: number }) => week.balanceFen)).toEqual([
      950_000_000, 900_000_000,
    ]);
  });

  it('says when the book of that day does not hold it', async () => {
    const response = await test.request('/api/loans/A2?asOf=2026-11-13');
    expect(response.status).toBe(404);
    expect((await response.json()).code).toBe('no-such-loan');
  });
});
