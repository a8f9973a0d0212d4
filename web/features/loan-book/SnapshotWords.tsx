import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { JobProgress } from './LoadProgress.tsx';
import { cancelImport, type Field, type SnapshotDetail } from './queries.ts';
import { useJob } from './use-job.ts';
import { WordColumns } from './WordColumns.tsx';
import classes from './Words.module.css';
import { chooseWord, type WordChoices, wordChanges } from './word-choices.ts';
import {
  saveWords,
  snapshotWordsQuery,
  startRereading,
  type SnapshotWords as Words,
} from './word-queries.ts';

interface Props {
  snapshot: SnapshotDetail;
  fields: readonly Field[];
  onDone: (id: number) => void;
}

/** A loaded file's words and what they mean; a meaning given here reads the snapshot again. */
export function SnapshotWords(props: Props) {
  const query = useQuery(snapshotWordsQuery(props.snapshot.id));
  return <Loaded query={query}>{(words) => <Table {...props} found={words} />}</Loaded>;
}

function Table({ snapshot, fields, onDone, found }: Props & { found: Words }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const client = useQueryClient();
  const [choices, setChoices] = useState<WordChoices>({});
  const job = useJob(onDone);
  const changes = wordChanges(choices, new Set(found.columns.map(({ field }) => field)));
  // Words that the file holds and that were not read, or names: those are read again from here.
  const isText = (field: string) => fields.some(({ id, kind }) => id === field && kind === 'text');
  const here = new Set(
    found.columns.flatMap(({ field, words }) =>
      words.filter((word) => word.count !== null).map(({ word }) => `${field} ${word}`),
    ),
  );
  const rereads = changes.filter(
    ({ field, word }) => isText(field) || here.has(`${field} ${word}`),
  );
  // The table may have grown since this snapshot was read: that alone is worth another reading.
  const isBehind =
    found.readVersion < found.version &&
    found.columns.some(({ field, words }) =>
      words.some(({ state, count }) => state === 'own' && count !== null && !isText(field)),
    );
  const save = useMutation({
    mutationFn: () => saveWords(found.sourceName, changes),
    onSuccess: async () => {
      setChoices({});
      await client.invalidateQueries();
    },
  });
  const isOld = snapshot.status === 'superseded';
  const isRereading = rereads.length > 0 || (isBehind && changes.length === 0);
  const version =
    found.version === 0
      ? t('words.versionNone', { source: found.sourceName })
      : t('words.version', {
          source: found.sourceName,
          n: found.version,
          read: found.readVersion === 0 ? t('words.readNone') : found.readVersion,
        });
  if (found.columns.length === 0 && found.cells.length === 0) return null;
  return (
    <div className={classes.box}>
      <WordColumns
        columns={found.columns}
        fields={fields}
        choices={choices}
        note={`${version} ${t(isOld ? 'words.superseded' : 'words.note')}`}
        isReadOnly={isOld || job.phase !== 'idle'}
        onChoose={(field, word, meaning) => setChoices(chooseWord(choices, field, word, meaning))}
        onPaste={(field, words) =>
          setChoices({ ...choices, [field]: { ...choices[field], ...words } })
        }
      />
      {found.cells.map(({ field, count: rows, samples }) => (
        <p key={field} className={classes.quiet}>
          {t('words.cells', {
            field: snapshot.mapping.find((one) => one.field === field)?.column ?? field,
            rows: count(rows),
            samples: samples.join(' · '),
          })}
        </p>
      ))}
      {isOld ? null : (
        <div className={classes.actions}>
          <Button
            disabled={!isRereading}
            loading={job.phase !== 'idle'}
            onClick={() => void job.start(() => startRereading(snapshot.id, { words: changes }))}
          >
            {isRereading
              ? t(changes.length > 0 ? 'words.go' : 'words.goAgain', { count: changes.length })
              : t('words.goNone')}
          </Button>
          <Button
            variant="default"
            disabled={changes.length === 0 || job.phase !== 'idle'}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('words.save')}
          </Button>
        </div>
      )}
      <div aria-live="polite">
        {job.job ? (
          <JobProgress
            job={job.job}
            cancelling={false}
            onCancel={() => void cancelImport(job.importId ?? '')}
          />
        ) : null}
        {job.error || save.error ? <ErrorState error={job.error ?? save.error} /> : null}
        <RereadNote snapshot={snapshot} />
      </div>
    </div>
  );
}

/** What a reading came to, for as long as its snapshot is shown. */
function RereadNote({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const { id, rereads, rereadLoans } = snapshot;
  if (rereads === null) return null;
  return (
    <p className={classes.done}>
      {t('words.done', { id, old: rereads, loans: count(rereadLoans ?? 0) })}
    </p>
  );
}
