import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api';
import { z } from 'zod';
import { readValue } from './read-value.ts';
import type { Bind, Reader } from './warehouse.ts';

function bindValue(bind: Bind): DuckDBValue {
  if (typeof bind === 'number' && Number.isInteger(bind)) return BigInt(bind);
  if (Array.isArray(bind)) return listValue([...bind]);
  return bind as DuckDBValue;
}

function bindType(bind: Bind): DuckDBType {
  if (Array.isArray(bind)) return LIST(VARCHAR);
  if (typeof bind === 'bigint') return BIGINT;
  if (typeof bind === 'number') return Number.isInteger(bind) ? BIGINT : DOUBLE;
  if (typeof bind === 'boolean') return BOOLEAN;
  return bind === null ? SQLNULL : VARCHAR;
}

/**
 * The positional values and types of `binds`, as the engine wants them: both as arrays, for types by
 * name beside values by place are silently left out, and a list without an item then has no type.
 */
export function bound(binds: readonly Bind[]): [DuckDBValue[], DuckDBType[]] {
  return [binds.map(bindValue), binds.map(bindType)];
}

/** Rows of columns: a column at a time, for that is how the engine has them. */
function rowsOf(
  names: readonly string[],
  columns: readonly (readonly DuckDBValue[])[],
  count: number,
): Record<string, unknown>[] {
  const rows = Array.from({ length: count }, (): Record<string, unknown> => ({}));
  for (const [place, name] of names.entries()) {
    const column = columns[place];
    for (let at = 0; at < count; at++) {
      const row = rows[at];
      if (row && column) row[name] = readValue(column[at] ?? null);
    }
  }
  return rows;
}

/** Reads over one connection. The caller sees to it that one statement runs at a time. */
export function connectionReader(connection: DuckDBConnection): Reader {
  const rows: Reader['rows'] = async (schema, sql, binds = []) => {
    const [values, types] = bound(binds);
    const reader = await (binds.length === 0
      ? connection.runAndReadAll(sql)
      : connection.runAndReadAll(sql, values, types));
    const names = reader.deduplicatedColumnNames();
    return z.array(schema).parse(rowsOf(names, reader.getColumns(), reader.currentRowCount));
  };
  return { rows, one: async (schema, sql, binds) => onlyRow(await rows(schema, sql, binds)) };
}

/** The only one of `rows`, else an error. */
export function onlyRow<Row>([first, ...more]: readonly Row[]): Row {
  if (first === undefined || more.length > 0) {
    throw new Error(`expected one row, got ${first === undefined ? 0 : more.length + 1}`);
  }
  return first;
}
