import type { Bind, Transaction } from '../warehouse/warehouse.ts';

const ROWS_AT_ONCE = 500;

/** Inserts many rows of one shape, some hundred a statement. */
export async function insertAll(
  tx: Transaction,
  into: string,
  rows: readonly (readonly Bind[])[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    let bind = 0;
    const places = some.map((row) => `(${row.map(() => `$${++bind}`).join(', ')})`);
    await tx.run(`INSERT INTO ${into} VALUES ${places.join(', ')}`, some.flat());
  }
}
