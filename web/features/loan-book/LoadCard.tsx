import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import classes from './DataPage.module.css';
import { chooseFiles, useDraft } from './draft.ts';
import { LoadProgress } from './LoadProgress.tsx';
import { PrepareCard } from './PrepareCard.tsx';
import { WaitingFiles } from './WaitingFiles.tsx';

/** Where files come in: the place to drop them, then each one's preparation and progress. */
export function LoadCard({ isFirst, onStart }: { isFirst: boolean; onStart: () => void }) {
  const { draft } = useDraft();
  const take = (files: readonly File[]) => {
    if (files.length === 0) return;
    onStart();
    chooseFiles(files);
  };
  if (!draft) return <DropZone onFiles={take} isFirst={isFirst} />;
  return (
    <>
      {draft.phase === 'preparing' ? <PrepareCard draft={draft} /> : <LoadProgress draft={draft} />}
      <WaitingFiles />
    </>
  );
}

function DropZone(props: { onFiles: (files: readonly File[]) => void; isFirst: boolean }) {
  const { onFiles, isFirst } = props;
  const { t } = useTranslation('loanBook');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <Card title={t('drop.title')} subtitle={t('drop.note')}>
      <section
        className={classes.drop}
        data-over={over || undefined}
        data-large={isFirst || undefined}
        aria-label={t('drop.title')}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          onFiles([...event.dataTransfer.files]);
        }}
      >
        <span>{t('drop.here')}</span>
        <span className={classes.quiet}>{t('drop.or')}</span>
        <Button onClick={() => input.current?.click()}>{t('drop.choose')}</Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,.gz,text/csv,text/plain"
          aria-label={t('drop.choose')}
          onChange={(event) => {
            onFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </section>
    </Card>
  );
}
