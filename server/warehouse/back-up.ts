import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Copies the database file to `target` while no write is under way. The copy is whole or absent:
 * it is made beside the target and renamed. Answers its size in bytes.
 */
export async function backUp(
  writer: DuckDBConnection,
  databaseFile: string,
  target: string,
): Promise<number> {
  await writer.run('CHECKPOINT');
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  try {
    await copyFile(databaseFile, part);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
  return (await stat(target)).size;
}
