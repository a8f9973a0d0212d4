import type { ImportResult } from '../loan-book/import-result.ts';
import { type Fen, yuanText } from '../money.ts';

/** How many terminal columns a text takes: East Asian characters take two. */
function width(text: string): number {
  return [...text].reduce(
    (sum, char) => sum + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/.test(char) ? 2 : 1),
    0,
  );
}

/** Rows of cells as lines with aligned columns; the first row is the header. */
export function tableLines(rows: readonly (readonly (string | number | null)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '—' : String(cell))));
  const widths = (cells[0] ?? []).map((_, i) =>
    Math.max(...cells.map((row) => width(row[i] ?? ''))),
  );
  return cells.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Fen as grouped yuan: 123456789 → "1,234,567.89". NULL is "—". */
export function yuan(amount: Fen | null): string {
  if (amount === null) return '—';
  const [whole = '', cents = ''] = yuanText(amount).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** What an import or an amendment came to. */
export function resultLines(result: ImportResult): string[] {
  const { snapshot, rows, npl } = result;
  return [
    `快照 snapshot ${snapshot.id} · ${snapshot.asOf}${result.alreadyLoaded ? ' · 已导入过 already loaded' : ''}`,
    `行 rows: ${rows.read} = ${rows.loaded} 导入 loaded + ${rows.rejected} 拒绝 rejected + ${rows.skipped} 跳过 skipped`,
    `余额 balance: ${yuan(result.balanceFen)}`,
    `不良 NPL: ${npl.loans} · ${yuan(npl.balanceFen)}`,
  ];
}
