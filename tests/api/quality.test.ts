import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QualityReport, ReportLine } from '../../server/loan-book/get-quality.ts';
import type { QualityLoan } from '../../server/loan-book/get-quality-loans.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
const open = async () => {
  test = await openTestApp();
};
const close = () => test.close();

const HEADER = [
  '借据号',
  '客户号',
  '客户名称',
  '证件号码',
  '客户类型',
  '机构名称',
  '客户经理',
  '币种',
  '贷款金额',
  '本金余额',
  '表内欠息',
  '发放日期',
  '到期日',
  '展期到期日',
  '逾期天数',
  '五级分类',
  '形成不良日期',
  '最近还款日',
  '本期现金收回',
  '减少原因',
] as const;
type Row = Partial<Record<(typeof HEADER)[number], string>>;

let rowNo = 0;
/** A loan with nothing wrong about it, but for what is said. */
function row(change: Row): string {
  const values: Row = {
    借据号: `J${String(++rowNo).padStart(4, '0')}`,
    机构名称: '城关支行',
    客户经理: '李一',
    贷款金额: '1000.00',
    本金余额: '100.00',
    发放日期: '2020-01-01',
    到期日: '2027-01-01',
    逾期天数: '0',
    五级分类: '正常',
    本期现金收回: '0',
    ...change,
  };
  return HEADER.map((name) => values[name] ?? '').join(',');
}
const book = (...rows: Row[]) => [HEADER.join(','), ...rows.map(row)].join('\n');

const load = async (content: string, asOf = '2026-11-20') =>
  (await importTestFile(test.desk, content, { asOf })).snapshot.id;

async function ask<Shape>(path: string, init?: RequestInit): Promise<Shape> {
  const response = await test.request(`/api/loan-book/snapshots/${path}`, init);
  return response.json();
}
const report = (id: number) => ask<QualityReport>(`${id}/quality`);
const lineOf = async (id: number, line: string): Promise<ReportLine | undefined> =>
  (await report(id)).lines.find((one) => one.id === line);
const loansOf = (id: number, line: string, query = '') =>
  ask<{ total: { loans: number; amountFen: number }; rows: QualityLoan[] }>(
    `${id}/quality/${line}/loans?${query}`,
  );
const note = (id: number, line: string, by = '王敏') =>
  ask<QualityReport>(`${id}/quality/${line}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by, note: '已与支行核对' }),
  });

const found = async (id: number, line: string) => {
  const one = await lineOf(id, line);
  return one === undefined ? undefined : [one.count, one.amountFen];
};

describe('a book by itself', () => {
  // Each book is of the same day and supersedes the last: none has one before it.
  beforeAll(open);
  afterAll(close);

  it('without anything wrong has only lines for information, and says what was checked', async () => {
    const id = await load(book({}, {}));
    const { lines, clear, open: toLookAt } = await report(id);
    expect(toLookAt).toBe(0);
    expect(lines.map((line) => [line.id, line.severity])).toEqual([
      ['rows', 'info'],
      ['file-total', 'info'],
    ]);
    expect(clear.map((line) => line.id)).toContain('balance-above-original');
  });

  it.each<[string, Row, number]>([
    ['class-unknown', { 五级分类: '' }, 10_000],
    ['class-lag', { 逾期天数: '95', 五级分类: '关注' }, 10_000],
    ['disbursed-later', { 发放日期: '2026-11-21' }, 10_000],
    ['event-later', { 最近还款日: '2026-11-21' }, 10_000],
    ['matures-before-disbursed', { 到期日: '2019-12-31' }, 10_000],
    ['defaulted-before-disbursed', { 形成不良日期: '2019-12-31' }, 10_000],
    ['negative-balance', { 本金余额: '-5.00' }, -500],
    ['late-without-balance', { 本金余额: '0', 逾期天数: '3', 五级分类: '关注' }, 0],
    ['balance-above-original', { 本金余额: '1000.01' }, 1],
    ['interest-above-balance', { 表内欠息: '100.01' }, 10_001],
    ['foreign-currency', { 币种: 'USD' }, 10_000],
    ['birth-implausible', { 证件号码: '110105201512310027' }, 10_000],
    // 11010519491231002X is the example of GB 11643.
    ['id-check', { 证件号码: '110105194912310021' }, 10_000],
    ['org-check', { 证件号码: '91350100M000100Y44', 客户类型: '企业' }, 10_000],
  ])('finds %s, and lists the loan', async (line, wrong, amountFen) => {
    const id = await load(book({}, { 借据号: 'WRONG', ...wrong }, {}));
    expect(await found(id, line)).toEqual([1, amountFen]);
    const { total, rows } = await loansOf(id, line);
    expect(total).toEqual({ loans: 1, amountFen });
    expect(rows.map(({ loanId }) => loanId)).toEqual(['WRONG']);
  });

  it.each<[string, Row]>([
    ['id-check', { 证件号码: '11010519491231002X' }],
    ['id-check', { 证件号码: '11010519491231002x' }],
    ['id-check', { 证件号码: '110105491231002' }],
    ['id-check', { 证件号码: '110105********0021' }],
    ['org-check', { 证件号码: '91350100M000100Y43', 客户类型: '企业' }],
    // The number of a company's legal representative stands where its code should.
    ['org-check', { 证件号码: '11010519491231002X', 客户类型: '企业' }],
    ['late-without-balance', { 本金余额: '0', 逾期天数: '3', 表内欠息: '1.00' }],
    ['late-without-balance', { 本金余额: '0', 逾期天数: '3', 减少原因: '现金收回' }],
    ['balance-above-original', { 贷款金额: '' }],
    ['birth-implausible', { 证件号码: '11010519491231002X' }],
  ])('does not call %s what is right: %o', async (line, right) => {
    expect(await found(await load(book({}, right)), line)).toBeUndefined();
  });

  it('finds one ID number under two borrowers and one borrower with two names, not masked ones', async () => {
    const id = await load(
      book(
        { 客户号: 'C1', 证件号码: '11010519491231002X', 客户名称: '张三' },
        { 客户号: 'C2', 证件号码: '11010519491231002X', 客户名称: '张三' },
        { 客户号: 'C3', 客户名称: '李四' },
        { 客户号: 'C3', 客户名称: '李泗' },
        { 客户号: 'C4', 证件号码: '110***********0021' },
        { 客户号: 'C5', 证件号码: '110***********0021' },
      ),
    );
    expect(await found(id, 'same-id-number')).toEqual([2, 20_000]);
    expect(await found(id, 'several-names')).toEqual([2, 20_000]);
    const { rows } = await loansOf(id, 'same-id-number');
    expect(rows.map(({ detail }) => detail)).toEqual(['C1', 'C2']);
  });

  it('gives rejected rows, the file total and unknown words their lines, as the warnings have them', async () => {
    const text = `${book({}, { 本金余额: '见附件' }, { 五级分类: '不清楚' })}\n合计${','.repeat(9)}300.00${','.repeat(10)}`;
    const id = await load(text);
    expect(await found(id, 'rejected')).toEqual([1, null]);
    expect(await found(id, 'total-differs')).toEqual([null, 10_000]);
    expect(await found(id, 'unknown-words:risk_class')).toEqual([1, 10_000]);
    expect((await loansOf(id, 'unknown-words:risk_class')).total.loans).toBe(1);
    const { fields } = await report(id);
    expect(fields.find(({ field }) => field === 'balance')).toMatchObject({ loans: 2, refused: 1 });
    expect(fields.find(({ field }) => field === 'risk_class')).toMatchObject({
      loans: 1,
      unknownWords: 1,
      refused: 0,
    });
    expect((await lineOf(id, 'rows'))?.finding.zh).toContain('导入 2 + 拒收 1 + 跳过 1');
  });

  it('says of how many loans a field is known, and lists the others', async () => {
    const id = await load(
      book({ 形成不良日期: '2026-01-01', 五级分类: '次级' }, { 五级分类: '可疑' }, {}),
    );
    const { fields, loans, claims, lacking } = await report(id);
    expect([loans, claims]).toEqual([3, 2]);
    expect(fields.find(({ field }) => field === 'defaulted_on')).toMatchObject({
      loans: 1,
      claims: 1,
    });
    expect((await loansOf(id, 'missing:defaulted_on')).total.loans).toBe(2);
    expect(lacking.map(({ zh }) => zh)).toContain('联系电话');
  });
});

describe('a book against the one a week before', () => {
  beforeEach(open);
  afterEach(close);

  const before: Row = { 借据号: 'A', 逾期天数: '200', 五级分类: '次级' };

  const pair = async (first: Row[], second: Row[]) => {
    await load(book(...first), '2026-11-13');
    return load(book(...second), '2026-11-20');
  };

  const DAYS: [string, Row][] = [
    ['days-calendar', { 逾期天数: '207' }],
    ['days-calendar', { 逾期天数: '206' }],
    ['days-reset', { 逾期天数: '3' }],
    ['days-extended', { 逾期天数: '3', 展期到期日: '2028-01-01' }],
    ['days-jumped', { 逾期天数: '209' }],
    ['days-slow', { 逾期天数: '200' }],
    ['days-paid', { 逾期天数: '3', 最近还款日: '2026-11-18' }],
    ['days-paid', { 逾期天数: '3', 本金余额: '99.00' }],
    ['days-paid', { 逾期天数: '3', 本期现金收回: '1.00' }],
  ];

  it('every loan late in both books has one account of its days past due', async () => {
    const at = (i: number): Row => ({ ...before, 借据号: `D${i}` });
    const id = await pair(
      DAYS.map((_, i) => at(i)),
      DAYS.map(([, after], i) => ({ ...at(i), ...after })),
    );
    const { days } = await report(id);
    expect(days.loans).toBe(DAYS.length);
    for (const { id: line, loans } of days.lines) {
      const expected = DAYS.flatMap(([one], i) => (one === line ? [`D${i}`] : []));
      const { total, rows } = await loansOf(id, line);
      expect([line, loans, total.loans]).toEqual([line, expected.length, expected.length]);
      expect(rows.map(({ loanId }) => loanId).sort()).toEqual(expected);
    }
    expect((await loansOf(id, 'days-reset')).rows[0]).toMatchObject({ daysBefore: 200, days: 3 });
  });

  it('a loan newly late within the week moved as the calendar did', async () => {
    const id = await pair(
      [{ 借据号: 'A' }, { 借据号: 'B' }],
      [
        { 借据号: 'A', 逾期天数: '7' },
        { 借据号: 'B', 逾期天数: '30' },
      ],
    );
    expect(await found(id, 'days-calendar')).toEqual([1, 10_000]);
    expect(await found(id, 'days-jumped')).toEqual([1, 10_000]);
  });

  it('a claim that is gone is a silent exit, is a return when it is back, and a good loan is neither', async () => {
    const claim: Row = { 借据号: 'A', 逾期天数: '200', 五级分类: '次级' };
    const good: Row = { 借据号: 'B' };
    await load(book(claim, good, { 借据号: 'C' }), '2026-11-06');
    const gone = await load(book({ 借据号: 'C' }), '2026-11-13');
    const back = await load(book({ 借据号: 'C' }, claim, good), '2026-11-20');
    expect(await found(gone, 'silent-exit')).toEqual([1, 10_000]);
    expect(await found(gone, 'performing-gone')).toEqual([1, 10_000]);
    expect((await loansOf(gone, 'silent-exit')).rows[0]).toMatchObject({
      loanId: 'A',
      balanceFen: null,
      isListed: false,
      isRejected: false,
    });
    expect(await found(back, 'return')).toEqual([1, 10_000]);
    expect((await loansOf(back, 'return')).rows.map(({ loanId }) => loanId)).toEqual(['A']);
  });

  it('a report that is made first, when none is there, knows a return and leaves the others to be asked', async () => {
    const claim: Row = { 借据号: 'A', 逾期天数: '200', 五级分类: '次级' };
    await load(book(claim, { 借据号: 'C' }), '2026-11-06');
    const gone = await load(book({ 借据号: 'C' }), '2026-11-13');
    const back = await load(book({ 借据号: 'C' }, claim), '2026-11-20');
    const reports = await Promise.all(
      [gone, back].map((id) => ask<QualityReport>(`${id}/quality`)),
    );
    await test.desk.warehouse.write(async (tx) => {
      await tx.run('DELETE FROM quality_report');
      await tx.run('DELETE FROM quality_exit');
    });
    expect(await ask<QualityReport>(`${back}/quality`)).toEqual(reports[1]);
    expect(await ask<QualityReport>(`${gone}/quality`)).toEqual(reports[0]);
  });

  it('a claim is no silent exit with a reason, or when the book says that all of it was paid', async () => {
    const claim = (借据号: string): Row => ({ 借据号, 逾期天数: '200', 五级分类: '次级' });
    const id = await pair(
      [claim('A'), claim('B'), claim('C'), claim('D')],
      [
        { ...claim('A'), 本金余额: '0', 减少原因: '批量转让' },
        { ...claim('B'), 本金余额: '0', 本期现金收回: '100.00' },
        { ...claim('C'), 本金余额: '0', 本期现金收回: '40.00' },
        claim('D'),
      ],
    );
    const { rows } = await loansOf(id, 'silent-exit');
    expect(rows.map(({ loanId }) => loanId)).toEqual(['C']);
  });

  it('a silent exit whose row was rejected says so', async () => {
    const id = await pair(
      [{ ...before, 借据号: 'LOST-1' }, {}],
      [{ ...before, 借据号: 'LOST-1', 本金余额: '见附件' }, {}],
    );
    expect((await loansOf(id, 'silent-exit')).rows[0]).toMatchObject({ isRejected: true });
  });

  it('the change of balances is the sum of its loans, in all and branch by branch', async () => {
    const id = await pair(
      [
        { 借据号: 'A', 机构名称: '城关支行' },
        { 借据号: 'B', 机构名称: '城北支行' },
        { 借据号: 'C', 机构名称: '城北支行' },
      ],
      [
        { 借据号: 'A', 机构名称: '城北支行', 本金余额: '90.00' },
        { 借据号: 'B', 机构名称: '城北支行' },
        { 借据号: 'D', 机构名称: '城关支行', 本金余额: '7.00' },
      ],
    );
    const { branches } = await report(id);
    expect(branches).toEqual(
      [
        { branch: '城关支行', beforeFen: 10_000, afterFen: 700 },
        { branch: '城北支行', beforeFen: 20_000, afterFen: 19_000 },
      ].sort((a, b) => (a.branch < b.branch ? -1 : 1)),
    );
    const all = await loansOf(id, 'balance-change');
    expect(all.total).toEqual({ loans: 3, amountFen: -10_300 });
    for (const { branch, beforeFen, afterFen } of branches) {
      const { total } = await loansOf(id, 'balance-change', `branch=${encodeURIComponent(branch)}`);
      expect(total.amountFen).toBe(afterFen - beforeFen);
    }
  });

  it('a book that comes in between changes what the later one is compared with', async () => {
    await load(book(before), '2026-11-06');
    const last = await load(book({ ...before, 逾期天数: '214' }), '2026-11-20');
    expect(await found(last, 'days-calendar')).toEqual([1, 10_000]);
    await load(book({ ...before, 逾期天数: '300' }), '2026-11-13');
    expect((await report(last)).before?.asOf).toBe('2026-11-13');
    expect(await found(last, 'days-reset')).toEqual([1, 10_000]);
  });
});

describe('a line that somebody has looked at', () => {
  beforeEach(open);
  afterEach(close);

  const late = (count: number, 本金余额 = '100.00'): Row[] =>
    Array.from({ length: count }, (_, i) => ({
      借据号: `L${i}`,
      逾期天数: '95',
      五级分类: '关注',
      本金余额,
    }));

  it('keeps name, note and time, and is open no more', async () => {
    const id = await load(book(...late(2)));
    expect(await lineOf(id, 'class-lag')).toMatchObject({ isOpen: true, note: null });
    const answer = await note(id, 'class-lag');
    expect(answer.open).toBe(0);
    expect(await lineOf(id, 'class-lag')).toMatchObject({
      isOpen: false,
      note: { by: '王敏', note: '已与支行核对', at: '2026-11-23T08:00:00Z', loans: 2 },
    });
  });

  it('stays looked at next week, and shows again with more loans or more money', async () => {
    const first = await load(book(...late(2)), '2026-11-06');
    await note(first, 'class-lag');
    const same = await load(book(...late(2)), '2026-11-13');
    expect(await lineOf(same, 'class-lag')).toMatchObject({ isOpen: false, note: { by: '王敏' } });
    const more = await load(book(...late(3)), '2026-11-20');
    expect(await lineOf(more, 'class-lag')).toMatchObject({ isOpen: true, note: { loans: 2 } });
    const dearer = await load(book(...late(2, '100.01')), '2026-11-20');
    expect(await lineOf(dearer, 'class-lag')).toMatchObject({ isOpen: true });
    expect(await lineOf(same, 'class-lag')).toMatchObject({ isOpen: false });
  });

  it('a note on a later book says nothing of an earlier one', async () => {
    const first = await load(book(...late(1)), '2026-11-06');
    const second = await load(book(...late(1)), '2026-11-13');
    await note(second, 'class-lag');
    expect(await lineOf(first, 'class-lag')).toMatchObject({ isOpen: true, note: null });
  });

  it('needs a name, a line that is there, and a snapshot', async () => {
    const id = await load(book({}));
    const post = async (line: string, body: object) => {
      const response = await test.request(`/api/loan-book/snapshots/${id}/quality/${line}/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, (await response.json()).code];
    };
    expect((await post('rows', { by: ' ' }))[0]).toBe(400);
    expect(await post('class-lag', { by: '王敏' })).toEqual([404, 'quality-line-missing']);
    expect((await test.request('/api/loan-book/snapshots/99/quality')).status).toBe(404);
    const none = await test.request(`/api/loan-book/snapshots/${id}/quality/nothing/loans`);
    expect([none.status, (await none.json()).code]).toEqual([404, 'quality-line-missing']);
    const alone = await test.request(`/api/loan-book/snapshots/${id}/quality/silent-exit/loans`);
    expect(alone.status).toBe(404);
  });
});

describe('the list behind a line', () => {
  beforeAll(open);
  afterAll(close);

  it('pages without gap or repeat, the largest amount first, and is a CSV of the same sum', async () => {
    const rows = Array.from(
      { length: 25 },
      (_, i): Row => ({
        借据号: i === 0 ? '@1+1' : `P${i}`,
        逾期天数: '95',
        五级分类: '关注',
        本金余额: `${(i % 7) + 1}.01`,
      }),
    );
    const id = await load(book(...rows));
    const pages: QualityLoan[] = [];
    for (let offset = 0; offset < 30; offset += 10) {
      const { rows: page } = await loansOf(id, 'class-lag', `offset=${offset}&limit=10`);
      pages.push(...page);
    }
    expect(new Set(pages.map(({ loanId }) => loanId)).size).toBe(25);
    const amounts = pages.map(({ amountFen }) => amountFen);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    const sum = amounts.reduce((all, one) => all + one, 0);
    expect((await lineOf(id, 'class-lag'))?.amountFen).toBe(sum);
    const response = await test.request(
      `/api/loan-book/snapshots/${id}/quality/class-lag/loans.csv?language=en`,
    );
    expect(response.headers.get('content-disposition')).toContain(`quality-${id}-class-lag.csv`);
    const text = await response.text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(26);
    expect(text).toContain("'@1+1");
    const inCsv = lines
      .slice(1)
      .map((line) => Math.round(Number(line.split(',')[8]) * 100))
      .reduce((all, one) => all + one, 0);
    expect(inCsv).toBe(sum);
  });
});
