import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useLanguage, useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import { type PostingBatch, postingRejectsQuery } from './queries.ts';

/** The rows of a posting file that were not loaded, each with every reason. */
export function PostingRejects({ batch }: { batch: PostingBatch }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { language } = useLanguage();
  const rejects = useQuery(postingRejectsQuery(batch.id));
  if (rejects.error) return <ErrorState error={rejects.error} />;
  const label = t('postings.rejects', { file: batch.fileName, n: batch.rowsRejected });
  return (
    <>
      <h3 className={classes.message}>{label}</h3>
      <DataTable
        label={label}
        rows={rejects.data?.rows ?? []}
        rowKey={({ rowNo }) => String(rowNo)}
        maxHeight="280px"
        columns={[
          {
            id: 'lineNo',
            header: t('rejects.line'),
            kind: 'count',
            width: 72,
            value: ({ lineNo }) => lineNo,
          },
          {
            id: 'why',
            header: t('rejects.why'),
            width: 420,
            value: ({ reasons }) =>
              reasons.map(({ says }) => say(says)).join(language === 'zh' ? ';' : '; '),
          },
          { id: 'raw', header: t('rejects.raw'), width: 640, value: ({ raw }) => raw },
        ]}
      />
    </>
  );
}
