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
