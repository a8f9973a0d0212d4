import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { api, ask } from '../lib/api.ts';
import { useFilters } from '../lib/filters.ts';
import { usePreference } from '../lib/preference.ts';
import { useFormat } from '../lib/use-format.ts';
import classes from './AlertList.module.css';
import type { Alert } from './AlertList.tsx';
import { ErrorState } from './ErrorState.tsx';

const nameSchema = z.string();

/** Who has looked at an alert, and what is done about it. */
export function AlertNoteForm({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { amountInText, count } = useFormat();
  const { filters } = useFilters();
  const client = useQueryClient();
  const [by, setBy] = usePreference('my-name', nameSchema, '');
  const [note, setNote] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const keep = useMutation({
    mutationFn: () =>
      ask(
        api.recovery.alerts[':kind'].notes.$post({
          param: { kind: alert.kind },
          query: filters,
          json: { by, note },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <form
      className={classes.form}
      aria-label={t('alerts.formTitle', { kind: t(`alerts.kind.${alert.kind}`) })}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <p>
        {t('alerts.formNote', { loans: count(alert.loans), amount: amountInText(alert.amountFen) })}
      </p>
      <TextInput
        ref={first}
        label={t('alerts.by')}
        value={by}
        maxLength={50}
        required
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <TextInput
        label={t('alerts.remark')}
        value={note}
        maxLength={500}
        w={320}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" loading={keep.isPending} disabled={by.trim() === ''}>
        {t('alerts.keep')}
      </Button>
      <Button variant="default" onClick={onClose}>
        {t('alerts.cancel')}
      </Button>
      {keep.error ? <ErrorState error={keep.error} /> : null}
    </form>
  );
}
