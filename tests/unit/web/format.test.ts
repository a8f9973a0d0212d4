import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amount,
  amountInText,
  bytes,
  count,
  date,
  duration,
  exactAmount,
  monthDay,
  percent,
  points,
  ratio,
  type Unit,
} from '../../../web/lib/format.ts';

const fen = fc.maxSafeInteger();
const FEN_PER: Record<Unit, bigint> = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n };

/** What was printed, back in units × 10^digits. */
function scaled(text: string): bigint {
  return BigInt(text.replaceAll(/[,.]/g, '').replace('−', '-').replace('+', ''));
}

describe('amounts', () => {
  test('an amount in yuan with two decimals is every fen of it', () => {
    fc.assert(
      fc.property(fen, (value) => {
        expect(scaled(amount(value, { unit: 'yuan' }))).toBe(BigInt(value));
      }),
    );
  });

  test('a printed amount is never further from the truth than half of its last digit', () => {
    const unit = fc.constantFrom<Unit>('yuan', 'wan', 'yi');
    fc.assert(
      fc.property(fen, unit, fc.integer({ min: 0, max: 4 }), (value, chosen, digits) => {
        const printed = scaled(amount(value, { unit: chosen, digits }));
        const error = printed * FEN_PER[chosen] - BigInt(value) * 10n ** BigInt(digits);
        expect((error < 0n ? -error : error) * 2n).toBeLessThanOrEqual(FEN_PER[chosen]);
      }),
    );
  });

  test('an amount and its negative differ by the sign alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        const style = { unit: 'yuan' } as const;
        expect(amount(-value, style)).toBe(`−${amount(value, style)}`);
      }),
    );
  });

  test('half a unit rounds away from zero, without float drift', () => {
    expect(amount(1_500_000, { unit: 'wan', digits: 0 })).toBe('2');
    expect(amount(-1_500_000, { unit: 'wan', digits: 0 })).toBe('−2');
    expect(amount(1_499_999, { unit: 'wan', digits: 0 })).toBe('1');
    expect(amount(100_500, { unit: 'wan', digits: 2 })).toBe('0.10');
  });

  test('what is not nothing does not read as 0', () => {
    expect(amount(340_000, { unit: 'wan' })).toBe('0.34');
    expect(amount(0, { unit: 'wan' })).toBe('0');
  });

  test('unknown is a dash, never 0', () => {
    for (const nothing of [null, undefined, Number.NaN]) {
      expect(amount(nothing, { unit: 'wan' })).toBe('—');
      expect(exactAmount(nothing, 'zh')).toBe('—');
      expect(amountInText(nothing, { unit: 'wan' }, 'en')).toBe('—');
      expect(count(nothing)).toBe('—');
      expect(ratio(nothing)).toBe('—');
      expect(percent(1, nothing)).toBe('—');
    }
  });

  test('running text names the unit in its language', () => {
    expect(amountInText(8_231_000_000, { unit: 'wan' }, 'zh')).toBe('8,231 万元');
    expect(amountInText(8_231_000_000, { unit: 'wan' }, 'en')).toBe('¥82.31m');
    expect(amountInText(-8_231_000_000, { unit: 'yi' }, 'en')).toBe('−¥0.082bn');
    expect(amountInText(8_231_000_050, { unit: 'yuan', signed: true }, 'en')).toBe(
      '+¥82,310,000.50',
    );
    expect(exactAmount(8_231_000_050, 'zh')).toBe('82,310,000.50 元');
    expect(exactAmount(-50, 'en')).toBe('−¥0.50');
  });
});

describe('shares', () => {
  test('a share of whole numbers is exact to its last digit', () => {
    expect(percent(2, 3)).toBe('66.7%');
    expect(percent(1, 1000)).toBe('0.1%');
    expect(percent(-1, 3)).toBe('−33.3%');
    expect(percent(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBe('100.0%');
  });

  test('a share of nothing is unknown', () => {
    expect(percent(5, 0)).toBe('—');
  });

  test('parts and whole in percent agree with the fraction to half a digit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1 }), (part, whole) => {
        const printed = scaled(percent(part, whole).replace('%', ''));
        const error = printed * BigInt(whole) - BigInt(part) * 1000n;
        expect((error < 0n ? -error : error) * 2n).toBeLessThanOrEqual(BigInt(whole));
      }),
    );
  });

  test('differences of ratios are points, without the sign', () => {
    expect(points(-0.203, 'zh')).toBe('20.3 个百分点');
    expect(points(0.203, 'en')).toBe('20.3 pp');
    expect(ratio(0.686)).toBe('68.6%');
  });
});

describe('days and sizes', () => {
  test('a day reads as its language writes it', () => {
    expect(monthDay('2026-11-20', 'zh')).toBe('11 月 20 日');
    expect(monthDay('2026-11-20', 'en')).toBe('Nov 20');
    expect(date('2026-11-20', 'zh')).toBe('2026-11-20');
    expect(date('2026-11-20', 'en')).toBe('20 Nov 2026');
    expect(date(null, 'zh')).toBe('—');
  });

  test('durations and file sizes', () => {
    expect(duration(95)).toBe('1:35');
    expect(bytes(1_234_567)).toBe('1.2 MB');
  });
});
