import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYuan, yuanText } from '../../server/money.ts';

describe('money is whole fen', () => {
  it.each([
    ['120000000.00', 12_000_000_000],
    ['1,234.5', 123_450],
    ['-0.01', -1],
    ['0', 0],
    ['-0', 0],
    ['7', 700],
  ])('reads %s yuan as %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    '',
    'abc',
    '1e3',
    '12.345',
    '1_000',
    '12,34',
    '１２',
    '5.',
    '.5',
    '--1',
    '99999999999999999',
  ])('declines %j rather than guess', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  it('what is written is read back, for every safe amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(parseYuan(yuanText(fen))).toBe(fen === 0 ? 0 : fen);
      }),
    );
  });
});
