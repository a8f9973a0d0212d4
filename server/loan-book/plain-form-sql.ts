import { sqlText, trimmed } from './clean-sql.ts';
import { plainWords } from './code-words.ts';
import type { PlannedColumn } from './plan-load.ts';

/** A decimal in the column's own unit: no sign of money, no grouping, no word for a scale. */
const PLAIN_DECIMAL = '-?(0|[1-9][0-9]*)([.][0-9]+)?';

/**
 * Whether a cell that was read is already the plain form of its value, outer blanks aside: a plain
 * decimal in the column's unit, an ISO day, a whole number, a code's own word, the text itself.
 * `value` is the cleaned value as a column.
 */
export function isPlainForm({ field, column }: PlannedColumn, value: string): string {
  const cell = trimmed(`c${column}`);
  switch (field.kind) {
    case 'amount':
      return `regexp_full_match(${cell}, '${PLAIN_DECIMAL}')`;
    case 'date':
    case 'integer':
      return `CAST(${value} AS VARCHAR) = ${cell}`;
    case 'code':
    case 'flag': {
      const words = [...plainWords(field)].map(([word, of]) => `${sqlText(word)}: ${sqlText(of)}`);
      return `coalesce(MAP {${words.join(', ')}}[lower(${cell})] = CAST(${value} AS VARCHAR), FALSE)`;
    }
    case 'text':
      return `${trimmed(value)} = ${cell}`;
  }
}
