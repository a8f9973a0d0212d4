import { useRef } from 'react';
import { ExportMenu } from './ExportMenu.tsx';
import { useRowsAsTable } from './rows-as-table.ts';
import type { DataColumn } from './table-columns.ts';

export interface ExportButtonProps<Row> {
  /** The file's name, without an extension. */
  name: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
}

/** The way out of figures that are not a DataTable, such as a matrix; a DataTable brings its own. */
export function ExportButton<Row>({ name, columns, rows }: ExportButtonProps<Row>) {
  const asTable = useRowsAsTable();
  const part = useRef<HTMLSpanElement>(null);
  return (
    <span ref={part}>
      <ExportMenu
        label={name}
        table={() => asTable(name, columns, rows, part.current)}
        disabled={rows.length === 0}
      />
    </span>
  );
}
