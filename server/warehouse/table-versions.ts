import { type Catalog, tablesRead, tableWritten } from './name-tables.ts';

const MOST_STATEMENTS = 2000;

/**
 * When each table was last written, in committed writes: what was read of a table stays true until
 * then. The way of a build system's traces (Mokhov, Mitchell and Peyton Jones, Build Systems à la
 * Carte, 2018): what an answer was made of is noted while it is made.
 */
export interface TableVersions {
  /** The number of committed writes. */
  readonly latest: number;
  /** The tables that a statement reads, by its text. */
  readBy(sql: string): ReadonlySet<string>;
  /** The last committed write that changed any of the tables. */
  of(tables: Iterable<string>): number;
  /**
   * A write under way: told of its statements, and that it was committed. Then says whether it was
   * plain; where not, there may be other tables than before.
   */
  begin(): { ran(sql: string): void; commit(): { isPlain: boolean } };
  /** Says anew which tables there are. */
  know(catalog: Catalog): void;
}

export function tableVersions(): TableVersions {
  let latest = 0;
  let everything = 0;
  let catalog: Catalog = new Map();
  const written = new Map<string, number>();
  const known = new Map<string, ReadonlySet<string>>();
  return {
    get latest() {
      return latest;
    },
    know(tables) {
      catalog = tables;
      known.clear();
    },
    readBy(sql) {
      const found = known.get(sql) ?? tablesRead(sql, catalog);
      known.set(sql, found);
      const [oldest] = known.keys();
      if (known.size > MOST_STATEMENTS && oldest !== undefined) known.delete(oldest);
      return found;
    },
    of(tables) {
      let last = everything;
      for (const table of tables) last = Math.max(last, written.get(table) ?? 0);
      return last;
    },
    begin() {
      const changed = new Set<string | null>();
      return {
        ran: (sql) => changed.add(tableWritten(sql)),
        commit() {
          latest += 1;
          for (const table of changed) {
            if (table === null) everything = latest;
            else written.set(table, latest);
          }
          return { isPlain: !changed.has(null) };
        },
      };
    },
  };
}
