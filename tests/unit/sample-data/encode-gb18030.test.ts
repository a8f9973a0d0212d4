import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../../sample-data/encode-gb18030.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder('gb18030').decode(bytes);

describe('GB18030', () => {
  test('what is written reads back as it was', () => {
    const text = '行名：示范农商银行,单位：万元\r\n合计,1.234567,（注）“核销”×100%①';
    expect(decode(encodeGb18030(text))).toBe(text);
  });

  test('every common Chinese character has two bytes and comes back', () => {
    let text = '';
    for (let point = 0x4e00; point <= 0x9fa5; point++) text += String.fromCodePoint(point);
    const bytes = encodeGb18030(text);
    expect(bytes.length).toBe(text.length * 2);
    expect(decode(bytes)).toBe(text);
  });

  test('a character without a two-byte code is refused, not replaced', () => {
    expect(() => encodeGb18030('𠮷')).toThrow(/no two-byte/);
  });
});
