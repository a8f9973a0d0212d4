/** One snapshot as a file. Most weeks look alike; a few look as other systems write them. */
import { BANK } from './branches.ts';
import { toIso } from './days.ts';
import { encodeGb18030 } from './encode-gb18030.ts';
import { quoted, slashDate, wan, yuan, yuanWithCommas } from './format-cells.ts';
import { type Bytes, growBytes } from './grow-bytes.ts';
import { COLUMNS, type Column } from './loan-book-columns.ts';
import type { PlantedEvent } from './simulation.ts';
import type { Loan, LoanState } from './types.ts';

export type BookStyle = 'plain' | 'titled-wan-gb18030' | 'slash-dates' | 'class-codes';

/** Which week's file is unlike the others. */
export const STYLES: Readonly<Record<string, BookStyle>> = {
  '2026-04-10': 'slash-dates',
  '2026-06-26': 'titled-wan-gb18030',
  '2026-09-11': 'class-codes',
};

const CLASSES = ['', '正常', '关注', '次级', '可疑', '损失'];
/** A loan's row that shows the same in any later week, as long as its version lasts. */
const lasting = new WeakMap<Loan, { state: LoanState; row: Uint8Array }>();

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

/** Whether a row will show the same in any later week, as long as its version lasts. */
function isLasting(state: LoanState, week: number): boolean {
  return (
    state.week !== week &&
    state.overdueSince === null &&
    !state.loan.payments.some(({ partial }) => partial)
  );
}

function addPlainRow(bytes: Bytes, state: LoanState, day: number, week: number): void {
  const keeps = isLasting(state, week);
  const known = keeps ? lasting.get(state.loan) : undefined;
  if (known?.state === state) {
    bytes.copy(known.row);
    return;
  }
  const parts: string[] = [];
  for (const column of COLUMNS) {
    const value = column.value(state, day, week);
    parts.push(
      value === null ? '' : typeof value === 'string' ? value : cell(column, value, 'plain'),
    );
  }
  const row = bytes.text(`${parts.join(',')}\r\n`);
  if (keeps) lasting.set(state.loan, { state, row: row.slice() });
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
  const headers = COLUMNS.map((column) => column.header).join(',');
  if (style === 'titled-wan-gb18030') return titledBook(states, day, week, headers);
  const bytes = growBytes(states.length * 450 + 4000);
  bytes.text(`\uFEFF${headers}\r\n`);
  for (const state of states) {
    const kind = damaged.size > 0 ? damaged.get(state.loan.id) : undefined;
    if (kind === undefined && style === 'plain') addPlainRow(bytes, state, day, week);
    else if (kind === undefined) bytes.text(`${line(state, day, week, style)}\r\n`);
    else for (const row of damagedRows(state, kind, day, week, style)) bytes.text(`${row}\r\n`);
  }
  return bytes.taken();
}

function line(state: LoanState, day: number, week: number, style: BookStyle): string {
  return cells(state, day, week, style).map(quoted).join(',');
}

/** As a branch would mail it: titles above, units under the header, a total and notes below. */
function titledBook(
  states: readonly LoanState[],
  day: number,
  week: number,
  headers: string,
): Uint8Array {
  const lines = [
    ...titles(day),
    '',
    headers,
    units(),
    ...states.map((state) => line(state, day, week, 'titled-wan-gb18030')),
    totals(states, day, week),
    '',
    '注：1.本表金额单位为万元，保留六位小数。2.表外贷款含已核销、已置换。',
    '制表：风险管理部',
    '',
  ];
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
