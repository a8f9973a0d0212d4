/** One snapshot as a file. Most weeks look alike; a few look as other systems write them. */
import { BANK } from './branches.ts';
import { toIso } from './days.ts';
import { encodeGb18030 } from './encode-gb18030.ts';
import { quoted, slashDate, wan, yuan, yuanWithCommas } from './format-cells.ts';
import { COLUMNS, type Column } from './loan-book-columns.ts';
import type { Loan, LoanState, PlantedEvent } from './types.ts';

export type BookStyle = 'plain' | 'titled-wan-gb18030' | 'slash-dates' | 'class-codes';

/** Which week's file is unlike the others. */
export const STYLES: Readonly<Record<string, BookStyle>> = {
  '2026-04-10': 'slash-dates',
  '2026-06-26': 'titled-wan-gb18030',
  '2026-09-11': 'class-codes',
};

const CLASSES = ['', '正常', '关注', '次级', '可疑', '损失'];
/** A loan's row that shows the same in any later week, as long as its version lasts. */
const lasting = new WeakMap<Loan, { state: LoanState; row: string }>();

function cell(column: Column, value: string | number | null, style: BookStyle): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  switch (column.kind) {
    case 'amount':
      if (style === 'titled-wan-gb18030') return wan(value);
      return style === 'slash-dates' ? yuanWithCommas(value) : yuan(value);
    case 'date':
      return style === 'slash-dates' ? slashDate(value) : toIso(value);
    case 'class':
      return style === 'class-codes' ? String(value) : (CLASSES[value] ?? '');
    default:
      return String(value);
  }
}

function cells(state: LoanState, day: number, week: number, style: BookStyle): string[] {
  return COLUMNS.map((column) => cell(column, column.value(state, day, week), style));
}

function plainRow(state: LoanState, day: number, week: number): string {
  const { loan } = state;
  const timeless =
    state.week !== week &&
    state.overdueSince === null &&
    !loan.payments.some(({ partial }) => partial);
  const known = timeless ? lasting.get(loan) : undefined;
  if (known?.state === state) return known.row;
  const parts: string[] = [];
  for (const column of COLUMNS) {
    const value = column.value(state, day, week);
    parts.push(
      value === null ? '' : typeof value === 'string' ? value : cell(column, value, 'plain'),
    );
  }
  const row = parts.join(',');
  if (timeless) lasting.set(loan, { state, row });
  return row;
}

/** Rows as a careless hand leaves them, for the loans planted in this week. */
function damagedRows(
  state: LoanState,
  kind: PlantedEvent['kind'],
  day: number,
  week: number,
  style: BookStyle,
): string[] {
  const row = cells(state, day, week, style);
  const good = row.map(quoted).join(',');
  if (kind === 'duplicate-row') return [good, good];
  const broken = [...row];
  if (kind === 'damaged-id') broken[0] = `${Number(state.loan.id).toExponential(2).toUpperCase()}`;
  else broken[COLUMNS.findIndex((column) => column.header === '本金余额')] = '见附件';
  return [broken.map(quoted).join(',')];
}

export function exportLoanBook(
  states: readonly LoanState[],
  day: number,
  week: number,
  planted: readonly PlantedEvent[],
): Uint8Array {
  const style = STYLES[toIso(day)] ?? 'plain';
  const damaged = new Map(
    planted
      .filter(
        (event) =>
          event.seenOn === toIso(day) &&
          ['damaged-id', 'duplicate-row', 'text-amount'].includes(event.kind),
      )
      .map((event) => [event.loanId, event.kind]),
  );
  const lines = [COLUMNS.map((column) => column.header).join(',')];
  if (style === 'titled-wan-gb18030') lines.unshift(...titles(day), '');
  if (style === 'titled-wan-gb18030') lines.push(units());
  for (const state of states) {
    const kind = damaged.size > 0 ? damaged.get(state.loan.id) : undefined;
    if (kind !== undefined) lines.push(...damagedRows(state, kind, day, week, style));
    else if (style === 'plain') lines.push(plainRow(state, day, week));
    else lines.push(cells(state, day, week, style).map(quoted).join(','));
  }
  if (style !== 'titled-wan-gb18030')
    return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
  lines.push(
    totals(states, day, week),
    '',
    '注：1.本表金额单位为万元，保留六位小数。2.表外贷款含已核销、已置换。',
    '制表：风险管理部',
    '',
  );
  return encodeGb18030(lines.join('\r\n'));
}

function titles(day: number): string[] {
  const blank = ','.repeat(COLUMNS.length - 1);
  return [
    `行名：${BANK}${blank}`,
    `报表名：贷款台账明细表${blank}`,
    `单位：万元${blank}`,
    `数据日期：${toIso(day)}${blank}`,
  ];
}

function units(): string {
  return COLUMNS.map(
    ({ kind }) => ({ amount: '万元', integer: '', date: '', text: '', class: '' })[kind],
  ).join(',');
}

function totals(states: readonly LoanState[], day: number, week: number): string {
  return COLUMNS.map((column, index) => {
    if (index === 0) return '合计';
    if (column.kind !== 'amount') return '';
    let sum = 0;
    for (const state of states) sum += Number(column.value(state, day, week) ?? 0);
    return wan(sum);
  }).join(',');
}
