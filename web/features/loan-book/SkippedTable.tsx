import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { type PagedRowsOptions, usePagedRows } from '../../components/use-paged-rows.ts';
import classes from './DataPage.module.css';
import { fetchSkipped, type Skipped } from './queries.ts';

/** The rows of a loan book that were recognised as no data. */
export function SkippedTable({ id, count }: { id: number; count: number }) {
  const { t } = useTranslation('loanBook');
  if (count === 0) return <p className={classes.quiet}>{t('skipped.none')}</p>;
  return (
    <SkippedRows
      label={t('skipped.label')}
      maxHeight="420px"
      queryKey={['loan-book', 'skipped', id]}
      fetchPage={({ offset, limit, signal }) => fetchSkipped(id, offset, limit, signal)}
    />
  );
}

/** Rows of any file that are no data: line, what each is, its text. */
export function SkippedRows({
  label,
  maxHeight,
  ...source
}: PagedRowsOptions<Skipped> & { label: string; maxHeight: string }) {
  const { t } = useTranslation('loanBook');
  const rows = usePagedRows(source);
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={({ lineNo }) => String(lineNo)}
      maxHeight={maxHeight}
      columns={[
        {
          id: 'lineNo',
          header: t('rejects.line'),
          kind: 'count',
          width: 72,
          sortable: false,
          value: ({ lineNo }) => lineNo,
        },
        {
          id: 'kind',
          header: t('skipped.kind'),
          width: 120,
          sortable: false,
          value: ({ kind }) => t(`kind.${kind}`),
        },
        {
          id: 'raw',
          header: t('rejects.raw'),
          width: 820,
          sortable: false,
          value: ({ raw }) => raw,
          cell: ({ raw }) => <code className={classes.raw}>{raw}</code>,
        },
      ]}
    />
  );
}
