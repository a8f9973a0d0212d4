import { Button, Popover, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../components/ErrorState.tsx';
import { api, ask } from '../lib/api.ts';
import classes from './Shell.module.css';

/** What the bank calls itself, under the product's name and on whatever leaves the desk. */
export function BankName() {
  const { t } = useTranslation('shell');
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
  });
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState<string>();
  const set = useMutation({
    mutationFn: (name: string) => ask(api.desk.name.$put({ json: { name } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['desk'] });
      setTyped(undefined);
      setOpened(false);
    },
  });
  const name = data?.name ?? '';
  return (
    <Popover position="bottom-start" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button
          type="button"
          className={classes.bankName}
          data-tip={t('bankName.note')}
          onClick={() => setOpened(!opened)}
        >
          {name === '' ? t('bankName.none') : name}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <form
          className={classes.bankForm}
          onSubmit={(event) => {
            event.preventDefault();
            set.mutate(typed ?? name);
          }}
        >
          <TextInput
            size="xs"
            label={t('bankName.label')}
            description={t('bankName.note')}
            value={typed ?? name}
            maxLength={60}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" loading={set.isPending}>
            {t('bankName.keep')}
          </Button>
          {set.error ? <ErrorState error={set.error} /> : null}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
