import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useLanguage, useSentence } from '../../lib/i18n.ts';
import { stringifySearch } from '../../lib/search.ts';
import classes from './DataPage.module.css';
import { FileButton } from './FileButton.tsx';
import { JobProgress } from './LoadProgress.tsx';
import { TotalNotes } from './SidePrepare.tsx';
import { SkippedRows } from './SkippedTable.tsx';
import {
  cancelSideLoad,
  fetchSideRejects,
  fetchSideSkipped,
  type SideFile,
  type SideReject,
  sideKindsQuery,
  startCorrection,
} from './side-queries.ts';
import { uploadFile } from './upload-file.ts';
import { useHolder, useSideLoad } from './use-side-load.ts';

/** One side file: its total row, what was refused and why, what was passed over. */
export function SideDetail({ file, onClose }: { file: SideFile; onClose: () => void }) {
  const { t } = useTranslation('loanBook');
  const kind = useQuery(sideKindsQuery()).data?.find(({ id }) => id === file.kind);
  const title = t('side.detail', {
    file: file.fileName,
    read: file.rowsRead,
    loaded: file.rowsLoaded,
    rejected: file.rowsRejected,
    skipped: file.rowsSkipped,
  });
  return (
    <section className={classes.stack} aria-label={title}>
      <div className={classes.mappingHead}>
        <h3 className={classes.subtitle}>{title}</h3>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('side.close')}
        </Button>
      </div>
      {kind && file.totals.length > 0 ? (
        <ul className={classes.notes}>
          <TotalNotes totals={file.totals} kind={kind} />
        </ul>
      ) : null}
      <Corrections file={file} />
      {file.rowsOpen > 0 ? <Rejects file={file} /> : null}
      {file.rowsSkipped > 0 ? (
        <SkippedRows
          label={t('side.skipped', { n: file.rowsSkipped })}
          maxHeight="200px"
          queryKey={['side-files', 'skipped', file.id]}
          fetchPage={(page) => fetchSideSkipped(file.id, page)}
        />
      ) : null}
    </section>
  );
}

/** Where corrected rejects come back, and how that went. */
function Corrections({ file }: { file: SideFile }) {
  const { t } = useTranslation('loanBook');
  const [made, setMade] = useState<SideFile>();
  const load = useSideLoad(
    useCallback((done: SideFile) => setMade(done), []),
    useHolder(),
  );
  const bring = (corrected: File) =>
    void load.run(async () => {
      const uploadId = await uploadFile(corrected, () => undefined, new AbortController().signal);
      return startCorrection(file.id, uploadId);
    });
  return (
    <div className={classes.stack}>
      {file.rowsOpen > 0 ? (
        <div className={classes.mappingHead}>
          <p className={classes.quiet}>{t('side.how')}</p>
          <FileButton label={t('side.bring')} loading={load.job !== undefined} onFile={bring} />
        </div>
      ) : (
        <p className={classes.quiet}>{t('side.noRejects')}</p>
      )}
      <div aria-live="polite">
        {load.job ? (
          <JobProgress
            job={load.job}
            cancelling={false}
            onCancel={() => void cancelSideLoad(load.job?.importId ?? '')}
          />
        ) : null}
        {load.error ? <ErrorState error={load.error} /> : null}
        {made ? (
          <p>
            {t('side.corrected', {
              loaded: made.rowsLoaded,
              rejected: made.rowsRejected,
              id: made.id,
            })}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Rejects({ file }: { file: SideFile }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { language } = useLanguage();
  const [find, setFind] = useState<string>();
  const search = useDebouncedCallback((text: string) => setFind(text || undefined), 300);
  const rows = usePagedRows<SideReject>({
    queryKey: ['side-files', 'rejects', file.id, find],
    fetchPage: (page) => fetchSideRejects(file.id, find, page),
  });
  const query = stringifySearch({ find, language });
  const address = `/api/side-files/files/${file.id}/rejects`;
  return (
    <DataTable
      exported={false}
      label={t('side.rejects', { n: file.rowsOpen })}
      rows={rows}
      rowKey={({ rowNo }) => String(rowNo)}
      maxHeight="320px"
      toolbar={
        <>
          <TextInput
            aria-label={t('history.rejects.find')}
            placeholder={t('history.rejects.find')}
            size="xs"
            w={160}
            onChange={(event) => search(event.currentTarget.value)}
          />
          <DownloadLink
            href={`${address}/xlsx${query}`}
            name={`rejects-${file.kind}-${file.id}.xlsx`}
          >
            {t('history.rejects.xlsx')}
          </DownloadLink>
          <DownloadLink
            href={`${address}/csv${query}`}
            name={`rejects-${file.kind}-${file.id}.csv`}
          >
            {t('history.rejects.csv')}
          </DownloadLink>
        </>
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
        {
          id: 'why',
          header: t('rejects.why'),
          width: 420,
          sortable: false,
          value: ({ reasons }) =>
            reasons.map(({ says }) => say(says)).join(language === 'zh' ? ';' : '; '),
        },
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
