import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Transaction } from '../warehouse/warehouse.ts';
import type { CanonicalField } from './canonical-fields.ts';
import { classifyRow, rowContext } from './classify-row.ts';
import { buildLoadSql } from './load-sql.ts';
import { maskName, maskNumber, maskPhone } from './mask-personal.ts';
import type { LoadPlan } from './plan-load.ts';
import { AMOUNT_UNITS } from './read-words.ts';
import { joinCells } from './split-cells.ts';

const EXAMPLES = 3;

const cellRow = z.object({
  column: z.int(),
  state: z.enum(['blank', 'none', 'plain', 'changed', 'unread']),
  count: z.int(),
  raw: z.string().nullable(),
  value: z.string().nullable(),
});
type CellRow = z.infer<typeof cellRow>;

/** Cells of one column among a file's first rows, by what became of them. */
const columnCleaning = z.object({
  field: z.string(),
  /** Of an amount: the unit that its plain numbers are in. */
  unit: z.enum(AMOUNT_UNITS).nullable(),
  plain: z.int(),
  changed: z.int(),
  empty: z.int(),
  unread: z.int(),
  /** One a spelling. `after` as it is stored, as text; null for text that means nothing. */
  examples: z.array(z.object({ before: z.string(), after: z.string().nullable() })),
});
export type ColumnCleaning = z.infer<typeof columnCleaning>;
export const storedCleaning = z.array(columnCleaning);

/** A personal cell as it may be shown; undefined where only that it is there may be said. */
function maskCell({ id, kind, personal }: CanonicalField, text: string): string | undefined {
  // A yes or a no of nobody in particular says nothing of anybody.
  if (!personal || kind === 'flag') return text;
  switch (id) {
    case 'borrower_name':
    case 'guarantor':
    case 'legal_representative':
      return maskName(text);
    case 'id_number':
      return maskNumber(text);
    case 'phone':
      return maskPhone(text);
    default:
      return undefined;
  }
}

function readExample(field: CanonicalField, { raw, value }: CellRow): ColumnCleaning['examples'] {
  const cell = (raw ?? '').trim();
  // A word that means nothing says nothing of anybody either.
  if (value === null) return [{ before: cell, after: null }];
  const [before, after] = [maskCell(field, cell), maskCell(field, value)];
  return before === undefined || after === undefined ? [] : [{ before, after }];
}

function readColumns(plan: LoadPlan, found: readonly CellRow[]): ColumnCleaning[] {
  return plan.columns.map(({ field, column, unit }) => {
    const own = found.filter((row) => row.column === column);
    const count = (...states: CellRow['state'][]) =>
      own.reduce((sum, row) => (states.includes(row.state) ? sum + row.count : sum), 0);
    // What was changed says more than what was read as nothing.
    const telling = [
      ...own.filter(({ state }) => state === 'changed'),
      ...own.filter(({ state }) => state === 'none'),
    ];
    return {
      field: field.id,
      unit: field.kind === 'amount' ? unit : null,
      plain: count('plain'),
      changed: count('changed'),
      empty: count('blank', 'none'),
      unread: count('unread'),
      examples: telling.slice(0, EXAMPLES).flatMap((row) => readExample(field, row)),
    };
  });
}

/**
 * Keeps with a snapshot what cleaning did to the cells of the file's first data rows, by the rules
 * that load them all: counts, and examples before and after, personal data masked. The same file
 * read the same way gives the same sample.
 */
export async function sampleCleaning(
  tx: Transaction,
  plan: LoadPlan,
  snapshotId: number,
  workFolder: string,
): Promise<void> {
  const { delimiter, width, sample } = plan.layout;
  const context = rowContext(plan);
  const rows = sample.filter(
    (cells) => cells.length === width && classifyRow(cells, context) === undefined,
  );
  if (rows.length === 0) return;
  const lines = rows.map((cells, index) =>
    joinCells([String(index), '0', ...cells], delimiter).replaceAll('\0', ''),
  );
  const path = join(workFolder, 'first-rows.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  const sql = buildLoadSql(plan);
  let found = await tx.rows(cellRow, sql.cells(path, true));
  if (found.some(({ state }) => state === 'unread')) {
    found = await tx.rows(cellRow, sql.cells(path, false));
  }
  await rm(path, { force: true });
  await tx.run('INSERT INTO cleaning VALUES ($1, $2, $3)', [
    snapshotId,
    rows.length,
    JSON.stringify(readColumns(plan, found)),
  ]);
}
