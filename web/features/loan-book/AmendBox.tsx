import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './History.module.css';
import { startAmendment } from './history-queries.ts';
import { JobProgress } from './LoadProgress.tsx';
import { cancelImport, type SnapshotDetail } from './queries.ts';
import { uploadFile } from './upload-file.ts';
import { useJob } from './use-job.ts';

interface Props {
  snapshot: SnapshotDetail;
  onDone: (id: number) => void;
}

/** Where corrected rejects come back, and how that goes; the new snapshot is then shown. */
export function AmendBox({ snapshot, onDone }: Props) {
  const { t } = useTranslation('loanBook');
  const input = useRef<HTMLInputElement>(null);
  const state = useJob(onDone);
  const { job } = state;
  const send = (file: File) =>
    state.start(async () => {
      const uploadId = await uploadFile(file, () => undefined, new AbortController().signal);
      return startAmendment(snapshot.id, uploadId);
    });
  if (snapshot.rowsRejected === 0) return <AmendedNote snapshot={snapshot} />;
  if (snapshot.status === 'superseded') {
    return <p className={classes.quiet}>{t('history.amend.superseded')}</p>;
  }
  return (
    <section className={classes.amend} aria-label={t('history.amend.title')}>
      <div className={classes.amendHead}>
        <p className={classes.quiet}>{t('history.amend.how')}</p>
        <Button loading={state.phase !== 'idle'} onClick={() => input.current?.click()}>
          {t('history.amend.choose')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
        aria-label={t('history.amend.choose')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void send(file);
          event.currentTarget.value = '';
        }}
      />
      <div aria-live="polite">
        {state.phase === 'sending' ? <p>{t('history.amend.sending')}</p> : null}
        {job ? (
          <JobProgress
            job={job}
            cancelling={false}
            onCancel={() => void cancelImport(job.importId)}
          />
        ) : null}
        {state.error ? <ErrorState error={state.error} /> : null}
        <AmendedNote snapshot={snapshot} />
      </div>
    </section>
  );
}

/** What an amendment came to, for as long as its snapshot is shown. */
function AmendedNote({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const { amends, amendmentName, amendedRows, id, rowsRejected } = snapshot;
  if (amends === null) return null;
  return (
    <p className={classes.note}>
      {t('history.amend.done', {
        loaded: count(amendedRows ?? 0),
        rejected: count(rowsRejected),
        id,
      })}{' '}
      {t('history.timeline.amends', { id: amends, file: amendmentName ?? '' })}
    </p>
  );
}
