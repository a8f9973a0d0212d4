import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '../lib/download.ts';
import { rowsAsCsv } from './rows-as-csv.ts';
import type { DataColumn } from './table-columns.ts';

export interface CsvButtonProps<Row> {
  /** The file's name, without an extension. */
  name: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
}

/** Saves a table that is all here as CSV, every column of it, money in yuan. */
export function CsvButton<Row>({ name, columns, rows }: CsvButtonProps<Row>) {
  const { t } = useTranslation('parts');
  const save = () =>
    saveBlob(new Blob([rowsAsCsv(columns, rows)], { type: 'text/csv' }), `${name}.csv`);
  return (
    <Button variant="subtle" size="compact-xs" onClick={save} disabled={rows.length === 0}>
      {t('table.csv')}
    </Button>
  );
}
