import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

const days = new Map<number, string>();
const MOST_DAYS = 50_000;

/** The same few days come by the thousand: each is written once. */
function isoOf(value: DuckDBDateValue): string {
  const known = days.get(value.days);
  if (known !== undefined) return known;
  const iso = value.toString();
  if (days.size < MOST_DAYS) days.set(value.days, iso);
  return iso;
}

/** One value of the engine as plain JSON-safe data. Throws on a DECIMAL or an unsafe integer. */
export function readValue(value: DuckDBValue): unknown {
  if (value === null) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
      return value;
    case 'bigint': {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is not a safe integer`);
      return number;
    }
    default:
  }
  if (value instanceof DuckDBDateValue) return isoOf(value);
  if (value instanceof DuckDBTimestampValue) return `${value.toString().replace(' ', 'T')}Z`;
  if (value instanceof DuckDBListValue) return value.items.map(readValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([key, entry]) => [key, readValue(entry)]),
    );
  }
  if (value instanceof DuckDBDecimalValue) {
    throw new TypeError('a DECIMAL reached the door: money is whole fen (CAST AS BIGINT)');
  }
  return String(value);
}
