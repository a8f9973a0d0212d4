import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../server/quotas/read-amount.ts';
import { readBlock } from '../../../server/quotas/read-block.ts';

const WAN = 1_000_000;
const rows = ['甲', '乙', '丙'].map((officer) => ({ branch: '城关', officer }));
const read = (text: string, month: number | null = 1, unit: 'wan' | 'yuan' | 'yi' = 'wan') =>
  readBlock({ text, unit, rows, month });

describe('an amount as a spreadsheet writes it', () => {
  it.each([
    ['1,234.5', 'wan', 1_234_500_000],
    ['1234.56', 'yuan', 123_456],
    [' 12 ', 'wan', 12 * WAN],
    ['１２．５', 'wan', 12_500_000],
    ['¥1,000', 'yuan', 100_000],
    ['0.0000000001', 'yi', 1],
    ['12.000000000000', 'yuan', 1200],
    ['.5', 'wan', 500_000],
    ['(3)', 'wan', -3 * WAN],
    ['−3', 'wan', -3 * WAN],
    ['0', 'wan', 0],
    ['', 'wan', undefined],
    ['.', 'wan', undefined],
    ['12,34', 'wan', undefined],
    ['1.234', 'yuan', undefined],
    ['十二', 'wan', undefined],
    ['1e3', 'wan', undefined],
    ['99999999999', 'yi', undefined],
  ] as const)('%j in %s is %s fen', (text, unit, fen) => {
    expect(readAmount(text, unit)).toBe(fen);
  });

  it('reads every amount of fen back exactly, with or without commas', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (fen) => {
        const digits = String(fen).padStart(7, '0');
        const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
        expect(readAmount(text, 'wan')).toBe(fen);
        const whole = digits.slice(0, -6).replaceAll(/\B(?=(\d{3})+$)/g, ',');
        expect(readAmount(`${whole}.${digits.slice(-6)}`, 'wan')).toBe(fen);
      }),
    );
  });
});

function expectRefused(text: string, month: number | null, zh: RegExp): void {
  try {
    read(text, month);
  } catch (error) {
    expect(error).toMatchObject({
      code: 'paste-unfit',
      says: { happened: { zh: expect.stringMatching(zh), en: expect.stringMatching(/[a-z]/) } },
    });
    return;
  }
  throw new Error('nothing was refused');
}

describe('a block pasted into the matrix', () => {
  it('is read line by line from the cell it was pasted into; empty cells are left alone', () => {
    expect(read('1\t2\r\n\t"1,000"\r\n', 11)).toEqual([
      { branch: '城关', officer: '甲', month: 11, amountFen: WAN },
      { branch: '城关', officer: '甲', month: 12, amountFen: 2 * WAN },
      { branch: '城关', officer: '乙', month: 12, amountFen: 1000 * WAN },
    ]);
  });

  it('is read as years in the column of the year', () => {
    expect(read('10\n20', null, 'yuan')).toEqual([
      { branch: '城关', officer: '甲', amountFen: 1000 },
      { branch: '城关', officer: '乙', amountFen: 2000 },
    ]);
  });

  it('may bring the year as a thirteenth column when it is the sum of its months', () => {
    const months = Array.from({ length: 12 }, (_, m) => String(m + 1)).join('\t');
    expect(read(`${months}\t78`)).toHaveLength(12);
    expect(() => read(`${months}\t79`)).toThrow(/do not add up to the year/);
  });

  it.each([
    ['1\n2\n3\n4', 1, /4 行.*3 名/],
    ['1\t2\t3', 11, /3 列.*2 列/],
    ['1\t2', null, /2 列.*1 列/],
    ['1\t张三', 1, /第 1 行第 2 列的“张三”不是金额/],
    ['1\n-2', 1, /第 2 行第 1 列的“-2”是负数/],
    ['\n\n', 1, /没有金额/],
    ['\t', 1, /没有金额/],
    ['0.0000001', 1, /不是金额/],
  ] as const)('%j from month %s is refused with a sentence', (text, month, zh) => {
    expectRefused(text, month, zh);
  });

  it.each([
    ['a formula', '=1+1', /“=1\+1”不是金额/],
    ['a formula that calls out', '=cmd|"/c calc"!A1', /不是金额/],
    ['markup', '<img src=x onerror=alert(1)>', /“<img src=x onerror=a…”不是金额/],
    ['a NUL', '1\u00002', /不是金额/],
    ['text that turns round', '\u202e21', /不是金额/],
    ['other digits', '١٢', /不是金额/],
    ['no number', 'NaN', /“NaN”不是金额/],
    ['endless', 'Infinity', /不是金额/],
    ['another base', '0x10', /不是金额/],
    ['an exponent', '1e308', /不是金额/],
    ['more than is safe', '9'.repeat(400), /“9{20}…”不是金额/],
    ['half a million lines', '1\n'.repeat(500_000), /500000 行.*3 名/],
    ['half a million columns', '1\t'.repeat(500_000), /500001 列/],
    ['quotes without end', '"'.repeat(100_000), /不是金额/],
  ])('that is hostile is refused with a sentence: %s', (_, text, zh) => {
    expectRefused(text, 1, zh);
  });
});
