import { z } from 'zod';
import type { Fen } from '../money.ts';
import { writeXlsx, type XlsxCell } from '../xlsx.ts';

/** The rows of a table that a page may hand over; longer lists have an export of their own. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 100;
const MOST_CHARACTERS = 32_767;

const cell = z.union([z.string().max(MOST_CHARACTERS), z.number(), z.null()]);
type Cell = z.infer<typeof cell>;

const FORMATS = {
  text: '@',
  count: '#,##0.##',
  money: '#,##0.00',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
} as const;
type Kind = keyof typeof FORMATS;

/**
 * A table as a page shows it. `head`: label and words, line by line (title, bank, filter, as-of day,
 * source, unit). Money is whole fen, a percent a ratio, a date an ISO day; null is unknown.
 */
export const tableSheet = z
  .object({
    name: z.string().min(1).max(200),
    head: z.array(z.tuple([z.string().max(200), z.string().max(MOST_CHARACTERS)])).max(20),
    columns: z
      .array(
        z.object({
          header: z.string().max(200),
          kind: z.enum(Object.keys(FORMATS) as [Kind, ...Kind[]]),
        }),
      )
      .min(1)
      .max(MOST_COLUMNS),
    rows: z.array(z.array(cell)).max(MOST_ROWS),
  })
  .refine(
    ({ columns, rows }) => rows.every((row) => row.length === columns.length),
    'every row has a cell a column',
  );
type TableSheet = z.infer<typeof tableSheet>;

const yuan = (fen: Fen) => fen / 100;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a page says of a cell, as Excel holds it; words in a column of figures stay words. */
function typed(given: Cell, kind: Kind): XlsxCell {
  if (given === null) return null;
  if (kind === 'text') return String(given);
  if (kind === 'date' && DAY.test(String(given))) return new Date(`${given}T00:00:00Z`);
  return kind === 'money' && typeof given === 'number' ? yuan(given) : given;
}

/** Excel allows 31 characters in a sheet's name, and not these. */
const sheetName = (name: string) =>
  name
    .replaceAll(/[\\/?*[\]:]/g, ' ')
    .slice(0, 31)
    .trim() || '1';

/** The table as a workbook: its head, its columns in types, amounts in yuan to the fen. */
export function tableWorkbook({ name, head, columns, rows }: TableSheet) {
  async function* cells(): AsyncGenerator<XlsxCell[]> {
    for (const row of rows) {
      yield columns.map(({ kind }, column) => typed(row[column] ?? null, kind));
    }
  }
  return writeXlsx(
    {
      name: sheetName(name),
      head,
      header: columns.map(({ header }) => header),
      widths: columns.map(({ kind }) => (kind === 'text' ? 20 : 16)),
      formats: columns.map(({ kind }) => FORMATS[kind]),
    },
    cells(),
  );
}
