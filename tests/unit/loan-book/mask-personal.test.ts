import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPersonalHeader,
  maskBorrower,
  maskName,
  maskNumber,
  maskPhone,
} from '../../../server/loan-book/mask-personal.ts';

describe('masking', () => {
  it('keeps the family name, three and four digits, and the ends of a phone number', () => {
    expect(maskName('张建国')).toBe('张**');
    expect(maskNumber('612301198001010011')).toBe('612***********0011');
    expect(maskPhone('13812340000')).toBe('138****0000');
  });

  it('never lets a whole identifier through, however short or long', () => {
    fc.assert(
      fc.property(
        fc
          .string({ minLength: 2 })
          .map((text) => text.trim())
          .filter((text) => text.length > 2),
        (text) => {
          expect(maskNumber(text)).toContain('*');
          expect(maskPhone(text)).toContain('*');
        },
      ),
    );
  });

  it('leaves a company its name', () => {
    expect(maskBorrower('青山水泥有限公司', 'enterprise')).toBe('青山水泥有限公司');
    expect(maskBorrower('张建国', null)).toBe('张**');
  });

  it('takes an unknown column for personal when its header says so', () => {
    for (const header of ['配偶电话', '家庭住址', '备注', 'Home address'])
      expect(isPersonalHeader(header)).toBe(true);
    for (const header of ['利率', '合同金额']) expect(isPersonalHeader(header)).toBe(false);
  });
});
