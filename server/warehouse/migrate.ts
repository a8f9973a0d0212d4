import { z } from 'zod';
import type { Migration, Warehouse } from './warehouse.ts';

/**
 * Applies, in the order given and each in a transaction of its own, what has not been applied.
 * `checkpoint` runs after each: the engine (DuckDB 1.5.6) cannot replay from its log an ALTER of a
 * table that has a CHECK, so a kill would leave a file that no longer opens.
 */
export async function applyMigrations(
  warehouse: Pick<Warehouse, 'rows' | 'write'>,
  migrations: readonly Migration[],
  checkpoint: () => Promise<unknown>,
): Promise<void> {
  await warehouse.write((tx) =>
    tx.run('CREATE TABLE IF NOT EXISTS migration (id VARCHAR PRIMARY KEY, applied_at TIMESTAMP)'),
  );
  const done = await warehouse.rows(z.object({ id: z.string() }), 'SELECT id FROM migration');
  const had = new Set(done.map((row) => row.id));
  for (const { id, sql } of migrations) {
    if (had.has(id)) continue;
    await warehouse.write(async (tx) => {
      for (const statement of sql.split(';')) {
        if (statement.trim() !== '') await tx.run(statement);
      }
      await tx.run('INSERT INTO migration VALUES ($1, CAST(now() AS TIMESTAMP))', [id]);
    });
    await checkpoint();
  }
}
