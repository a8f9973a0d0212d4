import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './History.module.css';
import { restore } from './history-queries.ts';
import type { Snapshot } from './queries.ts';

interface Props {
  snapshot: Snapshot;
  /** The one that is current of that day. */
  current: Snapshot | undefined;
  onClose: () => void;
  onDone: (id: number) => void;
}

/** Asks before a superseded snapshot becomes the current one of its day again. */
export function RestoreDialog({ snapshot, current, onClose, onDone }: Props) {
  const { t } = useTranslation('loanBook');
  const { date } = useFormat();
  const client = useQueryClient();
  const { id, asOf } = snapshot;
  const act = useMutation({
    mutationFn: () => restore(id),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
      onDone(id);
    },
  });
  const question = t('history.timeline.sure', { id, day: date(asOf) });
  // Without the dialog's own header, which would be a second banner of the page.
  return (
    <Modal.Root opened onClose={onClose} centered>
      <Modal.Overlay />
      <Modal.Content aria-label={question}>
        <Modal.Body>
          <h2 className={classes.question}>{question}</h2>
          <Text size="sm">{t('history.timeline.what', { other: current?.id ?? '' })}</Text>
          {act.error ? <ErrorState error={act.error} /> : null}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              {t('history.timeline.no')}
            </Button>
            <Button onClick={() => act.mutate()} loading={act.isPending}>
              {t('history.timeline.yes')}
            </Button>
          </Group>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
