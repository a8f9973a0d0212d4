import { describe, expect, test } from 'vitest';
import { rowsAsCsv } from '../../../web/components/rows-as-csv.ts';
import { csvText } from '../../../web/lib/csv.ts';

describe('CSV for a spreadsheet', () => {
  test('text that would run as a formula stays text; numbers stay numbers', () => {
    expect(csvText(['a', 'b'], [['=1+1', -5]])).toBe("\uFEFFa,b\r\n'=1+1,-5\r\n");
    for (const start of ['=', '+', '-', '@', '\t']) {
      expect(csvText(['a'], [[`${start}cmd`]])).toContain(`'${start}cmd`);
    }
  });

  test('quotes, commas and line ends are quoted; unknown is empty', () => {
    expect(csvText(['a'], [['x,"y"']])).toContain('"x,""y"""');
    expect(csvText(['a', 'b'], [[null, 1]])).toContain(',1');
  });

  test('money is written in yuan to the fen, and says so', () => {
    const columns = [
      { id: 'm', header: '余额', kind: 'money' as const, value: (fen: number) => fen },
    ];
    expect(rowsAsCsv(columns, [1, 10, 12_345, 899_999_999_999_999])).toBe(
      '\uFEFF余额(元)\r\n0.01\r\n0.1\r\n123.45\r\n8999999999999.99\r\n',
    );
  });
});
