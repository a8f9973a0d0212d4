import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../server/errors.ts';
import type { ImportRequest } from '../../server/loan-book/import-request.ts';
import { importTestFile } from './import-test-file.ts';
import {
  makeWorkbook,
  type RawCell,
  type RawSheet,
  workbookParts,
  zipParts,
} from './make-workbook.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER = [
  '借据号',
  '机构名称',
  '客户经理',
  '本金余额',
  '发放日期',
  '逾期天数',
  '五级分类',
  '备注',
];
const row = (id: RawCell, balance: RawCell = 100, day: RawCell = '2024-01-31'): RawCell[] => [
  ...[id, '城关支行', '李一', balance, day, 0, '正常'],
];
const book = (...rows: (RawCell[] | null)[]): RawSheet => ({
  name: '台账',
  rows: [HEADER, ...rows],
});

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const loan = z.object({
  loanId: z.string(),
  balanceFen: z.int(),
  disbursedOn: z.string().nullable(),
  branch: z.string(),
  rowNo: z.int(),
});
let day = 0;
/** Loads bytes as the snapshot of a day of their own; answers the result and its loans. */
async function load(bytes: Uint8Array, options: Partial<ImportRequest> = {}) {
  const asOf = `2026-${String(1 + (day % 10)).padStart(2, '0')}-${String(1 + Math.floor(day++ / 10)).padStart(2, '0')}`;
  const result = await importTestFile(test.desk, bytes, {
    asOf,
    fileName: '台账.xlsx',
    ...options,
  });
  const loans = await test.desk.warehouse.rows(
    loan,
    `SELECT loan_id AS "loanId", balance_fen AS "balanceFen", CAST(disbursed_on AS VARCHAR) AS "disbursedOn",
       branch, row_no AS "rowNo" FROM loan WHERE snapshot_id = $1 ORDER BY row_no`,
    [result.snapshot.id],
  );
  return { result, loans };
}

async function refusal(bytes: Uint8Array, options: Partial<ImportRequest> = {}): Promise<Refusal> {
  const count = z.object({ n: z.int() });
  const stored = () => test.desk.warehouse.one(count, 'SELECT count(*) AS n FROM snapshot');
  const before = await stored();
  const error = await load(bytes, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error('it was loaded');
  expect(await stored()).toEqual(before);
  return error;
}

async function rejects(snapshotId: number) {
  const rows = await test.desk.warehouse.rows(
    z.object({ lineNo: z.int(), reasons: z.string() }),
    `SELECT line_no AS "lineNo", reasons FROM reject WHERE snapshot_id = $1 ORDER BY row_no`,
    [snapshotId],
  );
  return rows.map(({ lineNo, reasons }) => [lineNo, JSON.parse(reasons)]);
}

const dayCell = (serial: number, style = 1): RawCell => ({
  attributes: `s="${style}"`,
  xml: `<v>${serial}</v>`,
});

describe('an archive or workbook that cannot be read is refused by what is wrong with it', () => {
  const whole = makeWorkbook([book(row('A1'))]);

  it.each([
    ['cut off in the middle', whole.subarray(0, whole.length / 2)],
    ['cut off near its end', whole.subarray(0, whole.length - 30)],
    [
      'with a sheet that is no XML',
      zipParts({ ...workbookParts([book()]), 'xl/worksheets/sheet1.xml': '<worksheet><row' }),
    ],
    [
      'whose rows stand in no order',
      zipParts({
        ...workbookParts([book()]),
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row></sheetData></worksheet>',
      }),
    ],
  ])('a workbook %s', async (_, bytes) => {
    const { code, says } = await refusal(bytes);
    expect(code).toBe('file-damaged');
    expect(says.happened.zh).toContain('不完整或已损坏');
    expect(says.happened.en).toContain('cut off or damaged');
  });

  it('a part that says it unpacks to gigabytes', async () => {
    const parts = workbookParts([book(row('A1'))]);
    const error = await refusal(
      zipParts(parts, (name, size) => (name.includes('sheet1') ? 3_000_000_000 : size)),
    );
    expect(error.code).toBe('archive-bomb');
    expect(error.says.happened.zh).toContain('压缩炸弹');
  });

  it('a part that unpacks to more than it says', async () => {
    const parts = workbookParts([book(row('A1'))]);
    const lie = (name: string, size: number) => (name.includes('sheet1') ? 20 : size);
    expect((await refusal(zipParts(parts, lie))).code).toBe('file-damaged');
  });

  it.each([
    ['a document', { 'word/document.xml': '<w/>' }, 'Word'],
    ['an ODS spreadsheet', { mimetype: 'application/x', 'content.xml': '<o/>' }, 'ODS'],
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, 'xlsb'],
    ['a plain zip', { '台账.csv': '借据号\n1\n' }, 'ZIP'],
  ])('%s in a zip', async (_, parts, zh) => {
    const error = await refusal(zipParts({ '[Content_Types].xml': '<Types/>', ...parts }));
    expect(error.code).toBe('not-a-table');
    expect(error.says.happened.zh).toContain(zh);
    expect(error.says.next.zh).toMatch(/xlsx/);
  });

  it('a workbook that is locked with a password', async () => {
    const ole = Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    const error = await refusal(Buffer.concat([ole, Buffer.alloc(9000), name]));
    expect(error.says.happened.zh).toContain('密码');
    expect(error.says.next.en).toContain('password');
  });

  it('a gzip archive cut off, one of no table, and one that unpacks without end', async () => {
    const packed = gzipSync(Buffer.from(`${HEADER.join(',')}\n`.repeat(500)));
    const cut = await refusal(packed.subarray(0, packed.length - 12), { fileName: 'a.csv.gz' });
    expect(cut.code).toBe('file-damaged');
    const page = await refusal(gzipSync('<!DOCTYPE html><html></html>'), { fileName: 'a.csv.gz' });
    expect(page.says.happened.zh).toContain('解压后是网页');
    const bomb = await refusal(gzipSync(Buffer.alloc(300_000_000)), { fileName: 'a.csv.gz' });
    expect(bomb.code).toBe('archive-bomb');
    const empty = await refusal(gzipSync(''), { fileName: 'a.csv.gz' });
    expect(empty.code).toBe('file-empty');
  }, 60_000);

  it('a formula that was never calculated is named by its sheet and cell', async () => {
    const uncalculated = { xml: '<f>A1*2</f>' };
    const error = await refusal(makeWorkbook([book(row('A1', uncalculated))]));
    expect(error.code).toBe('formula-without-value');
    expect(error.says.happened.zh).toContain('工作表「台账」的 D2 是公式');
    expect(error.says.next.en).toContain('save it once');
  });

  it('a sheet that is not there is refused with those that are', async () => {
    const error = await refusal(makeWorkbook([book(row('A1'))]), { sheet: '别的' });
    expect(error.code).toBe('sheet-missing');
    expect(error.says.happened.zh).toContain('台账');
    expect((await refusal(Buffer.from('a,b\n'), { sheet: 'x' })).code).toBe('sheet-missing');
  });

  it('a workbook without a filled cell is empty', async () => {
    expect((await refusal(makeWorkbook([{ name: '空', rows: [] }]))).code).toBe('file-empty');
  });
});

describe('a gzip archive of a table', () => {
  const text = `${HEADER.join(',')}\nA1,城关支行,李一,1.00,2024-01-31,0,正常,\n`;

  it('is loaded, and known again by its own bytes', async () => {
    const bytes = gzipSync(text);
    const { result } = await load(bytes, { asOf: '2026-11-01', fileName: '台账.csv.gz' });
    expect(result.rows.loaded).toBe(1);
    const again = await load(bytes, { asOf: '2026-11-01', fileName: '台账.csv.gz' });
    expect(again.result).toMatchObject({ alreadyLoaded: true, snapshot: result.snapshot });
  });

  it('of a workbook is unpacked too', async () => {
    const { loans } = await load(gzipSync(makeWorkbook([book(row('A1', 2))])));
    expect(loans[0]).toMatchObject({ loanId: 'A1', balanceFen: 200 });
  });

  it('leaves nothing in the incoming folder', () => {
    const left = readdirSync(test.desk.warehouse.incoming).filter((name) =>
      /^(text|load)-/.test(name),
    );
    expect(left).toEqual([]);
  });
});

describe('the sheet of a workbook', () => {
  const cover: RawSheet = { name: '封面', rows: [['某某银行'], ['2026 年']] };
  const summary: RawSheet = {
    name: '汇总',
    rows: [
      ['机构', '笔数'],
      ['城关支行', 3],
    ],
  };

  it('that looks most like a loan book is taken, not the first', async () => {
    const bytes = makeWorkbook([cover, summary, book(row('A1'), row('A2'))]);
    expect((await load(bytes)).result.rows.loaded).toBe(2);
  });

  it('that is hidden is passed over when a visible one will do, and is taken when it is named', async () => {
    const hidden: RawSheet = {
      ...book(row('H1'), row('H2'), row('H3')),
      name: '旧',
      state: 'hidden',
    };
    const bytes = makeWorkbook([hidden, book(row('A1'))]);
    expect((await load(bytes)).loans.map(({ loanId }) => loanId)).toEqual(['A1']);
    const { loans } = await load(bytes, { sheet: '旧' });
    expect(loans.map(({ loanId }) => loanId)).toEqual(['H1', 'H2', 'H3']);
  });

  it('makes it another load: the same workbook of the same day, another sheet', async () => {
    const other = { ...book(row('B1')), name: '二' };
    const bytes = makeWorkbook([book(row('A1')), other]);
    const asOf = '2026-11-02';
    const first = await load(bytes, { asOf });
    const second = await load(bytes, { asOf, sheet: '二' });
    const again = await load(bytes, { asOf, sheet: '二' });
    expect(second.result.alreadyLoaded).toBe(false);
    expect(second.result.snapshot.sha256).toBe(first.result.snapshot.sha256);
    expect(again.result.alreadyLoaded).toBe(true);
  });

  it('is offered with all others before anything is loaded', async () => {
    const hidden: RawSheet = { ...summary, name: '隐', state: 'veryHidden' };
    const bytes = makeWorkbook([cover, hidden, book(row('A1'), null, row('A2'))]);
    const put = await test.request(
      `/api/loan-book/uploads?fileName=${encodeURIComponent('台账.xlsx')}`,
      {
        method: 'PUT',
        body: new Uint8Array(bytes),
      },
    );
    const { uploadId } = z.object({ uploadId: z.string() }).parse(await put.json());
    const inspect = async (body: object) => {
      const answer = await test.request(`/api/loan-book/uploads/${uploadId}/inspect`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      return answer.json();
    };
    const seen = await inspect({});
    expect(seen).toMatchObject({ container: 'xlsx', sheet: '台账' });
    expect(seen.sheets).toEqual([
      { name: '封面', rows: 2, hidden: false, knownHeaders: 0 },
      { name: '隐', rows: 2, hidden: true, knownHeaders: 1 },
      { name: '台账', rows: 3, hidden: false, knownHeaders: 7 },
    ]);
    expect(seen.columns.map(({ field }: { field: string }) => field)).toContain('balance');
    expect(await inspect({ sheet: '封面' })).toMatchObject({ sheet: '封面', titles: [] });
    expect((await inspect({ sheet: '无' })).code).toBe('sheet-missing');
  });
});

describe('the cells of a workbook are read by their types and formats', () => {
  it('an independent writer’s days, numbers and texts come back', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            HEADER,
            ['001', '城关支行', '李一', 1234.56, new Date(Date.UTC(2024, 1, 29)), 3, '正常'],
            ['002', '城关支行', '李一', 0.1 + 0.2, new Date(Date.UTC(1999, 11, 31)), 3, '正常'],
          ],
        },
      ],
    });
    const { loans } = await load(bytes);
    expect(loans).toEqual([
      {
        loanId: '001',
        balanceFen: 123_456,
        disbursedOn: '2024-02-29',
        branch: '城关支行',
        rowNo: 1,
      },
      { loanId: '002', balanceFen: 30, disbursedOn: '1999-12-31', branch: '城关支行', rowNo: 2 },
    ]);
  });

  it('days by the 1904 system, and by the built-in formats of Chinese Excel', async () => {
    const old = makeWorkbook([book(row('A1', 1, dayCell(43_830)))], { date1904: true });
    expect((await load(old)).loans[0]?.disbursedOn).toBe('2024-01-01');
    const now = makeWorkbook([book(row('A1', 1, dayCell(45_292.75, 2)))]);
    expect((await load(now)).loans[0]?.disbursedOn).toBe('2024-01-01');
  });

  it('numbers without float noise; the same day as a bare serial number', async () => {
    const noise = { xml: '<v>4999.9900000000007</v>' };
    const { loans } = await load(makeWorkbook([book(row('A1', noise, 45_292), row('A2', 1e-2))]));
    expect(loans.map(({ balanceFen }) => balanceFen)).toEqual([499_999, 1]);
    expect(loans[0]?.disbursedOn).toBe('2024-01-01');
  });

  it('an account number of 18 digits kept as a number has lost digits: refused and named', async () => {
    const { result, loans } = await load(
      makeWorkbook([book(row('A1'), row({ xml: '<v>621700123456789012</v>' }), row(123_456))]),
    );
    expect(loans.map(({ loanId }) => loanId)).toEqual(['A1', '123456']);
    expect(await rejects(result.snapshot.id)).toEqual([
      [3, [{ field: 'loan_id', code: 'excel-damaged', raw: '6.21700123456789E+17' }]],
    ]);
  });

  it('formulas by their last result, rich text whole, phonetics left out, errors empty', async () => {
    const strings = [
      '<r><t>城关</t></r><r><rPr><b/></rPr><t xml:space="preserve">支行</t></r><rPh sb="0" eb="1"><t>chéng</t></rPh>',
    ];
    const bytes = makeWorkbook(
      [
        book([
          { attributes: 't="str"', xml: '<f>"A"&amp;1</f><v>A1</v>' },
          { attributes: 't="s"', xml: '<v>0</v>' },
          '李一',
          { xml: '<f>50*2</f><v>100</v>' },
          { attributes: 't="e"', xml: '<v>#N/A</v>' },
        ]),
      ],
      { strings },
    );
    const { loans } = await load(bytes);
    expect(loans).toEqual([
      { loanId: 'A1', balanceFen: 10_000, disbursedOn: null, branch: '城关支行', rowNo: 1 },
    ]);
  });

  it('line numbers are those of the sheet, over titles, gaps and breaks within a cell', async () => {
    const sheet: RawSheet = {
      name: '台账',
      merged: ['A1:H1'],
      rows: [['不良贷款台账\n(机密)'], null, HEADER, row('A1\nb'), null, null, row('A2', '很多')],
    };
    const { result, loans } = await load(makeWorkbook([sheet]));
    expect(loans.map(({ loanId }) => loanId)).toEqual(['A1 b']);
    expect(await rejects(result.snapshot.id)).toMatchObject([[7, [{ field: 'balance' }]]]);
    expect(result.rows).toEqual({ read: 6, loaded: 1, rejected: 1, skipped: 4 });
  });

  it('a text in cells merged downwards holds for each row, an amount does not', async () => {
    const sheet: RawSheet = {
      ...book(row('A1', 5), ['A2', null, null, null], ['A3', null, '李二', 7]),
      merged: ['B2:B4', 'C2:C3', 'D2:D3'],
    };
    const { result, loans } = await load(makeWorkbook([sheet]));
    expect(loans.map(({ loanId, branch }) => [loanId, branch])).toEqual([
      ['A1', '城关支行'],
      ['A3', '城关支行'],
    ]);
    expect(await rejects(result.snapshot.id)).toMatchObject([
      [3, [{ field: 'balance', code: 'missing' }]],
    ]);
  });

  it('a row behind the first ones that is wider is loaded as the others are', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => row(`A${i}`));
    const { result } = await load(makeWorkbook([book(...rows, [...row('B1'), '', '', '批注'])]));
    expect(result.rows).toMatchObject({ loaded: 401, rejected: 0 });
  });
});
