import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { UploadProgress } from '../../components/UploadProgress.tsx';
import { cancelLoad, type Draft } from './draft.ts';
import { type ImportJob, importsQuery, isUnderWay } from './queries.ts';
import { useStage } from './use-stage.ts';

/** The upload, then the import, of the file this window is loading. */
export function LoadProgress({ draft }: { draft: Draft }) {
  const imports = useQuery(importsQuery());
  const stage = useStage();
  const [cancelling, setCancelling] = useState(false);
  const cancel = () => {
    setCancelling(true);
    void cancelLoad();
  };
  const job = imports.data?.find(({ importId }) => importId === draft.importId);
  // Newest first: what was asked for before this one and has not ended runs before it.
  const asked = imports.data?.filter(isUnderWay).reverse();
  const place = asked?.findIndex(({ importId }) => importId === draft.importId);
  if (draft.phase === 'uploading' || !job) {
    const seconds = (Date.now() - draft.startedAt) / 1000;
    const done = draft.file.size === 0 ? 0 : draft.sent / draft.file.size;
    const left = done > 0.02 ? (seconds / done) * (1 - done) : undefined;
    return (
      <Card>
        <UploadProgress
          title={draft.file.name}
          stage={stage('uploading')}
          done={draft.phase === 'uploading' ? done : 1}
          secondsElapsed={seconds}
          secondsLeft={left}
          onCancel={cancel}
          cancelling={cancelling}
        />
      </Card>
    );
  }
  return (
    <Card>
      <JobProgress job={job} place={place} onCancel={cancel} cancelling={cancelling} />
    </Card>
  );
}

interface JobProps {
  job: Omit<ImportJob, 'result' | 'importId'>;
  /** How many run before it; 0 for the one that is running. */
  place?: number | undefined;
  onCancel: () => void;
  cancelling: boolean;
}

/** One import under way, wherever it was started, or waiting and how many are before it. */
export function JobProgress(props: JobProps) {
  const { job, place = 0 } = props;
  const { t } = useTranslation('loanBook');
  const stage = useStage();
  const seconds = job.elapsedMs / 1000;
  // Whole snapshots are counted where several are read again, bytes of one file otherwise.
  const loading = job.stage === 'loading' && job.bytesTotal > 1;
  const done = loading ? job.bytes / job.bytesTotal : undefined;
  const speed = seconds > 0.2 && job.rows > 0 ? Math.round(job.rows / seconds) : undefined;
  const left = done !== undefined && done > 0.02 ? (seconds / done) * (1 - done) : undefined;
  return (
    <UploadProgress
      title={t('imports.of', { file: job.fileName, day: job.asOf })}
      stage={
        job.state === 'queued' && place > 0
          ? `${stage(job.stage)} · ${t('history.queue.place', { n: place })}`
          : stage(job.stage)
      }
      done={done}
      rows={job.rows}
      rowsPerSecond={speed}
      secondsElapsed={seconds}
      secondsLeft={left}
      onCancel={props.onCancel}
      cancelling={props.cancelling}
    />
  );
}
