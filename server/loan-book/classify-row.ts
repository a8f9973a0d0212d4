import { normalHeader, splitHeader } from './match-header.ts';
import type { LoadPlan } from './plan-load.ts';
import { plain, readUnit } from './read-words.ts';

/** Rows of a file that are no data, and are listed as skipped. */
export const SKIPPED_KINDS = ['title', 'units', 'blank', 'total', 'header', 'note'] as const;
export type SkippedKind = (typeof SKIPPED_KINDS)[number];

/** What the rows of one file are compared with. */
export interface RowContext {
  /** The header cells as they stand in the file. */
  header: readonly string[];
  /** Column of the loan number. */
  loanIdColumn: number;
  /** Texts of the rows above the header, for pages that repeat them. */
  titles: ReadonlySet<string>;
}

const TOTAL = /^.{0,14}?(合计|小计|总计|共计|累计|total)(数|额|金额)?[::]?(\(.*\))?$/i;
const NOTE =
  /^[*※([]?\s*(注|备注|说明|附注|制表|填表|填报|编制|审核|审批|复核|负责人|主管|经办人?[::]|打印|导出|生成|日期[::]|单位[::]|数据来源|第\s*\d+\s*页|共\s*\d+\s*(页|条|户|笔|行)|note|source|total records|page \d)/i;

/** Whether a cell says 合计, 小计, 总计 or Total; `grand` for 总计. */
export function readTotalWord(cell: string): 'total' | 'subtotal' | 'grand' | undefined {
  const text = plain(cell).replace(/\s/g, '');
  if (!TOTAL.test(text)) return undefined;
  if (/小计|subtotal/i.test(text)) return 'subtotal';
  return /总计|grandtotal/i.test(text) ? 'grand' : 'total';
}

/** A header cell, and each row of one that has two: a page may repeat them as they stood. */
function headerParts(cell: string): string[] {
  const rows = splitHeader(cell);
  return rows ? [cell, rows.upper, rows.lower] : [cell];
}

/**
 * Recognises a record that is no data row: blank, a repeated header, units, a total (its first
 * filled cell says so and it names no loan), a repeated title or a note (one or two filled cells
 * in a wide table). Undefined for a data row. When in doubt it is data, so that it is judged.
 */
export function classifyRow(
  cells: readonly string[],
  context: RowContext,
): SkippedKind | undefined {
  const filled = cells.map(plain).filter((cell) => cell !== '');
  const [first] = filled;
  if (first === undefined) return 'blank';
  const headerNames = new Set(context.header.flatMap(headerParts).map(normalHeader));
  const same = filled.filter((cell) => headerNames.has(normalHeader(cell))).length;
  if (same >= 2 && same >= filled.length * 0.8) return 'header';
  if (filled.every((cell) => readUnit(cell) !== undefined)) return 'units';
  const loanId = plain(cells[context.loanIdColumn] ?? '');
  if (readTotalWord(first) && (loanId === '' || readTotalWord(loanId))) return 'total';
  if (context.titles.has(filled.join('\u0001'))) return 'title';
  const wide = context.header.length >= 4;
  if (wide && filled.length <= 2 && NOTE.test(first)) return 'note';
  if (
    wide &&
    filled.length === 1 &&
    first.length >= 8 &&
    /[\u4e00-\u9fff]{4}|[a-z]{3,} [a-z]/i.test(first)
  ) {
    return 'note';
  }
  return undefined;
}

/** What rows of a file that is read by this plan are compared with. */
export const rowContext = ({ layout, columns }: LoadPlan): RowContext => ({
  header: layout.header,
  loanIdColumn: columns.find(({ field }) => field.id === 'loan_id')?.column ?? -1,
  titles: new Set(layout.titles.map(titleKey).filter((key) => key !== '')),
});

/** How a title row is remembered in `RowContext.titles`. */
const titleKey = (cells: readonly string[]): string =>
  cells
    .map(plain)
    .filter((cell) => cell !== '')
    .join('\u0001');
