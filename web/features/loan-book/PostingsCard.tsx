import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './DataPage.module.css';
import { PostingRejects } from './PostingRejects.tsx';
import { loadPostings, type PostingBatch, postingsQuery } from './queries.ts';
import { uploadFile } from './upload-file.ts';

const send = async (file: File) =>
  loadPostings(await uploadFile(file, () => undefined, new AbortController().signal));

/** The posting ledgers (收回流水) loaded so far, and where the next one comes in. */
export function PostingsCard() {
  const { t } = useTranslation('loanBook');
  const { amountInText } = useFormat();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<PostingBatch>();
  const batches = useQuery(postingsQuery());
  const load = useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries() });
  const list = batches.data ?? [];
  const principal = list.reduce((sum, { principalFen }) => sum + principalFen, 0);
  const done = load.data;
  return (
    <Card
      title={
        list.length > 0
          ? t('postings.title', { n: list.length, amount: amountInText(principal) })
          : t('postings.none')
      }
      subtitle={t('postings.note')}
      actions={
        <Button variant="default" loading={load.isPending} onClick={() => input.current?.click()}>
          {t('postings.choose')}
        </Button>
      }
      flush
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.gz,text/csv,text/plain"
        aria-label={t('postings.choose')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) load.mutate(file);
          event.currentTarget.value = '';
        }}
      />
      <div className={classes.message} aria-live="polite">
        {load.isPending ? <p>{t('postings.sending')}</p> : null}
        {load.error ? <ErrorState error={load.error} /> : null}
        {done ? (
          <p>
            {done.isRepeat
              ? t('postings.repeat', { file: done.fileName })
              : t('postings.loaded', {
                  file: done.fileName,
                  read: done.rowsRead,
                  loaded: done.rowsLoaded,
                  rejected: done.rowsRejected,
                  skipped: done.rowsSkipped,
                })}
          </p>
        ) : null}
      </div>
      {list.length > 0 ? <BatchTable list={list} onOpen={setShown} /> : null}
      {shown && shown.rowsRejected > 0 ? <PostingRejects batch={shown} /> : null}
    </Card>
  );
}

function BatchTable(props: { list: PostingBatch[]; onOpen: (batch: PostingBatch) => void }) {
  const { t } = useTranslation('loanBook');
  return (
    <DataTable
      id="posting-batches"
      label={t('postings.label')}
      rows={props.list}
      rowKey={({ id }) => String(id)}
      onOpen={props.onOpen}
      maxHeight="280px"
      columns={[
        {
          id: 'fileName',
          header: t('postings.file'),
          width: 240,
          value: ({ fileName }) => fileName,
        },
        {
          id: 'span',
          header: t('postings.span'),
          width: 200,
          value: ({ firstOn, lastOn }) => (firstOn && lastOn ? `${firstOn} – ${lastOn}` : null),
        },
        {
          id: 'rowsLoaded',
          header: t('postings.rows'),
          kind: 'count',
          value: ({ rowsLoaded }) => rowsLoaded,
        },
        {
          id: 'rowsRejected',
          header: t('postings.rejected'),
          kind: 'count',
          width: 84,
          value: ({ rowsRejected }) => rowsRejected,
        },
        {
          id: 'principalFen',
          header: t('postings.principal'),
          kind: 'money',
          value: ({ principalFen }) => principalFen,
        },
        {
          id: 'interestFen',
          header: t('postings.interest'),
          kind: 'money',
          value: ({ interestFen }) => interestFen,
        },
        {
          id: 'loadedAt',
          header: t('postings.loadedAt'),
          width: 140,
          value: ({ loadedAt }) => loadedAt.slice(0, 16).replace('T', ' '),
        },
      ]}
    />
  );
}
