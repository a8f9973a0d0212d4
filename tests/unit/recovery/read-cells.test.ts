import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCells } from '../../../server/recovery/read-cells.ts';

it('reads back every row of whole numbers that was written, whatever their signs', () => {
  const rows = fc.array(fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()), { minLength: 1 });
  fc.assert(
    fc.property(rows, (list) => {
      expect([...readCells(list.map((row) => row.join(' ')).join(';'))]).toEqual(list.flat());
    }),
  );
});

it('refuses what is no whole number, or too large to be exact', () => {
  for (const text of [
    '',
    '1 ',
    '1  2',
    '1;;2',
    '1.5',
    'a',
    '-',
    '1-2',
    '--1',
    '9007199254740993',
  ]) {
    expect(() => readCells(text), text).toThrow();
  }
});
