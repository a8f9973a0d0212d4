import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '../warehouse/warehouse.ts';

type Cell = string | number | null;

const cellText = (value: Cell) =>
  value === null ? '' : `"${String(value).replaceAll('"', '""')}"`;

/**
 * Inserts many rows at once: they are handed to the engine as a file in its incoming folder. NULL is
 * an empty cell, an empty text a quoted one. Never an INSERT of no rows: see `EmptyInsert`.
 */
export async function insertRows(
  tx: Transaction,
  incoming: string,
  { table, columns }: { table: string; columns: Readonly<Record<string, string>> },
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const path = join(incoming, `rows-${randomUUID()}.csv`);
  await writeFile(path, rows.map((row) => `${row.map(cellText).join(',')}\n`).join(''));
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
  try {
    await tx.load(
      `INSERT INTO ${table} (${Object.keys(columns).join(', ')})
       SELECT * FROM read_csv('${path.replaceAll("'", "''")}', auto_detect = false, header = false,
         delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, max_line_size = 16777216,
         columns = {${types.join(', ')}})`,
    );
  } finally {
    await rm(path, { force: true });
  }
}
