import { type Cell, cellRef, writeXlsx } from 'hucre/xlsx';
import type { Fen } from '../money.ts';
import { POOL_LABEL, POOL_NAME } from './joint-pool.ts';
import { linesOf } from './matrix-csv.ts';
import type { Plan } from './plan.ts';
import type { PlanEvent } from './plan-events.ts';

const FEN_PER_WAN = 1_000_000;
/** A function of a spreadsheet takes at most 255 arguments. */
const ARGUMENTS = 200;

type Line = { monthsFen: readonly Fen[]; quotaFen: Fen };
type Cells = Map<string, Partial<Cell>>;

/** `SUM` of single cells, nested where there are more than a function may take. */
function sumOf(refs: readonly string[]): string {
  if (refs.length <= ARGUMENTS) return `SUM(${refs.join(',')})`;
  const parts: string[] = [];
  for (let at = 0; at < refs.length; at += ARGUMENTS) {
    parts.push(sumOf(refs.slice(at, at + ARGUMENTS)));
  }
  return sumOf(parts);
}

/** One page wide on A4 across, the header on every page. */
const PAGE = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: '$1:$1',
} as const;

/** What people said of the plan and of places of its matrix, oldest first. Text stays text. */
function commentSheet(comments: readonly PlanEvent[]) {
  const lines = [
    ['机构', '清收员', '月份', '时间', '署名', '意见'],
    ...comments.map((own) => [
      own.branch ?? '全行',
      own.officer === POOL_NAME ? POOL_LABEL : (own.officer ?? ''),
      own.month === null ? '全年' : `${own.month}月`,
      own.at.slice(0, 16).replace('T', ' '),
      own.who,
      own.note,
    ]),
  ];
  const cells: Cells = new Map();
  lines.forEach((line, row) => {
    line.forEach((value, column) => {
      const style = { font: { bold: row === 0 }, alignment: { wrapText: column === 5 } };
      cells.set(`${row},${column}`, { value, type: 'string', style });
    });
  });
  return {
    name: '批注',
    columns: [16, 16, 8, 16, 12, 60].map((width) => ({ width })),
    rows: lines.map((line) => line.map(() => null)),
    cells,
    freezePane: { rows: 1 },
    pageSetup: PAGE,
  };
}

/**
 * The plan as 任务分解表 for Excel, in 万元: officer × month by branch. Every total is a formula (an
 * officer's year over the months, a branch over its officers, the bank over its branches) that
 * holds its value as well. What was said of the plan is a second sheet, where anything was.
 */
export function matrixXlsx(plan: Plan, comments: readonly PlanEvent[] = []): Promise<Uint8Array> {
  const months = Array.from({ length: 12 }, (_, m) => m);
  const cells: Cells = new Map();
  const digits = plan.unit === 'wan' ? '#,##0' : '#,##0.00####';
  const text = (row: number, column: number, value: string, bold = false) =>
    cells.set(`${row},${column}`, { value, type: 'string', style: { font: { bold } } });
  const amount = (row: number, column: number, fen: Fen, formula?: string) => {
    const value = fen / FEN_PER_WAN;
    const style = { numFmt: digits, font: { bold: formula !== undefined } };
    cells.set(
      `${row},${column}`,
      formula === undefined
        ? { value, type: 'number', style }
        : { value, type: 'formula', formula, formulaResult: value, style },
    );
  };
  const yearOf = (row: number) => `SUM(${cellRef(row, 2)}:${cellRef(row, 13)})`;

  const title = ['机构', '清收员', ...months.map((m) => `${m + 1}月`), '全年(万元)'];
  title.forEach((name, column) => {
    text(0, column, name, true);
  });
  let row = 1;
  const subtotals: number[] = [];
  const totals = (at: number, own: Line, formula: (column: number) => string) => {
    months.forEach((m) => {
      amount(at, m + 2, own.monthsFen[m] ?? 0, formula(m + 2));
    });
    amount(at, 14, own.quotaFen, yearOf(at));
  };
  for (const branch of plan.branches) {
    const first = row;
    for (const own of linesOf(plan, branch.branch)) {
      text(row, 0, own.branch);
      text(row, 1, own.officer);
      months.forEach((m) => {
        amount(row, m + 2, own.monthsFen[m] ?? 0);
      });
      amount(row, 14, own.quotaFen, yearOf(row));
      row += 1;
    }
    const last = row - 1;
    text(row, 0, branch.branch, true);
    text(row, 1, '小计', true);
    totals(row, branch, (column) => `SUM(${cellRef(first, column)}:${cellRef(last, column)})`);
    subtotals.push(row);
    row += 1;
  }
  text(row, 0, '合计', true);
  totals(row, { monthsFen: plan.monthsFen, quotaFen: plan.targetFen }, (column) =>
    sumOf(subtotals.map((at) => cellRef(at, column))),
  );
  return writeXlsx({
    sheets: [
      {
        name: '任务分解表',
        columns: title.map((_, column) => ({ width: column < 2 ? 16 : 11 })),
        rows: Array.from({ length: row + 1 }, () => title.map(() => null)),
        cells,
        freezePane: { rows: 1, columns: 2 },
        pageSetup: PAGE,
      },
      ...(comments.length > 0 ? [commentSheet(comments)] : []),
    ],
  });
}
