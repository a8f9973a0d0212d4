import { sqlText } from './clean-sql.ts';
import type { NamedColumn } from './plan-load.ts';

/** Texts of a row that are kept as they stand, as `loan.extra` holds them; NULL when all are. */
export function keptCells(cells: readonly { name: string; cell: string }[]): string {
  if (cells.length === 0) return 'NULL';
  const all = cells.map(({ cell }) => cell).join(', ');
  const named = cells.map(({ name, cell }) => `${sqlText(name)}, ${cell}`).join(', ');
  return `CASE WHEN coalesce(${all}) IS NOT NULL THEN json_object(${named}) END`;
}

/** The text that a column was kept with in `extra`; NULL where it was blank or not kept. */
export function keptCell(extra: string, name: string): string {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `json_extract_string(${extra}, ${sqlText(pointer)})`;
}

/** What the code in a text column is called, of rows joined with {@link joinNames}. */
export const nameOf = (column: string): string => `coalesce(names_${column}.called, ${column})`;

/** Joins the names of a text column's codes; `code` is the expression that has them. */
export function joinNames(
  { field, names }: Omit<NamedColumn, 'name' | 'column'>,
  code = field.column,
) {
  const rows = names.map(([word, name]) => `(${sqlText(word)}, ${sqlText(name)})`).join(', ');
  return ` LEFT JOIN (VALUES ${rows}) AS names_${field.column}(code, called) ON names_${field.column}.code = ${code}`;
}
