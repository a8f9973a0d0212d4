import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../sample-data/encode-gb18030.ts';
import { importTestFile } from './import-test-file.ts';
import { loadSide } from './load-side.ts';
import { makeWorkbook } from './make-workbook.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const BRANCHES = `机构号,机构名称,上级机构,机构类型
990100,示范总行,,总行
990101,城关支行,示范总行,支行
990102,河西支行,示范总行,支行
`;
const OFFICERS = `工号,姓名,机构名称,岗位,启用日期,停用日期,产能系数,请假期间
Q1,吉雨,城关支行,清收主管,2017-03-01,,1.00,
Q2,杨文婷,990102,客户经理,2017-03-01,2026-07-31,0.80,2026-03-01至2026-03-31;2026-05-06
`;

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const ask = async (path: string) => {
  const response = await test.request(`/api${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
};
const reasonsOf = async (id: number) => {
  const { rows } = await ask(`/side-files/files/${id}/rejects`);
  return rows.map((row: { lineNo: number; reasons: { code: string }[] }) => [
    row.lineNo,
    row.reasons.map(({ code }) => code).join(' '),
  ]);
};

describe('a roster', () => {
  it('tells who works where on a day: last day, capacity and leave included', async () => {
    await loadSide(test.desk, 'branches', BRANCHES, { asOf: '2026-01-01' });
    await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-01-01' });
    const on = async (day: string) => {
      const { source, officers } = await ask(`/roster/officers?day=${day}`);
      expect(source).toBe('roster');
      return officers.find(({ code }: { code: string }) => code === 'Q2');
    };
    expect(await on('2026-07-31')).toMatchObject({
      ...{ name: '杨文婷', branch: '河西支行', capacityBp: 8000, isActive: true },
      leaves: [
        { from: '2026-03-01', to: '2026-03-31' },
        { from: '2026-05-06', to: '2026-05-06' },
      ],
    });
    expect(await on('2026-08-01')).toMatchObject({ isActive: false });
    expect(await on('2026-03-31')).toMatchObject({ isOnLeave: true });
    const { branches } = await ask('/roster/branches');
    expect(branches.map(({ kind }: { kind: string }) => kind)).toEqual(['总行', '支行', '支行']);
  });

  it('of a later day does not change an earlier day; before the first, the first speaks', async () => {
    await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-03-01' });
    await loadSide(test.desk, 'officers', '姓名,机构\n新人,城关支行\n', { asOf: '2026-06-01' });
    const names = async (day: string) =>
      (await ask(`/roster/officers?day=${day}`)).officers.map((one: { name: string }) => one.name);
    expect(await names('2026-05-31')).toEqual(['杨文婷', '吉雨']);
    expect(await names('2026-01-01')).toEqual(['杨文婷', '吉雨']);
    expect(await names('2026-06-01')).toEqual(['新人']);
  });

  it('is the same version for the same bytes of the same day', async () => {
    const first = await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-03-01' });
    const again = await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-03-01' });
    expect(again).toMatchObject({ id: first.id, isRepeat: true });
    const later = await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-04-01' });
    expect(later.id).not.toBe(first.id);
  });

  it('comes from the latest book where there is none, and says so', async () => {
    expect(await ask('/roster/officers')).toMatchObject({ source: 'none', officers: [] });
    await importTestFile(test.desk, '借据号,机构,管户人,余额\nA,城关支行,吉雨,1.00\n');
    expect(await ask('/roster/officers')).toMatchObject({
      ...{ source: 'book', asOf: '2026-11-20' },
      officers: [{ name: '吉雨', branch: '城关支行', isActive: true, capacityBp: null }],
    });
  });

  it('rejects each row that cannot be with a sentence, and accounts for all of them', async () => {
    await loadSide(test.desk, 'branches', BRANCHES);
    const file = await loadSide(
      test.desk,
      'officers',
      [
        '示范农商银行人员名册,,,,,,',
        '工号,姓名,机构,启用日期,停用日期,产能系数,请假期间',
        'Q1,甲,城关支行,2020-01-01,,1,',
        'Q2,乙,城关支行,,,,',
        'Q2,丙,城关支行,,,,',
        'Q3,丁,天边支行,,,,',
        'Q4,戊,城关支行,2026-05-01,2026-04-30,,',
        'Q5,,城关支行,2026-13-01,,一个,三月',
        '6.2E+18,己,城关支行,,,,',
        'Q1,甲,城关支行,2020-01-01,,1,',
        '合计,,,,,,',
      ].join('\n'),
    );
    expect(file).toMatchObject({ rowsRead: 10, rowsLoaded: 1, rowsRejected: 7, rowsSkipped: 2 });
    expect(await reasonsOf(file.id)).toEqual([
      [4, 'code-of-two'],
      [5, 'code-of-two'],
      [6, 'branch-unknown'],
      [7, 'to-before-from'],
      [8, 'capacity-unreadable leave-unreadable missing date-unreadable'],
      [9, 'excel-damaged'],
      [10, 'duplicate'],
    ]);
  });

  it('is corrected by bringing back rejected rows: a version with all the other rows', async () => {
    await loadSide(test.desk, 'branches', BRANCHES);
    const wrong = OFFICERS.replace('990102', '不知道');
    const file = await loadSide(test.desk, 'officers', wrong, { asOf: '2026-01-01' });
    const csv = await test.request(`/api/side-files/files/${file.id}/rejects/csv`);
    const corrected = (await csv.text()).replace(',不知道', ',河西支行');
    const upload = await test.request('/api/loan-book/uploads?fileName=a.csv', {
      ...{ method: 'PUT', body: corrected },
    });
    const { uploadId } = await upload.json();
    const started = await test.request(`/api/side-files/files/${file.id}/corrections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uploadId }),
    });
    const { loadId } = await started.json();
    let job = await ask(`/side-files/loads/${loadId}`);
    while (job.state === 'queued' || job.state === 'running') {
      await new Promise((go) => setTimeout(go, 5));
      job = await ask(`/side-files/loads/${loadId}`);
    }
    expect(job.problem).toBeNull();
    expect(job.result).toMatchObject({ amends: file.id, rowsLoaded: 1, rowsRead: 1 });
    const { id, officers } = await ask('/roster/officers?day=2026-01-01');
    expect(id).toBe(job.result.id);
    expect(officers.map(({ name }: { name: string }) => name)).toEqual(['吉雨', '杨文婷']);
    expect(await ask(`/side-files/files/${file.id}/rejects`)).toMatchObject({ total: 0 });
  });

  it.each([
    ['GB18030', () => encodeGb18030(`人员名册,,\n${OFFICERS}`)],
    ['gz', () => gzipSync(OFFICERS)],
    [
      'a second sheet of a workbook, in English',
      () =>
        makeWorkbook([
          { name: 'Cover', rows: [['Staff list']] },
          {
            name: 'Staff',
            rows: [
              ['Staff ID', 'Name', 'Branch', 'Start date', 'Capacity'],
              ['Q1', '吉雨', '城关支行', '2017-03-01', '100%'],
              ['Q2', '杨文婷', '河西支行', '2017-03-01', '80%'],
            ],
          },
        ]),
    ],
  ])('is read from %s', async (_, bytes) => {
    const file = await loadSide(test.desk, 'officers', bytes(), { fileName: 'r' });
    expect(file).toMatchObject({ rowsLoaded: 2, rowsRejected: 0 });
    const { officers } = await ask('/roster/officers');
    expect(officers.find(({ code }: { code: string }) => code === 'Q2')?.capacityBp ?? 8000).toBe(
      8000,
    );
    expect(officers.map(({ name }: { name: string }) => name).sort()).toEqual(['吉雨', '杨文婷']);
  });

  it('is told apart by its header: branches from officers from postings', async () => {
    const kindOf = async (body: string) => {
      const put = await test.request('/api/loan-book/uploads?fileName=a.csv', {
        ...{ method: 'PUT', body },
      });
      const { uploadId } = await put.json();
      const response = await test.request(`/api/side-files/uploads/${uploadId}/inspect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return (await response.json()).kind;
    };
    expect(await kindOf(BRANCHES)).toBe('branches');
    expect(await kindOf(OFFICERS)).toBe('officers');
    expect(await kindOf('流水号,借据号,入账日期,收回本金\nLS1,A,2026-01-01,5\n')).toBe('postings');
  });
});

describe('a loan book beside a roster', () => {
  const BOOK = '借据号,机构号,管户人,余额\nA,990101,Q1,1.00\nB,990102,Q9,2.00\nC,990102,Q2,4.00\n';

  it('has the names that its codes stand for, and says of each what it was', async () => {
    await loadSide(test.desk, 'branches', BRANCHES, { asOf: '2026-01-01' });
    await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-01-01' });
    await importTestFile(test.desk, BOOK);
    const { rows } = await ask('/loans');
    const held = rows.map((row: { loanId: string; branch: string; officer: string }) => [
      ...[row.loanId, row.branch, row.officer],
    ]);
    expect(held.sort()).toEqual([
      ['A', '城关支行', '吉雨'],
      ['B', '河西支行', 'Q9'],
      ['C', '河西支行', '杨文婷'],
    ]);
  });

  it('is told who holds loans and is not in the roster, or has left', async () => {
    await loadSide(test.desk, 'branches', BRANCHES, { asOf: '2026-01-01' });
    await importTestFile(test.desk, BOOK);
    const line = async (id: string) => {
      const { id: snapshot } = (await ask('/loan-book/snapshots'))[0];
      const { lines } = await ask(`/loan-book/snapshots/${snapshot}/quality`);
      return lines.find((one: { id: string }) => one.id === id);
    };
    expect((await line('officer-not-in-roster'))?.count ?? 0).toBe(0);
    // The roster comes after the book: codes of that book stay, and nobody is known by them.
    await loadSide(test.desk, 'officers', OFFICERS, { asOf: '2026-01-01' });
    expect(await line('officer-not-in-roster')).toMatchObject({ count: 3, amountFen: 700 });
    await importTestFile(test.desk, `${BOOK}D,990101,吉雨,8.00\n`);
    expect(await line('officer-not-in-roster')).toMatchObject({ count: 1, amountFen: 200 });
    expect(await line('officer-not-working')).toMatchObject({ count: 1, amountFen: 400 });
  });
});
