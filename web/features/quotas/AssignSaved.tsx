import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignmentHead } from '../../../server/quotas/keep-assignment.ts';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  type AssignBody,
  approveAssignment,
  assignmentEventsQuery,
  assignmentsQuery,
  saveAssignment,
} from './assign-queries.ts';
import { NameNote } from './NameNote.tsx';
import classes from './Quotas.module.css';
import { useNameNote } from './use-name-note.ts';

/** One saved assignment: its handover list, its approval under a name, and its trail. */
function SavedRow({ own, isOpen }: { own: AssignmentHead; isOpen: boolean }) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const href = useHref();
  const client = useQueryClient();
  const named = useNameNote();
  const { who, note } = named;
  const [day, setDay] = useState('');
  const events = useQuery(assignmentEventsQuery(own.id));
  const approve = useMutation({
    mutationFn: () =>
      approveAssignment(own.id, { who, note, ...(day === '' ? {} : { effectiveOn: day }) }),
    onSuccess: () => client.invalidateQueries(),
  });
  const file = (ending: 'csv' | 'xlsx') => ({
    href: `/api/quotas/assignments/${own.id}/moves.${ending}?lang=${format.language}`,
    name: `handover-${own.id}.${ending}`,
  });
  return (
    <li className={classes.block}>
      <div className={classes.row}>
        <strong>{own.name || `#${own.id}`}</strong>
        <span className={`${classes.badge} ${own.version === null ? '' : classes.live}`}>
          {own.version === null
            ? t('saved.draft')
            : t('saved.version', { version: own.version, day: format.date(own.effectiveOn) })}
        </span>
        <span className={classes.quiet}>{t('saved.moves', { count: own.moves })}</span>
        {isOpen ? (
          <span className={classes.quiet}>{t('saved.isOpen')}</span>
        ) : (
          <AppLink href={href('/quotas/assignment', {}, { draft: String(own.id) })}>
            {t('saved.open')}
          </AppLink>
        )}
        <DownloadLink {...file('xlsx')}>{t('saved.xlsx')}</DownloadLink>
        <DownloadLink {...file('csv')}>{t('saved.csv')}</DownloadLink>
      </div>
      {own.version === null ? (
        <div className={classes.row}>
          <NameNote {...named} labels={{ who: t('saved.who'), note: t('saved.note') }} />
          <TextInput
            size="xs"
            type="date"
            aria-label={t('saved.day')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button size="compact-xs" loading={approve.isPending} onClick={() => approve.mutate()}>
            {t('saved.approve')}
          </Button>
        </div>
      ) : null}
      {approve.error ? <ErrorState error={approve.error} /> : null}
      <ol className={classes.edits}>
        {(events.data ?? []).map((line) => (
          <li key={line.id}>
            {[
              line.at.slice(0, 16).replace('T', ' '),
              line.who,
              t(`saved.${line.act}_act`),
              line.note,
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </li>
        ))}
      </ol>
    </li>
  );
}

interface Props {
  body: AssignBody;
  /** The saved one that the page continues. */
  openId: number | undefined;
  isReady: boolean;
}

/** Keeps the assignment on the page as a draft, and shows what was kept. */
export function AssignSaved({ body, openId, isReady }: Props) {
  const { t } = useTranslation('assignment');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const saved = useQuery(assignmentsQuery());
  const save = useMutation({
    mutationFn: () => saveAssignment(body, name),
    onSuccess: async () => {
      setName('');
      await client.invalidateQueries();
    },
  });
  return (
    <Card title={t('saved.title')}>
      <div className={classes.row}>
        <TextInput
          size="xs"
          aria-label={t('saved.name')}
          placeholder={t('saved.name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          size="compact-xs"
          disabled={!isReady}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('saved.save')}
        </Button>
      </div>
      {save.error ? <ErrorState error={save.error} /> : null}
      {saved.error ? <ErrorState error={saved.error} /> : null}
      {saved.data?.length === 0 ? <p className={classes.quiet}>{t('saved.none')}</p> : null}
      <ul className={classes.plain}>
        {(saved.data ?? []).map((own) => (
          <SavedRow key={own.id} own={own} isOpen={own.id === openId} />
        ))}
      </ul>
    </Card>
  );
}
