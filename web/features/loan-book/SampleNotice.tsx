import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { bankQuery, clearSample } from './queries.ts';

/** Says that the desk holds the sample bank, and is the way from it to the bank's own data. */
export function SampleNotice() {
  const { t } = useTranslation('loanBook');
  const bank = useQuery(bankQuery());
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const clear = useMutation({
    mutationFn: clearSample,
    onSuccess: () => client.invalidateQueries(),
    onSettled: () => setAsking(false),
  });
  if (bank.data?.bank !== 'sample') return null;
  return (
    <Card
      title={t('sample.title')}
      subtitle={t('sample.note')}
      actions={
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('sample.go')}
        </Button>
      }
    >
      {clear.error ? <ErrorState error={clear.error} /> : null}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('sample.sure')} centered>
        <Text size="sm">{t('sample.what')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('sample.no')}
          </Button>
          <Button onClick={() => clear.mutate()} loading={clear.isPending}>
            {t('sample.yes')}
          </Button>
        </Group>
      </Modal>
    </Card>
  );
}
