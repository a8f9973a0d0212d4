import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { usePageSearch } from '../../lib/filters.ts';
import { useLanguage, useSentence } from '../../lib/i18n.ts';
import { stringifySearch } from '../../lib/search.ts';
import classes from './DataPage.module.css';
import { fetchRejects, type Reject } from './queries.ts';
import { RejectFilters } from './RejectFilters.tsx';

const text = z.catch(z.optional(z.string()), undefined);
const rejectSearch = z.object({ reason: text, field: text, find: text });
const NO_FILTER = { reason: undefined, field: undefined, find: undefined };

/** The rejected rows with every reason, filtered, and as a file that can be corrected. */
export function RejectsTable({ id, count }: { id: number; count: number }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { language } = useLanguage();
  const [filter, set] = usePageSearch(rejectSearch);
  const rows = usePagedRows<Reject>({
    queryKey: ['loan-book', 'rejects', id, filter],
    fetchPage: ({ offset, limit, signal }) => fetchRejects(id, filter, offset, limit, signal),
  });
  if (count === 0) return <p className={classes.quiet}>{t('rejects.none')}</p>;
  const why = (reject: Reject) =>
    reject.reasons.map(({ says }) => say(says)).join(language === 'zh' ? ';' : '; ');
  const file = stringifySearch({ ...filter, language });
  return (
    <DataTable
      exported={false}
      label={t('rejects.label')}
      rows={rows}
      rowKey={({ rowNo }) => String(rowNo)}
      maxHeight="420px"
      toolbar={
        <>
          <RejectFilters
            id={id}
            filter={filter}
            onChange={(next) => set(next, { replace: true })}
          />
          <DownloadLink
            href={`/api/loan-book/snapshots/${id}/rejects.xlsx${file}`}
            name={`rejects-${id}.xlsx`}
          >
            {t('history.rejects.xlsx')}
          </DownloadLink>
          <DownloadLink
            href={`/api/loan-book/snapshots/${id}/rejects.csv${file}`}
            name={`rejects-${id}.csv`}
          >
            {t('history.rejects.csv')}
          </DownloadLink>
        </>
      }
      empty={
        <EmptyState
          title={t('history.rejects.noMatch')}
          action={<Button onClick={() => set(NO_FILTER)}>{t('history.rejects.clear')}</Button>}
        />
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
