import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const example = readFileSync(
  new URL('../../sample-data/examples/清收任务_2026.csv', import.meta.url),
);

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const ask = async (path: string, body?: unknown) => {
  const init =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  const response = await test.request(`/api${path}`, init);
  expect(response.status, path).toBe(200);
  return response.json();
};

/** What a look at the file says before it is loaded, in Chinese. */
async function check(text: string): Promise<[string, string][]> {
  const put = await test.request('/api/loan-book/uploads?fileName=t.csv', {
    ...{ method: 'PUT', body: text },
  });
  const { uploadId } = await put.json();
  const { findings } = await ask(`/side-files/uploads/${uploadId}/check`, { kind: 'targets' });
  return findings.map((one: { tone: string; says: { zh: string } }) => [one.tone, one.says.zh]);
}

const PLAN = `年度,类别,层级,机构,清收员,单位,金额
2027,表内现金清收,全行,,,万元,100.00
2027,表内现金清收,机构,城关支行,,万元,60.000001
2027,表内现金清收,机构,河西支行,,万元,39.999998
2027,表内现金清收,清收员,城关支行,吉雨,元,600000.01
`;

/** What quotas split has a target; the rest is as the file states it. */
const SIDE_BY_SIDE = [
  ['tg-cash-on', 'target'],
  ['tg-cash-off', 'target'],
  ['tg-interest', 'target'],
  ['tg-upgrade', 'target'],
  ['tg-writeoff', 'file'],
  ['tg-transfer', 'file'],
  ['tg-foreclosure', 'file'],
];

describe('a file of targets', () => {
  it('of the sample sets the targets of the categories that quotas split, and keeps the rest', async () => {
    const file = await loadSide(test.desk, 'targets', example);
    expect(file).toMatchObject({ rowsLoaded: 12, rowsRejected: 0 });
    const sideBySide = await ask('/quotas/by-category?year=2026');
    expect(
      sideBySide.columns.map((one: { category: string; from: string }) => [one.category, one.from]),
    ).toEqual(SIDE_BY_SIDE);
    const targets = await ask('/quotas/targets?year=2026');
    expect(
      targets.map((one: { category: string; amountFen: number }) => [one.category, one.amountFen]),
    ).toEqual([
      ['tg-cash-off', 15_000_000],
      ['tg-cash-on', 57_000_000],
      ['tg-interest', 10_000_000],
      ['tg-upgrade', 9_000_000],
    ]);
    // Last year's 任务 is a target, its 实际 is none.
    expect(await ask('/quotas/targets?year=2025')).toHaveLength(2);
  });

  it('says before it is loaded what adds up with what, to the fen', async () => {
    expect(await check(PLAN)).toEqual([
      ['good', '2027 年表内现金清收:全行任务定为 100 万元。'],
      [
        'bad',
        '2 家机构合计 99.999999 万元,2027 年表内现金清收全行任务是 100 万元,少 0.000001 万元。',
      ],
      ['good', '城关支行 1 名清收员合计 60.000001 万元,与城关支行的2027 年表内现金清收分毫不差。'],
    ]);
    expect(await ask('/quotas/targets')).toEqual([]);
  });

  it('offers what it gives branches and officers as locks; a later file replaces an earlier', async () => {
    await loadSide(test.desk, 'targets', PLAN);
    await loadSide(test.desk, 'targets', PLAN.replace('39.999998', '39.999999'));
    expect(await ask('/quotas/targets/locks?year=2027')).toEqual([
      { branch: '城关支行', officer: '吉雨', lockFen: 60_000_001 },
      { branch: '城关支行', lockFen: 60_000_001 },
      { branch: '河西支行', lockFen: 39_999_999 },
    ]);
    const [target] = await ask('/quotas/targets?year=2027');
    expect(target).toMatchObject({ amountFen: 100_000_000, version: 1 });
  });

  it('stands in the plan to the fen once its lines are locks; as floors they are the least', async () => {
    await insertLoans(test.desk, { id: 1, asOf: '2026-11-20' }, [
      { officer: '吉雨', balance_fen: 300_000_000 },
      { officer: '周敏', balance_fen: 300_000_000 },
      { branch: '河西支行', officer: '张伟', balance_fen: 900_000_000 },
    ]);
    const file = PLAN.replace('39.999998', '39.999999').replace('600000.01', '500000.01');
    await loadSide(test.desk, 'targets', file);
    const locks: { branch: string; officer?: string; lockFen: number }[] = await ask(
      '/quotas/targets/locks?year=2027',
    );
    const year = { year: 2027, targetFen: 100_000_000 };
    const quotas = async (request: object) => {
      const plan = await ask('/quotas/preview', { ...year, ...request });
      return plan.officers.map((own: { officer: string; quotaFen: number }) => [
        own.officer,
        own.quotaFen,
      ]);
    };
    expect(await quotas({ unit: 'fen', limits: locks })).toEqual([
      ['吉雨', 50_000_001],
      ['周敏', 10_000_000],
      ['张伟', 39_999_999],
    ]);
    // As floors, in whole 万元: the first branch at least 61, of which 吉雨 at least 51.
    const floors = locks.map(({ lockFen: floorFen, ...place }) => ({ ...place, floorFen }));
    const atLeast = await quotas({ targetFen: 101_000_000, limits: floors });
    expect(atLeast).toEqual([
      ['吉雨', 51_000_000],
      ['周敏', 10_000_000],
      ['张伟', 40_000_000],
    ]);
  });

  it('by months is the year once all twelve are there', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `2027,表外清收,${i + 1}月,${i + 1}.01`);
    const head = '单位:元,,,\n年度,类别,月份,金额';
    await loadSide(test.desk, 'targets', [head, ...months.slice(1)].join('\n'));
    expect(await ask('/quotas/targets')).toEqual([]);
    await loadSide(test.desk, 'targets', [head, ...months].join('\n'));
    const [target] = await ask('/quotas/targets');
    expect(target).toMatchObject({ category: 'tg-cash-off', amountFen: 7812 });
  });

  it('rejects each row that cannot be with a sentence', async () => {
    const file = await loadSide(
      test.desk,
      'targets',
      `年度,月份,类别,层级,机构,清收员,单位,金额
2027,,表内现金清收,全行,,,万元,一百
二七年,13,跳舞,火星,,,美元,5
2027,,表外清收,清收员,城关支行,,元,5
2027,,表外清收,,城关支行,,元,-5
2027,,表外清收,,河西支行,,元,5
2027,,表外清收,,河西支行,,元,6
,,,,,,,
`,
    );
    expect(file).toMatchObject({ rowsRead: 7, rowsLoaded: 1, rowsRejected: 5, rowsSkipped: 1 });
    const { rows } = await ask(`/side-files/files/${file.id}/rejects`);
    expect(
      rows.map((row: { lineNo: number; reasons: { code: string }[] }) => [
        row.lineNo,
        row.reasons.map(({ code }) => code).join(' '),
      ]),
    ).toEqual([
      [2, 'amount-unreadable'],
      [3, 'year-unreadable month-unreadable category-unknown level-unreadable unit-unreadable'],
      [4, 'level-disagrees'],
      [5, 'target-negative'],
      [7, 'duplicate'],
    ]);
    for (const { reasons } of rows) {
      for (const { says } of reasons) expect(says.zh).not.toMatch(/^[a-z-]+$/);
    }
  });
});
