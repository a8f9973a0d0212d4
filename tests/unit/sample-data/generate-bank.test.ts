import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateBank, type SampleFile } from '../../../sample-data/generate-bank.ts';
import { companyCheck, personCheck } from '../../../sample-data/make-identity.ts';
import { column, fenOf, readCsv } from './read-csv.ts';

const { files, truth } = generateBank();
const utf8 = (file: SampleFile | undefined): string =>
  new TextDecoder().decode(file?.bytes() ?? new Uint8Array());
const hash = (list: SampleFile[]): string => {
  const sum = createHash('sha256');
  for (const file of list) sum.update(file.name).update(file.bytes());
  return sum.digest('hex');
};

describe('the bank', () => {
  test('the same options give the same bytes, another seed another bank', () => {
    const options = { loans: 300, lastAsOf: '2026-04-24' };
    const first = hash(generateBank(options).files);
    expect(hash(generateBank(options).files)).toBe(first);
    expect(hash(generateBank({ ...options, seed: 7 }).files)).not.toBe(first);
  });

  test('it has the size that the documentation says', () => {
    expect(truth).toMatchObject({ branches: 12, officers: 60, villages: 40 });
    expect(truth.asOfs).toHaveLength(48);
    expect([truth.asOfs[0], truth.asOfs[1], truth.asOfs.at(-1)]).toEqual([
      '2025-12-31',
      '2026-01-02',
      '2026-11-20',
    ]);
    const opening = truth.snapshots[0];
    expect(opening?.loans).toBe(8000);
    expect((opening?.nplLoans ?? 0) + (opening?.offBookLoans ?? 0)).toBeGreaterThan(2100);
    expect((opening?.nplLoans ?? 0) + (opening?.offBookLoans ?? 0)).toBeLessThan(2300);
    for (const snapshot of truth.snapshots) {
      expect(snapshot.nplBalance).toBeGreaterThan(35_000_000_000);
      expect(snapshot.nplBalance).toBeLessThan(45_000_000_000);
      expect(snapshot.offBookBalance).toBeGreaterThan(10_000_000_000);
      expect(snapshot.offBookBalance).toBeLessThan(15_000_000_000);
    }
  });

  test('the year ends behind plan, and three branches cause most of the gap', () => {
    expect(truth.target.on + truth.target.off).toBe(12_000_000_000);
    expect(truth.paceBp).toBeGreaterThan(7000);
    expect(truth.paceBp).toBeLessThan(8500);
    const total = truth.gaps.reduce((sum, { gap }) => sum + gap, 0);
    const three = truth.gaps.slice(0, 3);
    expect(three.map(({ branch }) => branch)).toEqual(['城关支行', '河西支行', '北塬支行']);
    const share = three.reduce((sum, { gap }) => sum + gap, 0) / total;
    expect(share).toBeGreaterThan(0.65);
    expect(share).toBeLessThan(0.78);
  });

  test('opening and movements make the closing stock to the fen, each week and over the year', () => {
    for (const bridge of [...truth.weeks, truth.bridge]) {
      const ins = bridge.newNpl + bridge.returned;
      const outs =
        bridge.cashPrincipal +
        bridge.upgraded +
        bridge.writtenOff +
        bridge.transferred +
        bridge.foreclosed +
        bridge.silentExit +
        bridge.unexplained;
      expect(bridge.opening + ins - outs, bridge.to).toBe(bridge.closing);
    }
    expect(truth.bridge.opening).toBe(truth.snapshots[0]?.nplBalance);
    expect(truth.bridge.closing).toBe(truth.snapshots.at(-1)?.nplBalance);
  });

  test('villages of contagion default at least three times as often as the calm ones', () => {
    const rows = readCsv(utf8(files.find(({ asOf }) => asOf === '2025-12-31')));
    const [headers = []] = rows;
    const [village, township] = [column(headers, '行政村'), column(headers, '乡镇')];
    const [risk, status] = [column(headers, '五级分类'), column(headers, '表内外标志')];
    const names = new Set(truth.contagionVillages.map((item) => item.township + item.village));
    const count = { sick: [0, 0], calm: [0, 0] };
    for (const row of rows.slice(1).filter((item) => item[village] !== '')) {
      const side = names.has(`${row[township]}${row[village]}`) ? count.sick : count.calm;
      side[0] = (side[0] ?? 0) + 1;
      const bad = row[status] === '表内' && ['次级', '可疑', '损失'].includes(row[risk] ?? '');
      side[1] = (side[1] ?? 0) + Number(bad);
    }
    const ratio = ([all = 0, bad = 0]: number[]): number => bad / all;
    expect(ratio(count.sick) / ratio(count.calm)).toBeGreaterThan(3);
    expect(ratio(count.sick) / ratio(count.calm)).toBeLessThan(6);
  });

  test('no identity number could be real: the check character is always wrong', () => {
    const rows = readCsv(utf8(files.find(({ asOf }) => asOf === '2026-11-20')));
    const [headers = []] = rows;
    const at = column(headers, '证件号码');
    for (const row of rows.slice(1)) {
      const id = row[at] ?? '';
      expect(id).toHaveLength(18);
      // Region 99 does not exist; it leads a person's number and follows `91` in a company's.
      const person = id.startsWith('99');
      expect(person ? id.slice(0, 2) : id.slice(2, 4)).toBe('99');
      const right = person ? personCheck(id.slice(0, 17)) : companyCheck(id.slice(0, 17));
      expect(id.at(-1)).not.toBe(right);
    }
  });
});

describe('the receipts', () => {
  const planted = truth.planted.filter(({ kind }) =>
    ['posting-without-fall', 'duplicate-posting'].includes(kind),
  );

  test('each month adds up to the cash that came in, apart from the planted lines', () => {
    const rows = readCsv(utf8(files.find(({ name }) => name === '收回流水_2026.csv')));
    const months = new Map<string, number>();
    for (const row of rows.slice(1)) {
      const month = (row[2] ?? '').slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + fenOf(row[3] ?? ''));
    }
    let extra = 0;
    for (const month of truth.months) {
      extra += (months.get(month.month) ?? 0) - month.cashOn - month.cashOff;
    }
    expect(extra).toBe(planted.reduce((sum, { amount }) => sum + amount, 0));
    const exact = truth.months.filter(
      (month) => months.get(month.month) === month.cashOn + month.cashOff,
    );
    expect(exact.length).toBeGreaterThan(3);
  });

  test('last year is there month by month, strongest before Spring Festival', () => {
    expect(truth.lastYear).toHaveLength(12);
    const cash = truth.lastYear.map((month) => month.cashOn + month.cashOff);
    expect(Math.max(...cash)).toBe(cash[0]);
    expect(Math.min(...cash)).toBe(Math.min(cash[6] ?? 0, cash[7] ?? 0));
  });

  test('each line has a number of its own and shares of exactly 100, a deduction none', () => {
    for (const year of ['2025', '2026']) {
      const rows = readCsv(utf8(files.find(({ name }) => name === `收回流水_${year}.csv`))).slice(
        1,
      );
      expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
      const isUnnamed = (row: string[]) => year === '2026' && row[7] === '扣划';
      expect(rows.filter((row) => row[10] === '')).toEqual(rows.filter(isUnnamed));
      for (const row of rows.filter((one) => !isUnnamed(one))) {
        const shares = (row[11] ?? '').split(';').map(Number);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
        expect((row[10] ?? '').split(';')).toHaveLength(shares.length);
      }
    }
  });

  test('the stalled officer receives nothing in the last three weeks', () => {
    const since = truth.asOfs.at(-4) ?? '';
    const rows = readCsv(utf8(files.find(({ name }) => name === '收回流水_2026.csv'))).slice(1);
    const late = rows.filter(
      (row) => (row[2] ?? '') > since && row[10]?.includes(truth.stalledOfficer),
    );
    expect(late).toEqual([]);
  });
});
