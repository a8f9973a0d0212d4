import { describe, expect, test } from 'vitest';
import { csvText } from '../../../web/lib/csv.ts';
import { exportCsv } from '../../../web/lib/export-table.ts';

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

  test('a table leaves with its head; money in yuan to the fen, ratios in percent', () => {
    const table = {
      name: 'x',
      head: [['筛选', '机构 =甲']] as [string, string][],
      columns: [
        { header: '余额(元)', kind: 'money' as const },
        { header: '占比', kind: 'percent' as const },
      ],
      rows: [
        [1, 0.5],
        [12_345, null],
        [899_999_999_999_999, 0.1234],
      ],
    };
    expect(exportCsv(table)).toBe(
      '\uFEFF筛选,机构 =甲\r\n\r\n余额(元),占比\r\n0.01,50%\r\n123.45,\r\n8999999999999.99,12.3%\r\n',
    );
  });
});
