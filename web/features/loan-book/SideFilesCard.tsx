import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import { FileButton } from './FileButton.tsx';
import { JobProgress } from './LoadProgress.tsx';
import { removeUpload } from './queries.ts';
import { SideDetail } from './SideDetail.tsx';
import { SidePrepare } from './SidePrepare.tsx';
import { beginSideDraft, endSideDraft, holdSideLoad, useSideDraft } from './side-draft.ts';
import {
  cancelSideLoad,
  postingsQuery,
  type SideFile,
  sideFilesQuery,
  sideKindsQuery,
} from './side-queries.ts';
import { uploadFile } from './upload-file.ts';
import { useSideLoad } from './use-side-load.ts';

const send = async (file: File) => ({
  uploadId: await uploadFile(file, () => undefined, new AbortController().signal),
  name: file.name,
});

/** Rosters, postings and targets: what was loaded, and where the next file comes in. */
export function SideFilesCard() {
  const { t } = useTranslation('loanBook');
  const draft = useSideDraft();
  const [outcome, setOutcome] = useState<{ file: SideFile; isRepeat: boolean }>();
  const [shownId, setShownId] = useState<number>();
  const upload = useMutation({
    mutationFn: send,
    onSuccess: ({ uploadId, name }) => beginSideDraft(uploadId, name),
  });
  const done = useCallback((file: SideFile, isRepeat: boolean) => {
    setOutcome({ file, isRepeat });
    endSideDraft();
    if (file.rowsOpen > 0) setShownId(file.id);
  }, []);
  const load = useSideLoad(done, { loadId: draft?.loadId, hold: holdSideLoad });
  const files = useQuery(sideFilesQuery()).data ?? [];
  const shown = files.find(({ id }) => id === shownId);
  const discard = () => {
    if (draft) void removeUpload(draft.uploadId);
    endSideDraft();
  };
  const take = (file: File) => {
    setOutcome(undefined);
    discard();
    upload.mutate(file);
  };
  return (
    <Card
      id="side-files"
      title={files.length > 0 ? t('side.title', { n: files.length }) : t('side.none')}
      subtitle={t('side.note')}
      actions={
        <FileButton
          label={t('side.choose')}
          variant="default"
          loading={upload.isPending}
          onFile={take}
        />
      }
    >
      <div className={classes.stack}>
        <div aria-live="polite">
          {upload.isPending ? <p className={classes.quiet}>{t('side.sending')}</p> : null}
          {upload.error ? <ErrorState error={upload.error} /> : null}
          {outcome ? <Ended {...outcome} /> : null}
        </div>
        {load.job ? (
          <JobProgress
            job={load.job}
            cancelling={false}
            onCancel={() => void cancelSideLoad(load.job?.importId ?? '')}
          />
        ) : draft ? (
          <SidePrepare
            key={draft.uploadId}
            draft={draft}
            error={load.error}
            onLoad={load.run}
            onDiscard={discard}
          />
        ) : null}
        {files.length > 0 ? <FileTable list={files} onOpen={({ id }) => setShownId(id)} /> : null}
        {shown ? (
          <SideDetail key={shown.id} file={shown} onClose={() => setShownId(undefined)} />
        ) : null}
      </div>
    </Card>
  );
}

/** How the last load ended. */
function Ended({ file, isRepeat }: { file: SideFile; isRepeat: boolean }) {
  const { t } = useTranslation('loanBook');
  const { fileName, rowsRead, rowsLoaded, rowsRejected, rowsSkipped } = file;
  if (isRepeat) return <p>{t('side.repeat', { file: fileName })}</p>;
  return (
    <p>
      {t('side.loaded', {
        file: fileName,
        read: rowsRead,
        loaded: rowsLoaded,
        rejected: rowsRejected,
        skipped: rowsSkipped,
      })}
    </p>
  );
}

function FileTable(props: { list: SideFile[]; onOpen: (file: SideFile) => void }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const kinds = useQuery(sideKindsQuery()).data ?? [];
  const postings = new Map((useQuery(postingsQuery()).data ?? []).map((one) => [one.id, one]));
  return (
    <DataTable
      id="side-files"
      label={t('side.label')}
      rows={props.list}
      rowKey={({ id }) => String(id)}
      onOpen={props.onOpen}
      maxHeight="300px"
      columns={[
        { id: 'id', header: t('side.number'), kind: 'count', width: 64, value: ({ id }) => id },
        {
          id: 'kind',
          header: t('side.kindColumn'),
          width: 120,
          value: ({ kind }) => {
            const label = kinds.find(({ id }) => id === kind)?.label;
            return label ? say(label) : kind;
          },
        },
        {
          id: 'fileName',
          header: t('side.file'),
          width: 280,
          value: ({ fileName, sheet, amends }) =>
            [
              fileName,
              ...(sheet === null ? [] : [sheet]),
              ...(amends === null ? [] : [t('side.amends', { id: amends })]),
            ].join(' · '),
        },
        {
          id: 'day',
          header: t('side.day'),
          width: 190,
          value: ({ id, asOf }) => {
            const span = postings.get(id);
            return span?.firstOn && span.lastOn ? `${span.firstOn} – ${span.lastOn}` : asOf;
          },
        },
        {
          id: 'rowsLoaded',
          header: t('side.rows'),
          kind: 'count',
          width: 84,
          value: ({ rowsLoaded }) => rowsLoaded,
        },
        {
          id: 'rowsOpen',
          header: t('side.open'),
          kind: 'count',
          width: 96,
          value: ({ rowsOpen }) => rowsOpen,
        },
        {
          id: 'principalFen',
          header: t('side.principal'),
          kind: 'money',
          value: ({ id }) => postings.get(id)?.principalFen ?? null,
        },
        {
          id: 'loadedAt',
          header: t('side.loadedAt'),
          width: 140,
          value: ({ loadedAt }) => loadedAt.slice(0, 16).replace('T', ' '),
        },
      ]}
    />
  );
}
