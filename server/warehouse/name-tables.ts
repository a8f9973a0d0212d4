/** Every table and view: a view with the tables and views that its own statement names. */
export type Catalog = ReadonlyMap<string, readonly string[]>;

const WORD = /[a-z_][a-z0-9_]*/gi;

/**
 * The tables that a statement may read: every word of it that names a table, views by what they
 * name. It may say one too many (a name within a text), never one too few.
 */
export function tablesRead(sql: string, catalog: Catalog): Set<string> {
  const found = new Set<string>();
  const look = (word: string) => {
    const parts = catalog.get(word);
    if (parts === undefined || found.has(word)) return;
    found.add(word);
    for (const part of parts) look(part);
  };
  for (const word of new Set(sql.match(WORD))) look(word.toLowerCase());
  return found;
}

const WRITES = /^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_][a-z0-9_]*)\b/i;

/** The table that a statement changes; NULL where it cannot be told, so it may be any. */
export function tableWritten(sql: string): string | null {
  return WRITES.exec(sql)?.[1]?.toLowerCase() ?? null;
}
