import { headerMatcher } from '../loan-book/match-header.ts';
import { isEmptyCell, plain, readUnit, UNIT_DECIMALS } from '../loan-book/read-words.ts';
import type { Fen } from '../money.ts';
import { insertRows } from '../side-files/insert-rows.ts';
import { readAmount } from '../side-files/read-cells.ts';
import { type Placed, type Settled, type SideKind, sideField } from '../side-files/side-kind.ts';
import type { SideRow } from '../side-files/side-row.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { quotaCategory } from './categories.ts';
import { compareTargets } from './compare-targets.ts';
import { readTargetCategory, type TargetCategory } from './target-categories.ts';
import { saveTarget } from './targets.ts';

export interface TargetLine {
  year: number;
  /** 1–12; NULL for the whole year. */
  month: number | null;
  category: TargetCategory;
  /** A past year's result stands in the same files; it is kept beside, never taken for a target. */
  measure: 'target' | 'actual';
  level: 'bank' | 'branch' | 'officer';
  branch: string | null;
  officer: string | null;
  amountFen: Fen;
}

const required = { required: true };

const FIELDS = [
  sideField('year', 'number', '年度', 'Year', '年度|年份|任务年度|考核年度|year', required),
  sideField('month', 'number', '月份', 'Month', '月份|月|期间|month'),
  sideField(
    'category',
    'text',
    '类别',
    'Category',
    '类别|任务类别|指标|指标名称|任务名称|项目|category|target',
    required,
  ),
  sideField('measure', 'text', '口径', 'Measure', '口径|性质|任务或实际|measure'),
  sideField('level', 'text', '层级', 'Level', '层级|级别|任务层级|level'),
  sideField('branch', 'text', '机构', 'Branch', '机构名称|机构|支行|支行名称|责任机构|branch'),
  sideField(
    'officer',
    'text',
    '清收员',
    'Officer',
    '清收员|清收人|责任人|客户经理|管户人|姓名|officer',
  ),
  sideField('unit', 'text', '单位', 'Unit', '单位|金额单位|计量单位|unit'),
  sideField(
    'amount',
    'amount',
    '金额',
    'Amount',
    '金额|任务金额|任务数|目标|目标金额|任务|年度任务|amount',
    required,
  ),
];

const TABLE = {
  table: 'target_line',
  columns: {
    ...{ file_id: 'BIGINT', line_no: 'BIGINT', year: 'INTEGER', month: 'INTEGER' },
    ...{ category: 'VARCHAR', measure: 'VARCHAR', level: 'VARCHAR', branch: 'VARCHAR' },
    ...{ officer: 'VARCHAR', amount_fen: 'BIGINT' },
  },
};

function readYear(row: SideRow): number {
  const text = plain(row.cell('year'));
  const year = Number(/^(20\d{2})(?:年度?)?(?:\.0+)?$/.exec(text)?.[1] ?? Number.NaN);
  if (isEmptyCell(text)) row.refuse('year', 'missing');
  else if (Number.isNaN(year)) row.refuse('year', 'year-unreadable', text);
  return year;
}

function readMonth(row: SideRow): number | null {
  const text = plain(row.cell('month'));
  if (isEmptyCell(text) || /^(全年|年度|合计|year|0)$/i.test(text)) return null;
  const month = Number(/^(?:20\d{2}[-/.年])?(\d{1,2})月?$/.exec(text)?.[1] ?? Number.NaN);
  if (!(month >= 1 && month <= 12)) row.refuse('month', 'month-unreadable', text);
  return month;
}

/** The amount, in the unit that its own row names; else the column's, else the file's. */
function readTargetAmount(row: SideRow): Fen | null {
  const said = row.text('unit');
  if (isEmptyCell(row.cell('amount'))) row.refuse('amount', 'missing');
  if (said === null) return row.amount('amount');
  const unit = readUnit(said);
  if (unit === undefined) {
    row.refuse('unit', 'unit-unreadable', said);
    return null;
  }
  const amount = readAmount(row.cell('amount'), UNIT_DECIMALS[unit]);
  if (amount === undefined) row.refuse('amount', 'amount-unreadable', row.cell('amount'));
  return amount ?? null;
}

/** The level that a row says, or that its branch and officer imply; refused when they disagree. */
function readLevel(row: SideRow, branch: string | null, officer: string | null) {
  const implied = officer !== null ? 'officer' : branch !== null ? 'branch' : 'bank';
  const said = plain(row.cell('level'));
  if (isEmptyCell(said)) return implied;
  const level = /全行|总行|法人|bank/i.test(said)
    ? 'bank'
    : /人|员|officer/i.test(said)
      ? 'officer'
      : /支行|机构|网点|部门|branch/i.test(said)
        ? 'branch'
        : undefined;
  if (level === undefined) row.refuse('level', 'level-unreadable', said);
  // 全行 with the head office as its branch is the bank.
  else if (level === 'bank' && officer === null) return 'bank';
  else if (level !== implied) row.refuse('level', 'level-disagrees', said);
  return implied;
}

function readRow(row: SideRow): TargetLine | undefined {
  const year = readYear(row);
  const month = readMonth(row);
  const word = row.needed('category');
  const category = readTargetCategory(word);
  if (word !== '' && category === undefined) row.refuse('category', 'category-unknown', word);
  const branch = row.text('branch');
  const officer = row.text('officer');
  const level = readLevel(row, branch, officer);
  const amountFen = readTargetAmount(row);
  if (amountFen !== null && amountFen < 0) {
    row.refuse('amount', 'target-negative', row.cell('amount'));
  }
  const measure = /实际|完成|actual/i.test(row.cell('measure')) ? 'actual' : 'target';
  if (category === undefined || amountFen === null) return undefined;
  const place = level === 'bank' ? { branch: null, officer: null } : { branch, officer };
  return { year, month, category, measure, level, ...place, amountFen };
}

const keyOf = ({ amountFen: _amount, ...line }: TargetLine) => JSON.stringify(line);

/** One amount for one thing: what stands twice is rejected after the first. */
function rejectRepeats(lines: Placed<TargetLine>[]): Settled<TargetLine> {
  const first = new Map<string, number>();
  const settled: Settled<TargetLine> = { lines: [], rejects: [] };
  for (const one of lines) {
    const { rowNo, lineNo, raw, line } = one;
    const other = first.get(keyOf(line));
    if (other === undefined) {
      first.set(keyOf(line), lineNo);
      settled.lines.push(one);
    } else {
      const reasons = [{ field: 'category', code: 'duplicate', raw: String(other) }];
      settled.rejects.push({ rowNo, lineNo, raw, reasons });
    }
  }
  return settled;
}

/** The bank's whole-year targets among lines; twelve months stand for a year that is not stated. */
export function bankTargets(lines: readonly { line: TargetLine }[]) {
  const found = new Map<string, { year: number; category: TargetCategory; months: Fen[] }>();
  const whole = new Map<string, Fen>();
  for (const { line } of lines) {
    if (line.level !== 'bank' || line.measure !== 'target') continue;
    const key = JSON.stringify([line.year, line.category]);
    const one = found.get(key) ?? { year: line.year, category: line.category, months: [] };
    found.set(key, one);
    if (line.month === null) whole.set(key, line.amountFen);
    else one.months.push(line.amountFen);
  }
  return [...found].flatMap(([key, { year, category, months }]) => {
    const stated = whole.get(key);
    if (stated !== undefined) return [{ year, category, amountFen: stated }];
    if (months.length < 12) return [];
    return [{ year, category, amountFen: months.reduce((sum, fen) => sum + fen, 0) }];
  });
}

/**
 * The year's targets (清收任务). Those of the bank become its targets, a version each; those of branches
 * and officers are offered to the plan as locks.
 */
export const targetKind: SideKind<TargetLine> = {
  id: 'targets',
  label: { zh: '任务文件', en: 'Targets' },
  sourceName: '清收任务',
  fields: FIELDS,
  matcher: headerMatcher(FIELDS),
  key: 'category',
  readRow,
  settle: async (_reader: Reader, lines) => rejectRepeats(lines),
  amounts: () => ({}),
  findings: async (reader, lines) => compareTargets(reader, lines, bankTargets(lines)),
  async store(tx, file, lines) {
    await insertRows(
      tx,
      file.incoming,
      TABLE,
      lines.map(({ lineNo, line }) => [
        ...[file.id, lineNo, line.year, line.month, line.category, line.measure, line.level],
        ...[line.branch, line.officer, line.amountFen],
      ]),
    );
    for (const { year, category, amountFen } of bankTargets(lines)) {
      const known = quotaCategory.safeParse(category);
      if (known.success && amountFen > 0) {
        await saveTarget(tx, { year, category: known.data, amountFen }, file.now);
      }
    }
  },
};
