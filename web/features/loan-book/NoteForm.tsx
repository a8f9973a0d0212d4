import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { usePreference } from '../../lib/preference.ts';
import classes from './Quality.module.css';
import { keepNote, type QualityLine } from './quality-queries.ts';

const nameSchema = z.string();

interface Props {
  id: number;
  line: QualityLine;
  onClose: () => void;
}

/** Who has looked at a line, and what they say of it. */
export function NoteForm({ id, line, onClose }: Props) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const client = useQueryClient();
  const [by, setBy] = usePreference('my-name', nameSchema, '');
  const [note, setNote] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const title = t('quality.dialog.title', { finding: say(line.finding) });
  const keep = useMutation({
    mutationFn: () => keepNote(id, line.id, { by, note }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <section className={classes.noting} aria-label={title}>
      <h4 className={classes.subtitle}>{title}</h4>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <p className={classes.quiet}>{t('quality.dialog.note')}</p>
        <TextInput
          ref={first}
          label={t('quality.dialog.by')}
          value={by}
          maxLength={50}
          required
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <TextInput
          label={t('quality.dialog.remark')}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {keep.error ? <ErrorState error={keep.error} /> : null}
        <div className={classes.acts}>
          <Button type="submit" loading={keep.isPending} disabled={by.trim() === ''}>
            {t('quality.dialog.go')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('quality.close')}
          </Button>
        </div>
      </form>
    </section>
  );
}
