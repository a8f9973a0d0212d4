import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import classes from './DataPage.module.css';
import { chooseFile, useDraft } from './draft.ts';
import { LoadProgress } from './LoadProgress.tsx';
import { PrepareCard } from './PrepareCard.tsx';

/** Where a file comes in: the place to drop it, then its preparation, then its progress. */
export function LoadCard({ isFirst, onStart }: { isFirst: boolean; onStart: () => void }) {
  const { draft } = useDraft();
  const take = (file: File | undefined) => {
    if (!file) return;
    onStart();
    chooseFile(file);
  };
  if (draft && draft.phase !== 'preparing') return <LoadProgress draft={draft} />;
  if (draft) return <PrepareCard draft={draft} />;
  return <DropZone onFile={take} isFirst={isFirst} />;
}

function DropZone({ onFile, isFirst }: { onFile: (file?: File) => void; isFirst: boolean }) {
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
          onFile(event.dataTransfer.files[0]);
        }}
      >
        <span>{t('drop.here')}</span>
        <span className={classes.quiet}>{t('drop.or')}</span>
        <Button onClick={() => input.current?.click()}>{t('drop.choose')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,.gz,text/csv,text/plain"
          aria-label={t('drop.choose')}
          onChange={(event) => {
            onFile(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </section>
    </Card>
  );
}
