import { describe, expect, it } from 'vitest';
import {
  applySavedMapping,
  completeMapping,
  LOAN_BOOK_HEADERS,
} from '../../../server/loan-book/match-header.ts';

describe('a mapping that names some columns', () => {
  const names = ['Loan_ID', 'Principal', '贷款余额', '备注'];

  it('settles those, and leaves the others to what their headers say', () => {
    expect(completeMapping(names, { 备注: 'purpose' }, LOAN_BOOK_HEADERS.match(names))).toEqual({
      Loan_ID: 'loan_id',
      Principal: 'principal_original',
      贷款余额: 'balance',
      备注: 'purpose',
    });
  });

  it('takes a field away from the column that would have had it', () => {
    const mapping = completeMapping(
      names,
      { Principal: 'balance' },
      LOAN_BOOK_HEADERS.match(names),
    );
    expect(mapping).toMatchObject({ Principal: 'balance', 贷款余额: null });
  });

  it('keeps a column out that it maps to nothing', () => {
    expect(
      completeMapping(names, { Loan_ID: null }, LOAN_BOOK_HEADERS.match(names))['Loan_ID'],
    ).toBeNull();
  });

  it('is the same mapping in whatever order it is written, unknown columns last', () => {
    const fixed = { 没有的列: 'phone', 备注: 'purpose' };
    expect(Object.keys(completeMapping(names, fixed, {}))).toEqual([...names, '没有的列']);
  });
});

describe('last time’s mapping on a header that has changed', () => {
  it('holds for what is still there, and names what came and went', () => {
    const saved = { 借据号: 'loan_id', 余额: 'balance', 旧列: 'phone' };
    const { mapping, difference } = applySavedMapping(['借据号', '余额', '支行'], saved);
    expect(mapping).toEqual({ 借据号: 'loan_id', 余额: 'balance', 支行: 'branch' });
    expect(difference).toEqual({ added: ['支行'], removed: ['旧列'] });
  });
});
