import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanEvent } from '../../../server/quotas/plan-events.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import classes from './Comments.module.css';
import type { Place } from './draft.ts';
import { actOnPlan } from './queries.ts';
import type { MatrixComments } from './use-comments.ts';
import { useNameNote } from './use-name-note.ts';
import { usePlaceName } from './use-place-name.ts';

interface Props {
  place: Place;
  comments: MatrixComments;
  said: readonly PlanEvent[];
}

/** What was said of one place, oldest first, and a form to say more. What was said stays. */
export function CommentsOfPlace({ place, comments, said }: Props) {
  const { t } = useTranslation('quotas');
  const placeName = usePlaceName();
  const client = useQueryClient();
  const { who, note, onWho, onNote } = useNameNote();
  const text = useRef<HTMLTextAreaElement>(null);
  const add = useMutation({
    mutationFn: () => actOnPlan(comments.planId, { act: 'comment', who, note, ...place }),
    onSuccess: async () => {
      onNote('');
      await client.invalidateQueries();
    },
    // The button that was pressed cannot hold the focus while it is busy.
    onSettled: () => text.current?.focus(),
  });
  return (
    <div className={classes.card}>
      <strong>{placeName(place)}</strong>
      {said.length > 0 ? (
        <ol className={classes.said}>
          {said.map((own) => (
            <li key={own.id}>
              <span className={classes.by}>
                {own.who} · {own.at.slice(0, 16).replace('T', ' ')}
              </span>
              {own.note}
            </li>
          ))}
        </ol>
      ) : null}
      {comments.canAdd ? (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Textarea
            ref={text}
            size="xs"
            autosize={false}
            rows={2}
            data-autofocus
            aria-label={t('comment.text')}
            placeholder={t('comment.text')}
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.currentTarget.value)}
          />
          <div className={classes.row}>
            <TextInput
              size="xs"
              aria-label={t('trail.who')}
              placeholder={t('trail.who')}
              maxLength={40}
              value={who}
              onChange={(event) => onWho(event.currentTarget.value)}
            />
            <Button type="submit" size="compact-xs" loading={add.isPending}>
              {t('comment.add')}
            </Button>
          </div>
        </form>
      ) : (
        <p className={classes.by}>{t('comment.readOnly')}</p>
      )}
      {add.error ? <ErrorState error={add.error} /> : null}
      <p className={classes.by}>{t('comment.kept')}</p>
    </div>
  );
}
