import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInChinese, amountInEnglish } from '../../../web/features/quotas/amount-in-words.ts';

const VALUES: Readonly<Record<string, bigint>> = Object.fromEntries([
  ...[...'零壹贰叁肆伍陆柒捌玖'].map((digit, i) => [digit, BigInt(i)]),
]);
const PLACES: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };

/** Reads 大写 back, digit by digit: not how it was written. */
function readBack(text: string): bigint {
  let [total, section, group, digit, cents] = [0n, 0n, 0n, 0n, 0n];
  for (const sign of text.replace('人民币', '').replace('整', '')) {
    if (sign in VALUES) digit = VALUES[sign] ?? 0n;
    else if (sign in PLACES) {
      group += digit * (PLACES[sign] ?? 0n);
      digit = 0n;
    } else if (sign === '万') {
      section += (group + digit) * 10_000n;
      [group, digit] = [0n, 0n];
    } else if (sign === '亿') {
      total += (section + group + digit) * 100_000_000n;
      [section, group, digit] = [0n, 0n, 0n];
    } else if (sign === '元') {
      total += section + group + digit;
      [section, group, digit] = [0n, 0n, 0n];
    } else if (sign === '角' || sign === '分') {
      cents += digit * (sign === '角' ? 10n : 1n);
      digit = 0n;
    }
  }
  return total * 100n + cents;
}

describe('an amount in 人民币大写', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [1_00, '壹元整'],
    [10_00, '壹拾元整'],
    [325_04, '叁佰贰拾伍元零肆分'],
    [1_409_50, '壹仟肆佰零玖元伍角整'],
    [6_007_14, '陆仟零柒元壹角肆分'],
    [1_680_32, '壹仟陆佰捌拾元叁角贰分'],
    [107_000_53, '壹拾万柒仟元伍角叁分'],
    [16_409_02, '壹万陆仟肆佰零玖元零贰分'],
    [1_000_001_00, '壹佰万零壹元整'],
    [10_010_000_00, '壹仟零壹万元整'],
    [100_000_000_00, '壹亿元整'],
    [100_000_010_00, '壹亿零壹拾元整'],
    [100_010_000_00, '壹亿零壹万元整'],
    [2_030_400_506_07, '贰拾亿叁仟零肆拾万零伍佰零陆元零柒分'],
    [10_000_000_000_000_00, '壹拾万亿元整'],
    [-300, '负叁元整'],
  ])('%i fen is %s', (fen, text) => {
    expect(amountInChinese(fen)).toBe(`人民币${text}`);
  });

  it('reads back to the same amount, never with two 零 together or 零 before a unit', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
          fc.integer({ min: 0, max: 10 ** 9 }).map((n) => n * 10 ** 5),
          fc.integer({ min: 0, max: 100_000 }),
        ),
        (fen) => {
          const text = amountInChinese(fen);
          expect(readBack(text)).toBe(BigInt(fen));
          expect(text).not.toMatch(/零零|零[拾佰仟万亿角整]/);
          expect(text.endsWith('整')).toBe(fen % 10 === 0);
        },
      ),
    );
  });
});

describe('an amount in English words', () => {
  it.each([
    [0, 'zero yuan only'],
    [16_409_02, 'sixteen thousand four hundred and nine yuan, two fen'],
    [1_000_021_00, 'one million twenty-one yuan only'],
    [115_00, 'one hundred and fifteen yuan only'],
    [90_40, 'ninety yuan, forty fen'],
  ])('%i fen is %s', (fen, text) => {
    expect(amountInEnglish(fen)).toBe(`RMB ${text}`);
  });
});
