import { describe, expect, test } from 'vitest';
import { generateBank } from '../../../sample-data/generate-bank.ts';
import { fenOf, readCsv } from './read-csv.ts';

const { files, truth } = generateBank();
type Named = Record<string, string>;

function named(rows: string[][]): Named[] {
  const [headers = [], ...data] = rows;
  return data.map((row) =>
    Object.fromEntries(headers.map((header, at) => [header, row[at] ?? ''])),
  );
}

const planted = new Set(truth.planted.map(({ loanId }) => loanId));
const last = truth.asOfs.at(-1) ?? '';
const books = new Map<string, Map<string, Named>>();
/** The planted loans of a book; of the last book, all loans. */
function book(asOf: string): Map<string, Named> {
  let rows = books.get(asOf);
  if (rows === undefined) {
    const file = files.find((item) => item.asOf === asOf);
    const encoding = asOf === '2026-06-26' ? 'gb18030' : 'utf-8';
    const lines = new TextDecoder(encoding)
      .decode(file?.bytes())
      .replace('\uFEFF', '')
      .split('\r\n');
    const wanted = lines.filter(
      (line) => asOf === last || line.startsWith('借据号') || planted.has(line.slice(0, 19)),
    );
    const table = named(readCsv(wanted.join('\r\n')));
    rows = new Map(table.map((row) => [row['借据号'] ?? '', row]));
    books.set(asOf, rows);
  }
  return rows;
}
const weekBefore = (asOf: string): string => truth.asOfs[truth.asOfs.indexOf(asOf) - 1] ?? '';
const of = (kind: string): typeof truth.planted =>
  truth.planted.filter((event) => event.kind === kind);
const years3 = (iso: string): string => `${Number(iso.slice(0, 4)) + 3}${iso.slice(4)}`;
const ledger = named(
  readCsv(
    new TextDecoder().decode(files.find(({ name }) => name === '收回流水_2026.csv')?.bytes()),
  ),
);
const EIGHT_WEEKS = '2027-01-15';

describe('planted in the books', () => {
  test('a silent exit is in one book and not in the next, and has no receipt that week', () => {
    expect(of('silent-exit')).toHaveLength(12);
    for (const { loanId, seenOn, amount } of of('silent-exit')) {
      expect(fenOf(book(weekBefore(seenOn)).get(loanId)?.['本金余额'] ?? '')).toBe(amount);
      expect(book(seenOn).has(loanId)).toBe(false);
      const receipts = ledger.filter(
        (row) => row['借据号'] === loanId && (row['入账日期'] ?? '') > weekBefore(seenOn),
      );
      expect(receipts).toEqual([]);
    }
    for (const { loanId, seenOn } of of('return')) {
      expect(book(weekBefore(seenOn)).has(loanId)).toBe(false);
      expect(book(seenOn).has(loanId)).toBe(true);
    }
  });

  test('only planted loans keep class 关注 beyond 90 days past due', () => {
    const expected = new Set(of('class-lag').map(({ loanId }) => loanId));
    const lagging = [...book(last).values()].filter(
      (row) => Number(row['逾期天数']) > 90 && ['正常', '关注'].includes(row['五级分类'] ?? ''),
    );
    expect(lagging.length).toBeGreaterThan(8);
    for (const row of lagging) expect(expected.has(row['借据号'] ?? '')).toBe(true);
    for (const { loanId, seenOn } of of('class-lag')) {
      expect(Number(book(seenOn).get(loanId)?.['逾期天数'])).toBeGreaterThan(90);
      expect(book(seenOn).get(loanId)?.['五级分类']).toMatch(/关注|^2$/);
    }
  });

  test('a reset has fewer days past due than a week ago, nothing paid and nothing extended', () => {
    for (const { loanId, seenOn } of of('dpd-reset')) {
      const [old, now] = [book(weekBefore(seenOn)).get(loanId), book(seenOn).get(loanId)];
      expect(Number(now?.['逾期天数'])).toBeLessThan(Number(old?.['逾期天数']));
      expect(now?.['展期到期日']).toBe(old?.['展期到期日']);
      expect(Number(now?.['本期现金收回'])).toBe(0);
    }
  });

  test('limitation and guarantee clocks end within eight weeks of the last book', () => {
    for (const kind of ['limitation-proved', 'limitation-unproved']) {
      for (const { loanId } of of(kind)) {
        const row = book(last).get(loanId);
        const end = years3(row?.['最近时效中断日'] ?? '');
        expect(end > last && end <= EIGHT_WEEKS, end).toBe(true);
        expect(row?.['时效中断证据']).toBe(kind === 'limitation-proved' ? '签收回执' : '无');
        expect(years3(row?.['到期日'] ?? '') < last).toBe(true);
      }
    }
    for (const { loanId } of of('guarantee-ending')) {
      const end = book(last).get(loanId)?.['保证期间届满日'] ?? '';
      expect(end > last && end <= EIGHT_WEEKS, end).toBe(true);
    }
  });

  test('disputes, illness, deaths and lost contact appear in their week', () => {
    const says = {
      dispute: ['是否有争议', '是'],
      illness: ['是否重病', '是'],
      death: ['是否死亡', '是'],
      'lost-contact': ['联系状态', '失联'],
    } as const;
    for (const [kind, [header, value]] of Object.entries(says)) {
      for (const { loanId, seenOn } of of(kind)) {
        expect(book(seenOn).get(loanId)?.[header]).toBe(value);
        expect(book(weekBefore(seenOn)).get(loanId)?.[header]).not.toBe(value);
      }
    }
  });

  test('a slipping plan moves its date on and nothing is received', () => {
    for (const { loanId, amount } of of('slipping-plan')) {
      const dates = truth.asOfs
        .filter((_, week) => week % 6 === 2)
        .map((asOf) => book(asOf).get(loanId)?.['计划收回日期'] ?? '');
      expect(new Set(dates).size).toBeGreaterThan(3);
      expect(amount).toBeGreaterThan(20_000_000);
      expect(ledger.some((row) => row['借据号'] === loanId)).toBe(false);
    }
  });
});

describe('planted in the receipts', () => {
  const week = (row: Named, seenOn: string): boolean =>
    (row['入账日期'] ?? '') > weekBefore(seenOn) && (row['入账日期'] ?? '') <= seenOn;
  const receipts = (loanId: string, seenOn: string): Named[] =>
    ledger.filter((row) => row['借据号'] === loanId && week(row, seenOn));
  const fall = (loanId: string, seenOn: string): number =>
    fenOf(book(weekBefore(seenOn)).get(loanId)?.['本金余额'] ?? '') -
    fenOf(book(seenOn).get(loanId)?.['本金余额'] ?? '');

  test('a receipt without a fall, and a fall without a receipt', () => {
    for (const { loanId, seenOn, amount } of of('posting-without-fall')) {
      expect(receipts(loanId, seenOn).map((row) => fenOf(row['收回本金'] ?? ''))).toEqual([amount]);
      if (seenOn !== '2026-06-26' && weekBefore(seenOn) !== '2026-06-26')
        expect(fall(loanId, seenOn)).toBe(0);
    }
    for (const { loanId, seenOn } of of('fall-without-posting')) {
      expect(receipts(loanId, seenOn)).toEqual([]);
    }
  });

  test('a collector of another branch, a reversal, and one receipt under two numbers', () => {
    const roster = named(
      readCsv(
        new TextDecoder().decode(files.find(({ kind }) => kind === 'roster-officers')?.bytes()),
      ),
    );
    for (const { loanId, seenOn } of of('wrong-officer')) {
      const [row] = receipts(loanId, seenOn);
      const officer = roster.find((item) => item['姓名'] === row?.['清收人']);
      expect(officer?.['机构名称']).not.toBe(row?.['机构名称']);
    }
    for (const { loanId, seenOn, amount } of of('reversal')) {
      expect(receipts(loanId, seenOn).map((row) => fenOf(row['收回本金'] ?? ''))).toEqual([
        -amount,
      ]);
      expect(
        receipts(loanId, weekBefore(seenOn)).map((row) => fenOf(row['收回本金'] ?? '')),
      ).toEqual([amount]);
    }
    for (const { loanId, seenOn, amount } of of('duplicate-posting')) {
      const rows = receipts(loanId, seenOn);
      expect(rows.map((row) => fenOf(row['收回本金'] ?? ''))).toEqual([amount, amount]);
      expect(new Set(rows.map((row) => row['凭证号'])).size).toBe(1);
      expect(new Set(rows.map((row) => row['流水号'])).size).toBe(2);
    }
  });
});
