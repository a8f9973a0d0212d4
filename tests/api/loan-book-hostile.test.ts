import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../server/errors.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER = '借据号,机构名称,客户经理,本金余额,发放日期,逾期天数,五级分类';
const ROW = (id: string, balance = '100.00') => `${id},城关支行,李一,${balance},2024-01-31,0,正常`;
const GOOD = `${HEADER}\n${ROW('J1')}\n${ROW('J2')}\n`;

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
  await importTestFile(test.desk, GOOD, { asOf: '2026-10-30' });
});
afterAll(() => test.close());

const count = z.object({ snapshots: z.int(), loans: z.int(), rejects: z.int() });
const stored = () =>
  test.desk.warehouse.one(
    count,
    `SELECT (SELECT count(*) FROM snapshot) AS snapshots, (SELECT count(*) FROM loan) AS loans,
       (SELECT count(*) FROM reject) AS rejects`,
  );

/** The refusal of a file; the data must be as it was. */
async function refusal(content: string | Uint8Array, options = {}): Promise<Refusal> {
  const before = await stored();
  const error = await importTestFile(test.desk, content, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error('it was loaded');
  expect(await stored()).toEqual(before);
  return error;
}

/** Bytes of GB18030 for text made of characters with a known two-byte code. */
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a file that is no table is refused by what it is', () => {
  it.each<[string, Uint8Array, string, string]>([
    [
      'a web page',
      Buffer.from('<!DOCTYPE html><html><body>登录</body></html>'),
      '网页',
      'web page',
    ],
    ['a zip', Buffer.concat([latin1('PK\x03\x04'), Buffer.from('aaaa.csv')]), 'ZIP 压缩包', 'ZIP'],
    ['an old xls', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....'), '旧版 Excel', 'old Excel'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'PDF', 'PDF'],
  ])('%s', async (_, bytes, zh, en) => {
    const { code, says } = await refusal(bytes);
    expect(code).toBe('not-a-table');
    expect(says.happened.zh).toContain(zh);
    expect(says.happened.en).toContain(en);
    expect(says.next.zh).not.toBe('');
  });

  it.each<[string, Uint8Array, string, string]>([
    [
      'a workbook of which only the beginning is there',
      Buffer.concat([latin1('PK\x03\x04'), Buffer.from('xl/workbook.xml')]),
      'Excel 工作簿不完整',
      'Excel workbook',
    ],
    ['a gzip of which the same is true', latin1('\x1f\x8b\x08....'), 'GZ 压缩文件', 'gzip'],
  ])('%s', async (_, bytes, zh, en) => {
    const { code, says } = await refusal(bytes);
    expect(code).toBe('file-damaged');
    expect(says.happened.zh).toContain(zh);
    expect(says.happened.en).toContain(en);
  });
});

describe('a file without what is needed is refused', () => {
  it.each([
    ['empty', '', 'file-empty', '是空文件', 'is empty'],
    ['blank lines only', '\n\n , \n', 'file-empty', '是空文件', 'is empty'],
    ['header only', `${HEADER}\n`, 'header-only', '没有一行数据', 'no row of data'],
    [
      'header and blank rows',
      `${HEADER}\n,,,,,,\n`,
      'header-only',
      '没有一行数据',
      'no row of data',
    ],
  ])('%s', async (_, text, code, zh, en) => {
    const error = await refusal(text);
    expect(error.code).toBe(code);
    expect(error.says.happened.zh).toContain(zh);
    expect(error.says.happened.en).toContain(en);
  });

  it('no balance column: names the field, the usual headers and the columns seen', async () => {
    const error = await refusal(`借据号,机构名称,客户经理,备注\nJ1,城关,李一,x\n`);
    expect(error.code).toBe('column-missing');
    expect(error.says.happened.zh).toContain('「本金余额」(常见表头:本金余额、贷款余额');
    expect(error.says.happened.zh).toContain('借据号、机构名称、客户经理、备注');
    expect(error.says.happened.en).toContain('"Balance"');
    expect(error.details['missing']).toEqual(['balance']);
  });

  it('no branch and officer: a constant for all rows is enough', async () => {
    const text = '借据号,本金余额\nK1,1\n';
    expect((await refusal(text)).says.next.zh).toContain('固定值');
    const constants = { branch: '总行', officer: '张三' };
    const result = await importTestFile(test.desk, text, { constants, asOf: '2026-10-02' });
    expect(result.rows.loaded).toBe(1);
  });

  it('no row that can be read: says the most frequent reason', async () => {
    const error = await refusal(`${HEADER}\n${ROW('J1', '很多')}\n${ROW('J2', '很少')}\n`);
    expect(error.code).toBe('nothing-loaded');
    expect(error.says.happened.zh).toContain('不是金额');
  });

  it('a loan number that most rows share', async () => {
    const error = await refusal(`${HEADER}\n${ROW('J1')}\n${ROW('J1')}\n${ROW('J1')}\n`);
    expect(error.code).toBe('loan-id-repeats');
    expect(error.says.happened.zh).toContain('「借据号」');
    expect(error.says.next.en).toContain('another column');
  });

  it('balances that sum to more than any bank has, as from an account number', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ROW(`A${i}`, '621700123456'));
    const error = await refusal(`${HEADER}\n${rows.join('\n')}\n`);
    expect(error.code).toBe('balance-absurd');
    expect(error.says.next.zh).toContain('账号');
    expect(error.says.happened.en).toContain('90 trillion');
  });

  it('a mapping that uses a field twice or an unknown column', async () => {
    const twice = {
      借据号: 'loan_id',
      机构名称: 'branch',
      客户经理: 'branch',
      本金余额: 'balance',
    };
    expect((await refusal(GOOD, { mapping: twice })).says.happened.zh).toContain('两次');
    const unknown = { 不存在: 'loan_id' };
    expect((await refusal(GOOD, { mapping: unknown })).code).toBe('mapping-invalid');
  });
});

describe('the wrong encoding', () => {
  const gb = Buffer.concat([
    latin1(
      '\xbd\xe8\xbe\xdd\xba\xc5,\xb1\xbe\xbd\xf0\xd3\xe0\xb6\xee,\xbb\xfa\xb9\xb9,\xb9\xdc\xbb\xa7\xc8\xcb\n',
    ),
    latin1('J1,100.00,\xb3\xc7\xb9\xd8,\xc0\xee\n'),
  ]);

  it('UTF-8 chosen for a GB18030 file is refused, and GB18030 named', async () => {
    const error = await refusal(gb, { encoding: 'utf-8' });
    expect(error.code).toBe('encoding-wrong');
    expect(error.says.happened.zh).toContain('UTF-8');
    expect(error.says.next.zh).toContain('GB18030');
    expect(error.says.next.en).toContain('GB18030');
  });

  it('GB18030 chosen for a UTF-8 file is refused, and UTF-8 named', async () => {
    const error = await refusal(GOOD, { encoding: 'gb18030' });
    expect(error.says.next.zh).toContain('UTF-8');
  });

  it('Windows-1252 chosen for a GB18030 file is refused, and GB18030 named', async () => {
    const error = await refusal(gb, { encoding: 'windows-1252' });
    expect(error.code).toBe('encoding-wrong');
    expect(error.says.next.zh).toContain('GB18030');
  });

  it('GB18030 chosen for a Western file is refused with other encodings to try', async () => {
    const text = 'Loan number\xa0,Branch\xa0,Officer\xa0,Balance\xa0\n1,a,b,5\n';
    const error = await refusal(latin1(text), { encoding: 'gb18030' });
    expect(error.says.next.zh).toContain('Windows-1252');
    expect((await importTestFile(test.desk, latin1(text), { asOf: '2026-10-03' })).balanceFen).toBe(
      500,
    );
  });

  it('is not needed: GB18030 is found by itself', async () => {
    const result = await importTestFile(test.desk, gb, { asOf: '2026-10-04' });
    expect(result.balanceFen).toBe(10_000);
  });
});

describe('the as-of date', () => {
  it('in the future is refused', async () => {
    const error = await refusal(GOOD, { asOf: '2026-11-24' });
    expect(error.code).toBe('as-of-future');
    expect(error.says.happened.zh).toContain('2026-11-24 晚于今天(2026-11-23)');
    expect(error.says.happened.en).toContain('after today');
  });

  it('that the title contradicts is refused with both dates', async () => {
    const error = await refusal(`数据日期:2026年11月13日,,,,,,\n${GOOD}`);
    expect(error.code).toBe('as-of-disagrees');
    expect(error.says.happened.zh).toContain('2026-11-20');
    expect(error.says.happened.zh).toContain('2026-11-13');
    expect(error.says.next.en).toContain('2026-11-13');
  });

  it('before most of the file’s own dates is refused', async () => {
    const error = await refusal(GOOD, { asOf: '2023-12-31' });
    expect(error.code).toBe('as-of-too-early');
    expect(error.says.happened.zh).toContain('2024-01-31');
  });

  it('before a few of them is a warning with their number', async () => {
    const rows = ['J1', 'J2', 'J3', 'J4'].map((id) => ROW(id));
    const late = ROW('J5').replace('2024-01-31', '2026-11-21');
    const text = `${HEADER}\n${rows.join('\n')}\n${late}\n`;
    const { warnings } = await importTestFile(test.desk, text, { asOf: '2026-11-20' });
    expect(warnings.find(({ code }) => code === 'future-dates')?.count).toBe(1);
  });
});

describe('loans without a risk class', () => {
  const bare = '借据号,机构名称,客户经理,本金余额,逾期天数';
  const classed = `${bare},五级分类,表内外标志`;
  const unknownIn = async (text: string) => {
    const { npl, warnings } = await importTestFile(test.desk, text);
    return { npl, warning: warnings.find(({ code }) => code === 'class-unknown') };
  };

  it('are not said to be performing: their number, amount and lateness are a warning', async () => {
    const rows = ['A1,城关支行,李一,100.00,400', 'A2,城关支行,李一,50.00,0', 'A3,城关支行,李一,0,'];
    const { npl, warning } = await unknownIn(`${bare}\n${rows.join('\n')}\n`);
    expect(npl).toEqual({ loans: 0, balanceFen: 0 });
    expect(warning).toMatchObject({ count: 2, amountFen: 15_000 });
    expect(warning?.says.zh).toContain('其中 1 笔逾期超过 90 天');
    expect(warning?.says.en).toContain('1 of them');
  });

  it('matter on book only, and not when all have one', async () => {
    const rows = ['A1,城关支行,李一,100.00,400,次级,表内', 'A2,城关支行,李一,50.00,900,,已核销'];
    const { warning } = await unknownIn(`${classed}\n${rows.join('\n')}\n`);
    expect(warning).toBeUndefined();
  });
});

describe('day and month that cannot be told apart', () => {
  const book = (...days: string[]) =>
    `${HEADER}\n${days.map((day, i) => ROW(`D${i}`).replace('2024-01-31', day)).join('\n')}\n`;
  const days = (asOf: string) =>
    test.desk.warehouse.rows(
      z.object({ day: z.string() }),
      `SELECT disbursed_on AS day FROM loan JOIN snapshot ON snapshot.id = snapshot_id
       WHERE as_of = CAST($1 AS DATE) AND status = 'current' ORDER BY loan_id`,
      [asOf],
    );

  it('are asked for, never guessed', async () => {
    const error = await refusal(book('1/2/2024', '3/4/24'));
    expect(error.code).toBe('date-order-ambiguous');
    expect(error.says.happened.zh).toContain('1/2/2024');
    expect(error.says.next.zh).toContain('月/日/年');
  });

  it('are read as the user says', async () => {
    await importTestFile(test.desk, book('1/2/2024'), { dateOrder: 'dmy', asOf: '2026-10-05' });
    expect(await days('2026-10-05')).toEqual([{ day: '2024-02-01' }]);
  });

  it('are read as the column proves, even when the proof comes late', async () => {
    const many = Array.from({ length: 3000 }, () => '1/2/2024');
    const sourceName = '月在前的来源';
    await importTestFile(test.desk, book(...many, '1/13/2024'), { asOf: '2026-10-06', sourceName });
    expect((await days('2026-10-06'))[0]).toEqual({ day: '2024-01-02' });
  });
});

describe('rows that are wrong are rejected with their line and all reasons', () => {
  const rejectRow = z.object({ lineNo: z.int(), reasons: z.string() });
  async function rejects(text: string, asOf: string) {
    const result = await importTestFile(test.desk, text, { asOf });
    const { read, loaded, rejected, skipped } = result.rows;
    expect(read).toBe(loaded + rejected + skipped);
    const rows = await test.desk.warehouse.rows(
      rejectRow,
      `SELECT line_no AS "lineNo", reasons FROM reject WHERE snapshot_id = $1 ORDER BY row_no`,
      [result.snapshot.id],
    );
    return { rows: rows.map(({ lineNo, reasons }) => [lineNo, JSON.parse(reasons)]), result };
  }

  it('a file cut off in the middle of a record', async () => {
    const { rows, result } = await rejects(`${GOOD}J3,城关支行,李`, '2026-09-01');
    expect(rows).toEqual([[4, [{ field: null, code: 'cut-off', raw: '' }]]]);
    expect(result.rows.loaded).toBe(2);
    const page = await test.request(`/api/loan-book/snapshots/${result.snapshot.id}/rejects`);
    const { rows: said } = await page.json();
    expect(said[0].reasons[0].says.zh).toBe('文件在此处被截断');
    expect(said[0].reasons[0].says.en).toBe('the file is cut off here');
  });

  it('duplicate loan ids: every occurrence, with the lines of the others', async () => {
    const text = `${GOOD}${ROW('J3')}\n${ROW('J4')}\n${ROW('J1', '7')}\n`;
    const { rows } = await rejects(text, '2026-09-02');
    expect(rows).toEqual([
      [2, [{ field: 'loan_id', code: 'duplicate', raw: '6' }]],
      [6, [{ field: 'loan_id', code: 'duplicate', raw: '2' }]],
    ]);
  });

  it('NUL bytes', async () => {
    const { rows } = await rejects(`${GOOD}J3,城\0关,李一,1,,,\n`, '2026-09-03');
    expect(rows).toEqual([[4, [{ field: null, code: 'nul-byte', raw: '' }]]]);
  });

  it('identifiers that Excel has damaged', async () => {
    const { rows } = await rejects(`${GOOD}${ROW('6.21E+18')}\n`, '2026-09-04');
    expect(rows).toEqual([[4, [{ field: 'loan_id', code: 'excel-damaged', raw: '6.21E+18' }]]]);
  });

  it('more than one reason a row', async () => {
    const text = `${GOOD}J3,,李一,abc,2024-02-30,5.7,正常\n`;
    const { rows } = await rejects(text, '2026-09-07');
    expect(rows[0]?.[1].map((one: { code: string }) => one.code)).toEqual([
      'missing',
      'amount-unreadable',
      'date-unreadable',
      'integer-unreadable',
    ]);
  });

  it('ragged rows, unless the surplus is blank', async () => {
    const text = `${GOOD}${ROW('J3')},,\n${ROW('J4')},x\nJ5,城关支行,李一\n${ROW('J6')}\n`;
    const { rows, result } = await rejects(text, '2026-09-08');
    expect(rows.map(([line, [reason]]) => [line, reason.raw])).toEqual([
      [5, '8/7'],
      [6, '3/7'],
    ]);
    expect(result.rows.loaded).toBe(4);
  });

  it('a 20 MB line refuses the file and names the line', async () => {
    const error = await refusal(`${GOOD}${'x'.repeat(20_000_000)}\n`);
    expect(error.code).toBe('line-too-long');
    expect(error.says.happened.zh).toContain('第 4 行超过 8 MB');
    expect(error.says.happened.en).toContain('Line 4');
  });
});
