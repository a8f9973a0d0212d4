import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { splitRecords } from '../../server/loan-book/split-cells.ts';
import { writeXlsx } from '../../server/xlsx.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

// Seven data rows: two right, and five that are not, each for another reason.
const BOOK = `示范农商银行贷款台账,,,,,,,
单位:万元,,数据日期:2026-11-20,,,,,
借据号,客户名称,机构名称,客户经理,本金余额,发放日期,五级分类,备注
J001,甲,城关支行,李一,1.00,2024-01-31,次级,=1+1
J002,乙,城关支行,李一,壹万,2024-01-31,正常,x
J003,丙,城北支行,,2.00,2024-02-30,正常,@home
J004,丁,城北支行,钱二,3.00,2024-01-31,正常,x
J004,戊,城北支行,钱二,4.00,2024-01-31,正常,x
J006,己,城北支行
J010,庚,城北支行,钱二,1.00,2024-01-31,正常,x
合计,,,,15.00,,,
`;

let test: TestApp;
beforeEach(async () => {
  await test?.close();
  test = await openTestApp();
});
afterAll(() => test.close());

async function send(method: string, path: string, body?: string | Uint8Array | object) {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await test.request(`/api/loan-book${path}`, {
    method,
    ...(body === undefined
      ? {}
      : raw
        ? { body: new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body) }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

async function upload(content: string | Uint8Array, name: string): Promise<string> {
  const path = `/uploads?fileName=${encodeURIComponent(name)}`;
  return z.object({ uploadId: z.string() }).parse((await send('PUT', path, content)).body).uploadId;
}

async function finish(importId: string) {
  for (;;) {
    const { body } = await send('GET', `/imports/${importId}`);
    if (body.result || body.problem) return body;
    await new Promise((go) => setTimeout(go, 10));
  }
}

async function importBook(text: string, choices: object = {}): Promise<number> {
  const uploadId = await upload(text, '台账.csv');
  const { body } = await send('POST', '/imports', { uploadId, asOf: '2026-11-20', ...choices });
  const { result, problem } = await finish(body.importId);
  if (problem) throw new Error(JSON.stringify(problem));
  return result.snapshot.id;
}

async function amend(id: number, content: string | Uint8Array, name = '更正.csv', by?: string) {
  const uploadId = await upload(content, name);
  const { body } = await send('POST', `/snapshots/${id}/amendments`, { uploadId, loadedBy: by });
  return finish(body.importId);
}

const file = async (id: number, kind: 'csv' | 'xlsx', query = 'language=zh') =>
  new Uint8Array(
    await (
      await test.request(`/api/loan-book/snapshots/${id}/rejects.${kind}?${query}`)
    ).arrayBuffer(),
  );
const csvOf = async (id: number, query?: string) =>
  new TextDecoder('utf-8').decode(await file(id, 'csv', query));
const snapshot = async (id: number) => (await send('GET', `/snapshots/${id}`)).body;
const rejectsOf = async (id: number, query = '') =>
  (await send('GET', `/snapshots/${id}/rejects?${query}`)).body;

describe('the rejected rows can be looked through', () => {
  it('by reason, by field and by text, with the rows of each counted over the whole snapshot', async () => {
    const id = await importBook(BOOK);
    const { body: facets } = await send('GET', `/snapshots/${id}/rejects/facets`);
    const count = (list: { rows: number }[], key: string, value: string) =>
      list.find((one) => (one as Record<string, unknown>)[key] === value)?.rows;
    expect(count(facets.reasons, 'code', 'duplicate')).toBe(2);
    expect(count(facets.reasons, 'code', 'missing')).toBe(1);
    expect(count(facets.fields, 'id', 'balance')).toBe(1);
    expect(count(facets.fields, 'id', 'row')).toBe(1);
    for (const { code, rows } of facets.reasons) {
      expect((await rejectsOf(id, `reason=${code}`)).total).toBe(rows);
    }
    for (const { id: field, rows } of facets.fields) {
      expect((await rejectsOf(id, `field=${field}`)).total).toBe(rows);
    }
    const lines = async (query: string) =>
      (await rejectsOf(id, query)).rows.map(({ lineNo }: { lineNo: number }) => lineNo);
    expect(await lines('field=loan_id&reason=missing')).toEqual([]);
    expect(await lines(`find=${encodeURIComponent('城北支行')}`)).toEqual([6, 7, 8, 9]);
    expect(await lines('find=j004&limit=1&offset=1')).toEqual([8]);
    expect(await lines(`find=${encodeURIComponent('%')}`)).toEqual([]);
  });

  it('a filter goes into the file as well', async () => {
    const id = await importBook(BOOK);
    const records = splitRecords(await csvOf(id, 'language=zh&reason=duplicate'), ',');
    expect(records.slice(1).map(([line]) => line)).toEqual(['7', '8']);
  });
});

describe('rejected rows that come back corrected', () => {
  it('join a new version of the snapshot, and the identity holds for the file as a whole', async () => {
    const id = await importBook(BOOK);
    expect(await snapshot(id)).toMatchObject({ rowsLoaded: 2, rowsRejected: 5, rowsSkipped: 3 });
    const corrected = (await csvOf(id)).replace(',壹万,', ',5.00,').replace('J004,戊', 'J005,戊');
    const { result } = await amend(id, corrected, '更正.csv', '王分析');
    const now = await snapshot(result.snapshot.id);
    expect(now).toMatchObject({
      status: 'current',
      supersedes: id,
      asOf: '2026-11-20',
      rowsRead: 10,
      rowsLoaded: 5,
      rowsRejected: 2,
      rowsSkipped: 3,
      balanceFen: 14_000_000,
      fileTotalFen: 15_000_000,
      fileName: '台账.csv',
      amends: id,
      amendmentName: '更正.csv',
      loadedBy: '王分析',
      mappingVersion: 1,
    });
    expect(now.amendmentSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await snapshot(id)).toMatchObject({
      status: 'superseded',
      rowsLoaded: 2,
      rowsRejected: 5,
    });
    expect((await rejectsOf(id)).total).toBe(5);
    const left = await rejectsOf(result.snapshot.id);
    expect(left.rows.map(({ lineNo }: { lineNo: number }) => lineNo)).toEqual([6, 9]);
    const loans = await test.desk.warehouse.rows(
      z.object({ loanId: z.string(), lineNo: z.int(), fen: z.int() }),
      `SELECT loan_id AS "loanId", line_no AS "lineNo", balance_fen AS fen FROM loan
       WHERE snapshot_id = ${result.snapshot.id} ORDER BY line_no`,
    );
    expect(loans).toEqual([
      { loanId: 'J001', lineNo: 4, fen: 1_000_000 },
      { loanId: 'J002', lineNo: 5, fen: 5_000_000 },
      { loanId: 'J004', lineNo: 7, fen: 3_000_000 },
      { loanId: 'J005', lineNo: 8, fen: 4_000_000 },
      { loanId: 'J010', lineNo: 10, fen: 1_000_000 },
    ]);
  });

  it('in English, as an xlsx workbook in which texts that look like formulas are texts', async () => {
    const id = await importBook(BOOK);
    const uploadId = await upload(await file(id, 'xlsx', 'language=en'), 'back.xlsx');
    const seen = (await send('POST', `/uploads/${uploadId}/inspect`, {})).body;
    expect(seen.rows[1]).toContain('@home');
    expect(seen.rows[0][1]).toContain('is not an amount');
    const rows = splitRecords(await csvOf(id, 'language=en'), ',');
    const [header = [], ...data] = rows.map((cells) => cells.map((cell) => cell.replace(/^'/, '')));
    const fixed = data.map((cells) => cells.map((cell) => (cell === '壹万' ? '5.00' : cell)));
    const sheet = writeXlsx({ name: 'Sheet1', header }, Readable.from(fixed));
    const bytes = new Uint8Array(await new Response(sheet).arrayBuffer());
    const { result } = await amend(id, bytes, 'back.xlsx');
    expect(result.rows).toEqual({ read: 10, loaded: 3, rejected: 4, skipped: 3 });
  });

  it('stay rejected when they are still wrong, with the reasons that hold now', async () => {
    const id = await importBook(BOOK);
    const corrected = (await csvOf(id))
      .replace(',壹万,', ',5.00,')
      .replace('丙,城北支行,,2.00,2024-02-30', '丙,城北支行,钱二,2.000000001,2024-02-28');
    const { result } = await amend(id, corrected);
    const { rows } = await rejectsOf(result.snapshot.id, 'find=J003');
    expect(rows[0].reasons.map(({ code }: { code: string }) => code)).toEqual(['amount-too-fine']);
    expect(rows[0].raw).toContain('2024-02-28');
  });

  it('are known by their loan number when the own columns were taken away', async () => {
    const id = await importBook(BOOK);
    const { result } = await amend(
      id,
      '借据号,客户名称,机构名称,客户经理,本金余额,发放日期,五级分类,备注\nJ002,乙,城关支行,李一,5.00,2024-01-31,正常,x\n',
    );
    expect(result.rows).toMatchObject({ loaded: 3, rejected: 4 });
  });

  it('are not taken for the number of a loan that the snapshot has already', async () => {
    const id = await importBook(BOOK);
    const corrected = (await csvOf(id)).replace(',壹万,', ',5.00,').replace('J004,戊', 'J001,戊');
    const { result } = await amend(id, corrected);
    const { rows } = await rejectsOf(result.snapshot.id, 'reason=duplicate');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ lineNo: 8, reasons: [{ raw: '4' }] });
    expect(result.rows).toEqual({ read: 10, loaded: 4, rejected: 3, skipped: 3 });
  });

  it('a short row that a spreadsheet has only filled up and rewritten is no correction', async () => {
    const id = await importBook(
      BOOK.replace('J006,己,城北支行\n', 'J006,己,城北支行,钱二,6.00,2024-01-05\n'),
    );
    const rewritten = (await csvOf(id))
      .replace('6.00,2024-01-05', '6,2024/1/5,,')
      .replace(',壹万,', ',5.00,');
    const { result } = await amend(id, rewritten);
    const { rows } = await rejectsOf(result.snapshot.id, 'find=J006');
    expect(rows[0].reasons[0].code).toBe('cell-count');
  });

  it('twice the same file is the same snapshot', async () => {
    const id = await importBook(BOOK);
    const corrected = (await csvOf(id)).replace(',壹万,', ',5.00,');
    const { result: first } = await amend(id, corrected);
    for (const on of [id, first.snapshot.id]) {
      const { result } = await amend(on, corrected);
      expect(result).toMatchObject({ snapshot: { id: first.snapshot.id }, alreadyLoaded: true });
    }
    expect((await send('GET', '/snapshots')).body).toHaveLength(2);
  });

  it('can be corrected in several rounds, and the original file then changes nothing', async () => {
    const id = await importBook(BOOK);
    const { result: first } = await amend(id, (await csvOf(id)).replace(',壹万,', ',5.00,'));
    const second = first.snapshot.id;
    const { result } = await amend(second, (await csvOf(second)).replace('J004,戊', 'J005,戊'));
    expect(result.rows).toEqual({ read: 10, loaded: 5, rejected: 2, skipped: 3 });
    expect(await importBook(BOOK)).toBe(result.snapshot.id);
  });
});

describe('an amendment that cannot be right is refused with a sentence, and nothing changes', () => {
  const cases: [string, string, (csv: string) => string][] = [
    ['a row of no rejected line', 'amendment-unmatched', (csv) => csv.replace('\n5,', '\n55,')],
    ['a row twice', 'amendment-unmatched', (csv) => `${csv}${csv.split('\r\n')[1]}\r\n`],
    [
      'a line number beside the loan of another rejected row',
      'amendment-unmatched',
      (csv) => csv.replace('J003', 'J002'),
    ],
    ['another header', 'amendment-header', (csv) => csv.replace('本金余额', '余额')],
    ['no correction at all', 'nothing-amended', (csv) => csv],
    ['nothing but a header', 'amendment-empty', (csv) => `${csv.split('\r\n')[0]}\r\n`],
    ['a web page', 'not-a-table', () => '<!DOCTYPE html><html></html>'],
  ];

  it.each(cases)('%s', async (_, code, change) => {
    const id = await importBook(BOOK);
    const { problem, result } = await amend(id, change(await csvOf(id)));
    expect(result).toBeNull();
    expect(problem.code).toBe(code);
    for (const part of Object.values(problem.says)) {
      expect(part).toMatchObject({
        zh: expect.stringMatching(/。$/),
        en: expect.stringMatching(/\.$/),
      });
    }
    const { body } = await send('GET', '/snapshots');
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({ id, status: 'current', rowsRejected: 5 });
    const { loans } = await test.desk.warehouse.one(
      z.object({ loans: z.int() }),
      'SELECT count(*) AS loans FROM loan',
    );
    expect(loans).toBe(2);
  });

  it('a snapshot that was superseded meanwhile', async () => {
    const id = await importBook(BOOK);
    const csv = await csvOf(id);
    await importBook(BOOK.replace('J001,甲', 'J001,甲甲'));
    const { problem } = await amend(id, csv.replace(',壹万,', ',5.00,'));
    expect(problem.code).toBe('snapshot-superseded');
    expect(problem.says.next.zh).toContain('恢复');
  });

  it('a snapshot without rejected rows', async () => {
    const id = await importBook('借据号,机构,管户人,余额\n1,A,B,2.00\n');
    expect((await amend(id, '借据号,机构,管户人,余额\n1,A,B,3.00\n')).problem.code).toBe(
      'nothing-rejected',
    );
  });
});
