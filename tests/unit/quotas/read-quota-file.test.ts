import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOfficers } from '../../../server/quotas/match-officers.ts';
import { quotaColumn } from '../../../server/quotas/quota-columns.ts';
import { readQuotaFile } from '../../../server/quotas/read-quota-file.ts';

const WAN = 1_000_000;
const MONTHS = Array.from({ length: 12 }, (_, m) => `${m + 1}月`);
const read = (text: string, options: Partial<Parameters<typeof readQuotaFile>[1]> = {}) =>
  readQuotaFile(
    text.split('\n').map((line) => line.split('|')),
    { year: 2026, unit: 'yuan', fileUnit: undefined, ...options },
  );
const years = (text: string, options = {}) =>
  read(text, options).lines.map(({ officer, yearFen }) => [officer, yearFen]);
const said = (text: string, options = {}) => read(text, options).problems.map(({ says }) => says);

describe('a header cell of a quota file', () => {
  it.each([
    ['清收员', 'officer', undefined],
    ['管户人姓名', 'officer', undefined],
    ['Officer', 'officer', undefined],
    ['机构名称', 'branch', undefined],
    ['全年(万元)', 'year', undefined],
    ['2026年度任务', 'year', undefined],
    ['年度目标金额', 'year', undefined],
    ['合计', 'year', undefined],
    ['Annual target', 'year', undefined],
    ['1月', 'month', 1],
    ['2026年12月份', 'month', 12],
    ['2026-03', 'month', 3],
    ['2026-03-01', 'month', 3],
    ['十一月', 'month', 11],
    ['十月', 'month', 10],
    ['March', 'month', 3],
    ['Sept.', 'month', 9],
    ['M7', 'month', 7],
    ['13月', 'month', 13],
    ['5月(万元)', 'month', 5],
    ['备注', undefined, undefined],
    ['market', undefined, undefined],
    ['', undefined, undefined],
  ] as const)('%j heads %s %s', (cell, kind, month) => {
    const found = quotaColumn(cell);
    expect(found?.kind).toBe(kind);
    expect(found?.kind === 'month' ? found.month : undefined).toBe(month);
  });
});

describe('a file of quotas', () => {
  it('is read in any order of columns, with commas, under a title that names the unit', () => {
    expect(years('2026年任务\n单位:万元\n备注|全年任务|清收员\n|1,234.5|甲\nx|3|乙\n')).toEqual([
      ['甲', 1_234_500_000],
      ['乙', 3 * WAN],
    ]);
  });

  it('takes the unit from a header, from what is chosen, and refuses to guess it', () => {
    expect(years('清收员|全年(元)\n甲|12.34')).toEqual([['甲', 1234]]);
    expect(years('清收员|全年\n甲|12', { fileUnit: 'wan' })).toEqual([['甲', 12 * WAN]]);
    expect(() => years('清收员|全年\n甲|12')).toThrow(/does not say what its amounts count/);
  });

  it('gives months that the header of the year alone names the unit of', () => {
    const text = `机构|清收员|${MONTHS.join('|')}|全年(万元)\n城关|甲|${MONTHS.map(() => '2').join('|')}|24`;
    expect(read(text).lines[0]?.monthsFen).toEqual(MONTHS.map(() => 2 * WAN));
    expect(read(text).problems).toEqual([]);
  });

  it('checks and skips subtotals and the total', () => {
    const text =
      '机构|清收员|全年(万元)\n城关|甲|1\n|乙|2\n城关|小计|3\n河西|丙|4\n河西|小计|4\n合计||7';
    expect(read(text)).toMatchObject({ totals: 3, problems: [], lines: [{}, {}, { row: 5 }] });
    expect(said(text.replace('小计|4', '小计|5').replace('||7', '||9'))).toEqual([
      {
        zh: '第 6 行 C6:合计写的是 5 万元,各清收员相加是 4 万元,差 1 万元。',
        en: expect.stringContaining('Row 6, C6: the total says 50,000.00 yuan'),
      },
      expect.objectContaining({ zh: expect.stringMatching(/^第 7 行 C7:.*差 2 万元/) }),
    ]);
  });

  it.each([
    ['清收员|全年(万元)\n甲|十二', /^第 2 行 B2:“十二”不是金额/],
    ['清收员|全年(万元)\n甲|-3', /^第 2 行 B2:“-3”是负数/],
    ['清收员|全年(万元)\n甲|(3)', /“\(3\)”是负数/],
    ['全年(万元)|清收员\n3|', /^第 2 行 B2:这一行有金额,没有清收员姓名/],
    ['清收员|全年(万元)|13月\n甲|3|1', /^第 1 行 C1:表头“13月”不在 2026 年之内/],
    ['清收员|2027年1月(万元)\n甲|3', /表头“2027年1月\(万元\)”不在 2026 年之内/],
    ['清收员|2025年任务(万元)\n甲|3', /不在 2026 年之内/],
    ['清收员|1月(万元)|一月\n甲|3|4', /^第 1 行 C1:表头“一月”与前面的列重复/],
    [
      `清收员|${MONTHS.join('|')}|全年(万元)\n甲|${MONTHS.map(() => '1').join('|')}|13`,
      /^第 2 行 N2:全年 13 万元与十二个月合计 12 万元不一致/,
    ],
  ])('%j has one problem that names row and cell', (text, zh) => {
    const problems = said(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.zh).toMatch(zh);
    expect(problems[0]?.en).toMatch(/^Row \d, [A-N]\d: /);
  });

  it('names an amount that is no whole number of the plan’s unit', () => {
    expect(said('清收员|全年(万元)\n甲|1.5', { unit: 'wan' })[0]?.zh).toBe(
      '第 2 行 B2:1.5 万元不是方案取整单位(万元)的整数倍。',
    );
  });

  it('refuses a table without an officer or without amounts', () => {
    for (const text of ['a|b\n1|2', '清收员|备注\n甲|x', '', '全年(万元)\n3']) {
      expect(() => read(text)).toThrow(/no header of a quota table/);
    }
  });

  it('reads back every amount that it was written with, whatever the order of columns', () => {
    const cents = fc.integer({ min: 0, max: 9_999_999_999 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cents, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        fc.shuffledSubarray([...MONTHS.keys()], { minLength: 12 }),
        (people, order) => {
          const yuan = (fen: number) =>
            `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
          const rows = people.map(
            (own, i) => `${order.map((m) => yuan(own[m] ?? 0)).join('|')}|p${i}`,
          );
          const text = `单位:元\n${order.map((m) => MONTHS[m]).join('|')}|清收员\n${rows.join('\n')}`;
          expect(read(text, { unit: 'fen' }).lines.map((line) => line.monthsFen)).toEqual(people);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the officers of a file', () => {
  const known = {
    officers: [
      { branch: '城关支行', officer: '李 强' },
      { branch: '河西支行', officer: '李强' },
      { branch: '河西支行', officer: '张伟' },
    ],
    withoutLoans: [{ branch: '河西支行', officer: '赵磊' }],
  };
  const match = (...names: [branch: string, officer: string, under?: string][]) =>
    matchOfficers(
      names.map(([branch, officer, under = ''], i) => ({
        ...{ row: i + 2, cell: `B${i + 2}`, branch, under, officer },
        ...{ yearFen: 1, monthsFen: [] },
      })),
      known,
    );

  it('are found by a name that only one has, or by name and branch', () => {
    const { matched, problems } = match(
      ['', '张伟'],
      ['城关支行', '李强'],
      ['', '李强', '河西支行'],
    );
    expect(problems).toEqual([]);
    expect(matched.map(({ branch, officer }) => branch + officer)).toEqual([
      '河西支行张伟',
      '城关支行李 强',
      '河西支行李强',
    ]);
  });

  it.each([
    ['', '王五', /第 2 行 B2:台账里没有清收员“王五”/],
    ['', '李强', /有 2 名清收员叫“李强”\(城关支行、河西支行\)/],
    ['城关支行', '张伟', /“城关支行”没有清收员“张伟”;台账里他在河西支行/],
    ['', '赵磊', /“赵磊”名下没有本类别的贷款/],
  ])('%j %j is a problem with a sentence', (branch, officer, zh) => {
    const { matched, problems } = match([branch, officer]);
    expect(matched).toEqual([]);
    expect(problems[0]?.says.zh).toMatch(zh);
    expect(problems[0]?.says.en).toMatch(/^Row 2, B2: /);
  });

  it('stand once', () => {
    expect(match(['', '张伟'], ['河西支行', '张伟']).problems[0]?.says.zh).toContain(
      '在第 2 行已经出现过',
    );
  });
});
