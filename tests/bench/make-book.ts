import { closeSync, openSync, writeSync } from 'node:fs';
import { encodeGb18030 } from '../../sample-data/encode-gb18030.ts';

/** The thirty columns of the measured file, with the types a raw load gives them. */
export const BOOK_COLUMNS: readonly (readonly [string, string])[] = [
  ['借据号', 'VARCHAR'],
  ['客户号', 'VARCHAR'],
  ['客户名称', 'VARCHAR'],
  ['证件号码', 'VARCHAR'],
  ['联系电话', 'VARCHAR'],
  ['客户类型', 'VARCHAR'],
  ['机构名称', 'VARCHAR'],
  ['客户经理', 'VARCHAR'],
  ['乡镇', 'VARCHAR'],
  ['行政村', 'VARCHAR'],
  ['产品名称', 'VARCHAR'],
  ['贷款金额', 'DECIMAL(18,2)'],
  ['本金余额', 'DECIMAL(18,2)'],
  ['逾期本金', 'DECIMAL(18,2)'],
  ['表内欠息', 'DECIMAL(18,2)'],
  ['表外欠息', 'DECIMAL(18,2)'],
  ['罚息', 'DECIMAL(18,2)'],
  ['发放日期', 'DATE'],
  ['到期日', 'DATE'],
  ['逾期天数', 'INTEGER'],
  ['五级分类', 'VARCHAR'],
  ['形成不良日期', 'DATE'],
  ['担保方式', 'VARCHAR'],
  ['最近还款日', 'DATE'],
  ['最近还款金额', 'DECIMAL(18,2)'],
  ['联系状态', 'VARCHAR'],
  ['电话催收次数', 'INTEGER'],
  ['诉讼阶段', 'VARCHAR'],
  ['是否死亡', 'VARCHAR'],
  ['婚姻状况', 'VARCHAR'],
];

/** A small generator of numbers in [0, 1), the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const PRODUCTS = [
  '农户贷款',
  '个人经营贷款',
  '个人消费贷款',
  '信用卡',
  '个人住房按揭',
  '企业流动资金贷款',
];
const GUARANTEES = ['信用', '保证', '联保', '抵押', '质押'];
const TOWNS = ['河西镇', '北塬乡', '柳林镇', '石桥镇', '东镇', '南关街道'];

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * One row. `isDirty` writes it as banks do: three forms of dates, thousands in quotes, stray
 * full-width blanks, and a cell that cannot be read in one row of five thousand.
 */
function row(i: number, next: () => number, isDirty: boolean): string {
  const isBad = next() < 0.05;
  const principal = Math.floor(next() * 90_000_000) + 100_000;
  const balance = Math.floor(principal * next());
  const start = 17_500 + Math.floor(next() * 2500);
  const days = isBad
    ? 91 + Math.floor(next() * 900)
    : next() < 0.1
      ? 1 + Math.floor(next() * 89)
      : 0;
  const kind = Math.floor(next() * 6);
  const branch = i % 12;
  const style = i % 3;
  const money = (fen: number) => {
    const text = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
    if (!isDirty || i % 10 !== 0) return text;
    return `"${text.replace(/\B(?=(\d{3})+\.)/g, ',')}"`;
  };
  const date = (day: number | null) => {
    if (day === null) return '';
    const text = dayText(day);
    if (!isDirty || style === 0) return text;
    return style === 1 ? text.replaceAll('-', '') : text.replaceAll('-', '/');
  };
  const wrong = isDirty && i % 5000 === 4999;
  const cells = [
    `62${String(100_000_000_000 + i)}`,
    `C${String(10_000_000 + (i >> 1))}`,
    `${isDirty && i % 50 === 0 ? '　' : ''}借款人${i % 100_000}`,
    `00000019${String(60 + (i % 40))}0101${String(i % 1000).padStart(3, '0')}X`,
    `100${String(10_000_000 + (i % 90_000_000)).padStart(8, '0')}`,
    kind === 5 ? '企业' : '自然人',
    `示范第${branch}支行`,
    `经理${branch * 50 + (i % 50)}`,
    TOWNS[i % 6] ?? '',
    `第${i % 40}村`,
    PRODUCTS[kind] ?? '',
    money(principal),
    wrong ? '不详额' : money(balance),
    days > 0 ? money(balance) : '0.00',
    money(Math.floor(balance * 0.01)),
    isBad ? money(Math.floor(balance * 0.05)) : '0.00',
    isBad ? money(Math.floor(balance * 0.02)) : '0.00',
    date(start),
    date(start + 1096),
    String(days),
    isBad ? (days > 360 ? '损失' : days > 270 ? '可疑' : '次级') : days > 0 ? '关注' : '正常',
    isBad ? date(20_700 - days + 90) : '',
    GUARANTEES[i % 5] ?? '',
    next() < 0.7 ? date(start + 300) : '',
    next() < 0.7 ? money(Math.floor(principal / 36)) : '',
    isBad ? '正常联系' : '',
    isBad ? String(i % 9) : '',
    isBad ? '未诉讼' : '',
    isBad ? '否' : '',
    isBad ? '已婚' : '',
  ];
  return cells.join(',');
}

/** Writes a loan book of `rows` rows and thirty columns; the same for the same arguments. */
export function makeBook(
  path: string,
  rows: number,
  options: { isDirty: boolean; encoding?: 'utf-8' | 'gb18030' },
): void {
  const file = openSync(path, 'w');
  const encode = (text: string) =>
    options.encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text);
  const next = numbers(20_261_120);
  let part = `${BOOK_COLUMNS.map(([name]) => name).join(',')}\n`;
  for (let i = 0; i < rows; i++) {
    part += `${row(i, next, options.isDirty)}\n`;
    if (part.length < 1_000_000) continue;
    writeSync(file, encode(part));
    part = '';
  }
  writeSync(file, encode(part));
  closeSync(file);
}
