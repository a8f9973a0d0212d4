import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from './open-test-app.ts';

const TABLE = {
  name: '机构/进度',
  head: [
    ['标题', '=差距三成来自甲'],
    ['筛选', '全部贷款'],
  ],
  columns: [
    { header: '机构', kind: 'text' },
    { header: '余额(元)', kind: 'money' },
    { header: '占比', kind: 'percent' },
    { header: '日期', kind: 'date' },
  ],
  rows: [
    ['=1+1', 12_345, 0.25, '2026-11-20'],
    ['合计', 12_345, '100%', null],
  ],
};

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const post = (body: unknown) =>
  test.request('/api/desk/workbook', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a table of a page as a workbook', () => {
  it('keeps its head, its figures as figures, its days as days and its text as text', async () => {
    const response = await post(TABLE);
    const [sheet] = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets;
    expect(sheet?.name).toBe('机构 进度');
    expect(sheet?.rows.slice(0, 2).map((row) => row.slice(0, 2))).toEqual(TABLE.head);
    expect(sheet?.rows.slice(3)).toMatchObject([
      ['机构', '余额(元)', '占比', '日期'],
      ['=1+1', 123.45, 0.25, new Date('2026-11-20T00:00:00Z')],
      ['合计', 123.45, '100%', null],
    ]);
  });

  it('refuses a row that does not fit its columns, and more rows than it takes', async () => {
    expect((await post({ ...TABLE, rows: [['a']] })).status).toBe(400);
    const many = Array.from({ length: 20_001 }, () => ['a', 1, 1, null]);
    expect((await post({ ...TABLE, rows: many })).status).toBe(400);
  });
});
