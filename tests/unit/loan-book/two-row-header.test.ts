import { describe, expect, it } from 'vitest';
import { classifyRow } from '../../../server/loan-book/classify-row.ts';
import { detectLayout } from '../../../server/loan-book/detect-layout.ts';
import { headerUnit, LOAN_BOOK_HEADERS } from '../../../server/loan-book/match-header.ts';

const DATA = 'J1,城关支行,李一,100.00,5.00,可疑\nJ2,城关支行,李一,7.00,0.00,次级\n';
const layoutOf = (text: string) => detectLayout(text, false);

describe('a header of two rows', () => {
  const upper = '借据号,机构名称,客户经理,贷款余额(万元),,五级分类';
  const lower = ',,,本金,利息,';
  const layout = layoutOf(`不良贷款台账,,,,,\n${upper}\n${lower}\n${DATA}`);

  it('is joined: a heading holds for the columns that it is merged over', () => {
    expect(layout.names).toEqual([
      ...[
        '借据号',
        '机构名称',
        '客户经理',
        '贷款余额(万元)-本金',
        '贷款余额(万元)-利息',
        '五级分类',
      ],
    ]);
    expect(layout.headerIndex).toBe(2);
    expect(layout.titles).toEqual([['不良贷款台账', '', '', '', '', '']]);
    expect(layout.sample[0]?.[0]).toBe('J1');
  });

  it('gives its unit to each column below, and the principal below the balance is the balance', () => {
    expect(layout.columnUnits.slice(3, 5)).toEqual(['wan', 'wan']);
    expect(LOAN_BOOK_HEADERS.match(layout.names)).toMatchObject({
      '贷款余额(万元)-本金': 'balance',
      '贷款余额(万元)-利息': null,
      五级分类: 'risk_class',
    });
  });

  it('that a page repeats is recognised, either row', () => {
    const context = { header: layout.header, loanIdColumn: 0, titles: new Set<string>() };
    expect(classifyRow(upper.split(','), context)).toBe('header');
    expect(classifyRow(lower.split(','), context)).toBe('header');
    expect(classifyRow(['J1', '城关支行', '李一', '1', '2', '可疑'], context)).toBeUndefined();
  });

  it('whose lower row is the fuller one is found too', () => {
    const groups = '客户信息,,,贷款信息,,';
    const names = '借据号,机构名称,客户经理,贷款余额,欠息,五级分类';
    const found = layoutOf(`${groups}\n${names}\n${DATA}`);
    expect(found.headerIndex).toBe(1);
    expect(Object.values(LOAN_BOOK_HEADERS.match(found.names))).toEqual([
      ...['loan_id', 'branch', 'officer', 'balance', 'interest_on_book', 'risk_class'],
    ]);
  });

  it.each([
    ['a title of two cells', '编制:信贷部,,单位:万元,,,'],
    ['a title of one cell', '不良贷款台账,,,,,'],
    ['a row of units', ',,,元,元,'],
  ])('is not made of %s', (_, row) => {
    const names = '借据号,机构名称,客户经理,贷款余额,欠息,五级分类';
    for (const text of [`${row}\n${names}\n${DATA}`, `${names}\n${row}\n${DATA}`]) {
      expect(layoutOf(text).names).toEqual(names.split(','));
    }
  });

  it('is not made of a first row of data under blank header cells', () => {
    const text = '借据号,机构名称,客户经理,贷款余额,,五级分类\nJ一,城关支行,李一,无,补录,可疑\n';
    expect(layoutOf(text).names).toContain('贷款余额');
  });
});

describe('a header under decorations', () => {
  const fieldOf = (name: string) => LOAN_BOOK_HEADERS.match([name])[name];

  it.each([
    ['贷款余额_本期', 'balance'],
    ['五级分类(最新)', 'risk_class'],
    ['最新五级分类', 'risk_class'],
    ['客户经理姓名', 'officer'],
    ['管户人名称', 'officer'],
    ['贷款余额(元)', 'balance'],
    ['贷款余额万元', 'balance'],
    ['借款人证件号码', 'id_number'],
    ['客户手机号码', 'phone'],
    ['客户信息-客户名称', 'borrower_name'],
    ['逾期-本金', 'overdue_principal'],
    ['欠息-表外', 'interest_off_book'],
  ])('%s is known', (name, field) => expect(fieldOf(name)).toBe(field));

  it.each([
    '贷款余额_上期',
    '贷款余额(年初)',
    '五级分类(上月)',
    '较上月贷款余额',
    '担保人证件号码',
    '担保人信息-姓名',
    '担保人-联系电话',
    '账号名称',
    '欠息-余额',
    '贷款余额-利息',
    '客户经理电话',
    '余额方向',
    '合同号是否有效',
  ])('%s is left open', (name) => expect(fieldOf(name)).toBeNull());

  it('gives way to one without', () => {
    expect(LOAN_BOOK_HEADERS.match(['当前贷款余额', '贷款余额'])).toEqual({
      当前贷款余额: null,
      贷款余额: 'balance',
    });
  });

  it('names its unit at its end or before its second row', () => {
    expect(['欠息万元', '余额(千元)-本金', '余额_元', '余额'].map(headerUnit)).toEqual([
      ...['wan', 'yuan_1000', 'yuan', undefined],
    ]);
  });
});
