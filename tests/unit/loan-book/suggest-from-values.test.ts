import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestFromValues } from '../../../server/loan-book/suggest-from-values.ts';

const IDS = [
  '11010519491231002X',
  '440308199901010012',
  '110101199003070134',
  '11010119900307053X',
  '110101199003071014',
];
const rowsOf = (...columns: readonly string[][]) =>
  Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, row) =>
    columns.map((cells) => cells[row] ?? ''),
  );
const suggest = (...columns: readonly string[][]) => {
  const names = columns.map((_, i) => `c${i}`);
  return Object.fromEntries(suggestFromValues(names, rowsOf(...columns), {}));
};
const fieldsOf = (...columns: readonly string[][]) =>
  Object.fromEntries(Object.entries(suggest(...columns)).map(([name, { field }]) => [name, field]));

describe('columns whose header says nothing', () => {
  it('look like ID numbers, phones, classes, guarantees and branches', () => {
    const ids = IDS.filter((id) => suggest([id, id, id, id, id])['c0'] !== undefined);
    expect(ids.length).toBeGreaterThan(0);
    const fields = fieldsOf(
      Array.from({ length: 6 }, (_, i) => ids[i % ids.length] ?? ''),
      ['13800000000', '13912345678', '15012345678', '18612345678', '19912345678', ''],
      ['正常', '关注', '次级', '可疑', '损失', '损失'],
      ['信用', '保证', '抵押', '抵押', '质押', '信用'],
      ['城关支行', '东街支行', '河西分理处', '营业部', '城关支行', '城关支行'],
    );
    expect(fields).toEqual({
      ...{ c0: 'id_number', c1: 'phone', c2: 'risk_class', c3: 'guarantee_kind', c4: 'branch' },
    });
  });

  it('look like a balance under an original amount, or one amount alone', () => {
    const original = ['100.00', '200.00', '300.00', '400.00', '500.00'];
    const balance = ['90.00', '200.00', '30.50', '0.00', '499.99'];
    expect(fieldsOf(original, balance)).toEqual({ c0: 'principal_original', c1: 'balance' });
    expect(fieldsOf(balance)).toEqual({ c0: 'balance' });
    expect(fieldsOf(original, balance, ['1.00', '2.00', '3.00', '4.00', '5.00'])).toEqual({});
  });

  it('look like the days of a loan’s beginning and end', () => {
    const from = ['2020-01-01', '2021-5-3', '2022-01-01', '2023-01-01', '2024-12-01'];
    const to = ['2021-01-01', '2022-10-3', '2023-01-01', '2024-01-01', '2025-02-01'];
    expect(fieldsOf(to, from)).toEqual({ c0: 'matures_on', c1: 'disbursed_on' });
    expect(fieldsOf(to)).toEqual({});
  });

  it('say how many in a hundred cells agree, and nothing below ninety', () => {
    const phones = Array.from({ length: 19 }, (_, i) => `1380000${String(i).padStart(4, '0')}`);
    expect(suggest([...phones, '无号码'])).toEqual({ c0: { field: 'phone', share: 95 } });
    expect(suggest([...phones.slice(0, 8), '无号码', '不清楚'])).toEqual({});
  });

  it('are not told apart when two look alike, when few cells speak, or by yes and no', () => {
    const phones = ['13800000000', '13912345678', '15012345678', '18612345678', '19912345678'];
    expect(suggest(phones, phones)).toEqual({});
    expect(suggest(phones.slice(0, 4))).toEqual({});
    expect(suggest(['正常', '正常', '正常', '正常', '正常'])).toEqual({});
    expect(suggest(['是', '否', '是', '否', '是'])).toEqual({});
    expect(suggest(['1', '2', '3', '4', '5'])).toEqual({});
  });

  it('are never given a field that another column has, nor one of their own twice', () => {
    const cell = fc.constantFrom('13800000000', '100.00', '2024-01-01', '次级', '城关支行', '');
    const column = fc.array(cell, { minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (columns) => {
        const names = columns.map((_, i) => `c${i}`);
        const mapping = { c0: 'phone' };
        const found = suggestFromValues(names, rowsOf(...columns), mapping);
        const fields = [...found.values()].map(({ field }) => field);
        expect(new Set(fields).size).toBe(fields.length);
        expect(fields).not.toContain('phone');
        expect(found.has('c0')).toBe(false);
      }),
    );
  });
});
