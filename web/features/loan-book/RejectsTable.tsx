import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useLanguage, useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import { fetchRejects, type Reject } from './queries.ts';

/** The rejected rows with every reason, and all of them as a file for Excel. */
export function RejectsTable({ id, count }: { id: number; count: number }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { language } = useLanguage();
  const rows = usePagedRows<Reject>({
    queryKey: ['loan-book', 'rejects', id],
    fetchPage: ({ offset, limit, signal }) => fetchRejects(id, offset, limit, signal),
  });
  if (count === 0) return <p className={classes.quiet}>{t('rejects.none')}</p>;
  const why = (reject: Reject) =>
    reject.reasons.map(({ says }) => say(says)).join(language === 'zh' ? ';' : '; ');
  return (
    <DataTable
      label={t('rejects.label')}
      rows={rows}
      rowKey={({ rowNo }) => String(rowNo)}
      maxHeight="420px"
      toolbar={
        <DownloadLink
          href={`/api/loan-book/snapshots/${id}/rejects.csv?language=${language}`}
          name={`rejects-${id}.csv`}
        >
          {t('rejects.download')}
        </DownloadLink>
      }
      columns={[
        {
          id: 'lineNo',
          header: t('rejects.line'),
          kind: 'count',
          width: 72,
          sortable: false,
          value: ({ lineNo }) => lineNo,
        },
        { id: 'why', header: t('rejects.why'), width: 420, sortable: false, value: why },
        {
          id: 'raw',
          header: t('rejects.raw'),
          width: 640,
          sortable: false,
          value: ({ raw }) => raw,
          cell: ({ raw }) => <code className={classes.raw}>{raw}</code>,
        },
      ]}
    />
  );
}
