import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../server/calendar.ts';
import { amendSnapshot } from '../../server/loan-book/amend-snapshot.ts';
import { getCleaning } from '../../server/loan-book/get-cleaning.ts';
import type { QualityReport } from '../../server/loan-book/get-quality.ts';
import { LOAN_BOOK_TABLES } from '../../server/loan-book/tables.ts';
import { openDesk } from '../../server/open-desk.ts';
import { openWarehouse } from '../../server/warehouse/open-warehouse.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  await test?.close();
  test = await openTestApp();
});
afterAll(() => test.close());

async function report(id: number): Promise<QualityReport> {
  return (await test.request(`/api/loan-book/snapshots/${id}/quality`)).json();
}
async function cleaningOf(content: string) {
  const { snapshot } = await importTestFile(test.desk, content);
  const found = await report(snapshot.id);
  const of = (field: string) => found.fields.find((one) => one.field === field)?.cleaning ?? null;
  return { found, of, snapshot };
}

/** A book of one column beside those it needs, one row a cell. */
const bookOf = (header: string, cells: readonly string[]) =>
  [
    `借据号,机构名称,客户经理,本金余额,${header}`,
    ...cells.map((cell, i) => `J${i},城关支行,李一,100.00,"${cell}"`),
  ].join('\n');

const plainly = (fen: number | null, said: string | null, text: string | null) => ({
  fen,
  said: said === null ? null : expect.objectContaining({ zh: said }),
  text,
});

describe('what cleaning did to the rows of a file', () => {
  it.each<[string, string, readonly string[], object]>([
    [
      '贷款金额',
      'principal_original',
      ['1234.56', ' 7 ', '-0.5', '￥1,234.56', '￥99,999.00', '1.5万', '-', ''],
      {
        unit: 'yuan',
        plain: 3,
        changed: 3,
        empty: 2,
        unread: 0,
        examples: [
          { before: '￥1,234.56', after: plainly(123_456, null, null) },
          { before: '1.5万', after: plainly(1_500_000, null, null) },
          { before: '-', after: plainly(null, null, null) },
        ],
      },
    ],
    [
      '贷款金额(万元)',
      'principal_original',
      ['12.35', '7', '１２', '12.35元'],
      {
        unit: 'wan',
        plain: 2,
        changed: 2,
        empty: 0,
        unread: 0,
        examples: [
          { before: '１２', after: plainly(12_000_000, null, null) },
          { before: '12.35元', after: plainly(1235, null, null) },
        ],
      },
    ],
    [
      '发放日期',
      'disbursed_on',
      ['2024-01-31', '2024年1月31日', '45322', '99991231', '2024-01-31'],
      {
        plain: 2,
        changed: 2,
        empty: 1,
        examples: [
          { before: '2024年1月31日', after: plainly(null, null, '2024-01-31') },
          { before: '45322', after: plainly(null, null, '2024-01-31') },
          { before: '99991231', after: plainly(null, null, null) },
        ],
      },
    ],
    [
      '五级分类',
      'risk_class',
      ['次级', 'Loss', '次级类', '3', '3', '呆滞', '无'],
      {
        plain: 2,
        changed: 3,
        empty: 1,
        unread: 1,
        examples: [
          { before: '3', after: plainly(null, '次级', null) },
          { before: '次级类', after: plainly(null, '次级', null) },
          { before: '无', after: plainly(null, null, null) },
        ],
      },
    ],
    [
      '是否低保',
      'on_dibao',
      ['是', '否', 'Y', 'Y'],
      { plain: 2, changed: 2, examples: [{ before: 'Y', after: plainly(null, '是', null) }] },
    ],
    [
      '客户号',
      'borrower_id',
      ["'00123", '00124', ' 00125 '],
      {
        plain: 2,
        changed: 1,
        examples: [{ before: "'00123", after: plainly(null, null, '00123') }],
      },
    ],
    [
      '逾期天数',
      'days_past_due',
      ['15', '15天', '1,234'],
      {
        plain: 1,
        changed: 2,
        examples: [
          { before: '15天', after: plainly(null, null, '15') },
          { before: '1,234', after: plainly(null, null, '1234') },
        ],
      },
    ],
  ])(
    'of %s tells what stood there plainly from what was respelled',
    async (header, field, cells, cleaned) => {
      const { found, of } = await cleaningOf(bookOf(header, cells));
      expect(found.cleaned).toEqual({ rows: cells.length, isWhole: true });
      const { plain = 0, changed = 0, empty = 0, unread = 0 } = of(field) ?? {};
      expect(plain + changed + empty + unread).toBe(cells.length);
      expect(of(field)).toMatchObject(cleaned);
    },
  );

  it.each<[string, string, readonly string[]]>([
    [
      '贷款金额',
      'principal_original',
      ['1', '1.00', '1,234.5', '￥7', '3万', '-', '无', '壹', '1e3', ''],
    ],
    [
      '到期日',
      'matures_on',
      ['2024-02-29', '2023-02-29', '20240131', '45322', '0', '31-Jan-24', ''],
    ],
    ['逾期天数', 'days_past_due', ['0', '15', '15天', '5.7', '1,234', '-', '']],
    ['五级分类', 'risk_class', ['正常', '2', '次级类', '五级-损失', '呆滞', '未知', 'Loss', '']],
    ['是否低保', 'on_dibao', ['是', 'N', '√', '说不清', '低保户', '']],
    ['客户号', 'borrower_id', ["'001", '001', '6.21E+18', '—', ' 7 ', '']],
  ])('agrees with what the load of %s made of the same cells', async (header, field, spellings) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...spellings), { minLength: 1, maxLength: 30 }),
        async (cells) => {
          // A row that is right whatever the cells say, so that there is something to load.
          const { found, of } = await cleaningOf(bookOf(header, [...cells, '']));
          const exact = found.fields.find((one) => one.field === field);
          const { plain = 0, changed = 0, empty = 0, unread = 0 } = of(field) ?? {};
          expect(plain + changed).toBe(exact?.loans);
          expect(unread).toBe((exact?.refused ?? 0) + (exact?.unknownWords ?? 0));
          expect(empty).toBe(cells.length + 1 - plain - changed - unread);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('never shows whose cell an example was', async () => {
    const cells = ["'612301198001010011", '612301198001010038'];
    const { of } = await cleaningOf(bookOf('证件号码', cells));
    expect(of('id_number')).toMatchObject({
      plain: 1,
      changed: 1,
      examples: [
        { before: "'61************0011", after: plainly(null, null, '612***********0011') },
      ],
    });
    expect(JSON.stringify(of('id_number'))).not.toContain('198001');
  });

  it('counts data rows only, and every row that is refused for a cell', async () => {
    const { found, of } = await cleaningOf(
      [
        '某行台账,,,',
        '借据号,机构名称,客户经理,本金余额',
        'J1,城关支行,李一,100.00',
        ',,,',
        '借据号,机构名称,客户经理,本金余额',
        'J2,城关支行,李一,壹佰',
        '合计,,,100.00',
      ].join('\n'),
    );
    expect(found.cleaned).toEqual({ rows: 2, isWhole: true });
    expect(of('balance')).toMatchObject({ plain: 1, changed: 0, empty: 0, unread: 1 });
  });

  it('is not asked of a stated constant, nor of a snapshot older than the sample', async () => {
    const { snapshot } = await importTestFile(test.desk, '借据号,机构,本金余额\nJ1,城关,1.00', {
      constants: { officer: '李一' },
    });
    const before = await report(snapshot.id);
    expect(before.fields.find(({ field }) => field === 'officer')?.cleaning).toBeNull();
    await test.desk.warehouse.write((tx) => tx.run('DELETE FROM cleaning'));
    const after = await report(snapshot.id);
    expect(after.cleaned).toBeNull();
    expect(after.fields.every(({ cleaning }) => cleaning === null)).toBe(true);
  });

  it('stays with the snapshot when its rejected rows are amended', async () => {
    const book = bookOf('发放日期', ['2024年1月31日', '2024-02-31']);
    const { snapshot, of } = await cleaningOf(book);
    expect(of('disbursed_on')).toMatchObject({ changed: 1, unread: 1 });
    const rejects = await test.request(`/api/loan-book/snapshots/${snapshot.id}/rejects.csv`);
    const path = join(test.desk.warehouse.incoming, 'corrected.csv');
    writeFileSync(path, (await rejects.text()).replaceAll('2024-02-31', '2024-02-29'));
    const amended = await amendSnapshot(test.desk, {
      snapshotId: snapshot.id,
      path,
      fileName: 'corrected.csv',
    });
    expect(amended.rows.loaded).toBe(2);
    const after = await report(amended.snapshot.id);
    expect(after.snapshotId).not.toBe(snapshot.id);
    expect(after.cleaned).toEqual({ rows: 2, isWhole: true });
    expect(after.fields.find(({ field }) => field === 'disbursed_on')?.cleaning).toMatchObject({
      ...{ plain: 1, changed: 1, empty: 0, unread: 0 },
      examples: [{ before: '2024年1月31日' }],
    });
  });

  it('of a desk that an older version filled is the sample of the first rows it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recoup-older-'));
    const older = await openWarehouse(folder);
    await older.migrate(LOAN_BOOK_TABLES.filter(({ id }) => id < 'loan-book/007'));
    const columns = [
      { field: 'balance', unit: 'yuan', plain: 299, changed: 1, empty: 0, unread: 0, examples: [] },
    ];
    await older.write((tx) =>
      tx.run('INSERT INTO cleaning VALUES (1, 300, $1)', [JSON.stringify(columns)]),
    );
    await older.close();
    const desk = await openDesk(folder, systemClock);
    const found = await getCleaning(desk.warehouse, 1);
    expect(found).toMatchObject({ rows: 300, isWhole: false });
    expect(found?.fields.get('balance')).toMatchObject({ plain: 299, changed: 1 });
    await desk.warehouse.close();
    rmSync(folder, { recursive: true });
  });

  it('stays the sample it was where the snapshot that is amended has no more', async () => {
    const { snapshot, of } = await cleaningOf(bookOf('发放日期', ['2024年1月31日', '2024-02-31']));
    const { warehouse } = test.desk;
    await warehouse.write((tx) => tx.run('UPDATE cleaning SET whole = NULL'));
    const rejects = await test.request(`/api/loan-book/snapshots/${snapshot.id}/rejects.csv`);
    const path = join(warehouse.incoming, 'corrected.csv');
    writeFileSync(path, (await rejects.text()).replaceAll('2024-02-31', '2024-02-29'));
    const request = { snapshotId: snapshot.id, path, fileName: 'corrected.csv' };
    const amended = await amendSnapshot(test.desk, request);
    const after = await report(amended.snapshot.id);
    expect(after.cleaned).toEqual({ rows: 2, isWhole: false });
    expect(after.fields.find(({ field }) => field === 'disbursed_on')?.cleaning).toEqual(
      of('disbursed_on'),
    );
  });

  it('speaks of rows far below the first ones, and of those that have no cells', async () => {
    const cells = Array.from({ length: 700 }, (_, i) =>
      i === 650 ? '2024年1月31日' : '2024-01-31',
    );
    const book = `${bookOf('发放日期', cells)}\nJ700,城关支行,李一`;
    const { found, of } = await cleaningOf(book);
    expect(found.cleaned).toEqual({ rows: 701, isWhole: true });
    expect(of('disbursed_on')).toMatchObject({
      ...{ plain: 699, changed: 1, empty: 0, unread: 1 },
      examples: [{ before: '2024年1月31日' }],
    });
  });
});
