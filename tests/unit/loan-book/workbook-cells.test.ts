import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../server/loan-book/read-workbook.ts';
import { StringTable } from '../../../server/loan-book/string-table.ts';
import { dayText, numberText, showsDay } from '../../../server/loan-book/workbook-cells.ts';

describe('a number cell', () => {
  it.each([
    ['0.30000000000000004', '0.3'],
    ['1000.1000000000001', '1000.1'],
    ['9.9999999976716936E-2', '0.1'],
    ['1E-2', '0.01'],
    ['-0.0000000000001', '0'],
    ['123456789012345', '123456789012345'],
    ['1234567890123456', '1.23456789012346E+15'],
    ['6.21E+18', '6.21E+18'],
    ['-1234.5', '-1234.5'],
    ['0', '0'],
    ['100', '100'],
    ['1.2340000001', '1.2340000001'],
    ['见附件', '见附件'],
  ])('%s is %s', (stored, text) => expect(numberText(stored)).toBe(text));

  it('of any amount up to 9 trillion yuan is the same fen, in yuan, 万元 and 亿元', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900_000_000_000_000, max: 900_000_000_000_000 }),
        fc.constantFrom(2, 6, 10),
        (fen, decimals) => {
          const text = numberText(String(fen / 10 ** decimals));
          expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
          expect(Math.round(Number(text) * 10 ** decimals)).toBe(fen);
        },
      ),
    );
  });

  it('after any chain of additions and subtractions is off by less than a millionth of a fen', () => {
    const amounts = fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { maxLength: 30 });
    fc.assert(
      fc.property(amounts, (fens) => {
        const sum = fens.reduce((total, fen) => total + fen / 100, 0);
        const exact = fens.reduce((total, fen) => total + fen, 0);
        expect(Number(numberText(String(sum)))).toBeCloseTo(exact / 100, 8);
      }),
    );
  });
});

describe('a day cell', () => {
  it.each([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['60', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['45322', false, '2024-01-31'],
    ['45322.999', false, '2024-01-31'],
    ['43860', true, '2024-01-31'],
    ['2958465', false, '9999-12-31'],
    ['0', false, '0'],
    ['0', true, '0'],
    ['-5', false, '-5'],
    ['99999999', false, '99999999'],
  ])('%s (1904: %s) is %s', (stored, is1904, text) => expect(dayText(stored, is1904)).toBe(text));
});

describe('a number format', () => {
  it.each([
    'yyyy-mm-dd',
    'yyyy"年"m"月"d"日";@',
    '[$-804]yyyy\\-mm\\-dd',
    'd/m/yy h:mm',
    'mmm',
    '[DBNum1][$-804]yyyy"年"m"月"',
  ])('%s shows a day', (code) => expect(showsDay(164, code)).toBe(true));

  it.each([
    'General',
    '0.00',
    '#,##0.00"d"',
    '[Red]0.00',
    '0.00E+00',
    '@',
    'h:mm:ss',
    '[h]:mm',
    '_ ￥* #,##0.00_ ;_ ￥* \\-#,##0.00_ ',
    '"day" 0',
  ])('%s does not', (code) => expect(showsDay(164, code)).toBe(false));

  it('that is built in shows a day by its number', () => {
    expect([14, 22, 31, 58].map((id) => showsDay(id, undefined))).toEqual(Array(4).fill(true));
    expect([0, 4, 20, 32, 46, 49].map((id) => showsDay(id, undefined))).toEqual(
      Array(6).fill(false),
    );
  });
});

it('a cell’s name gives its column', () => {
  expect(['A1', 'Z9', 'AA10', 'XFD1048576', '12', ''].map(columnOf)).toEqual([
    0, 25, 26, 16_383, -1, -1,
  ]);
});

it('a table of texts gives back every text by its number', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      const table = new StringTable();
      for (const text of texts) table.push(text);
      expect(texts.map((_, index) => table.get(index))).toEqual(texts);
      expect(table.get(texts.length)).toBe('');
      expect(table.get(-1)).toBe('');
    }),
  );
});
