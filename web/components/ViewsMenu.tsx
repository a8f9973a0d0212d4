import { Button, Popover, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../lib/api.ts';
import { AppLink } from './AppLink.tsx';
import { ErrorState } from './ErrorState.tsx';
import classes from './Menu.module.css';
import own from './ViewsMenu.module.css';

const PAGES = ['/', '/loans', '/triage', '/quotas', '/progress'] as const;

const viewsKey = ['desk', 'views'];

/** Pages as somebody set them up, by name: open, save, rename, delete. Kept in the desk. */
export function ViewsMenu() {
  const { t } = useTranslation('parts');
  const [opened, setOpened] = useState(false);
  const { pathname, searchStr } = useLocation();
  const page = PAGES.find((one) => one === pathname);
  const client = useQueryClient();
  const views = useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => ask(api.desk.views.$get({}, { init: { signal } })),
    enabled: opened,
  });
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (saved: { name: string; page: (typeof PAGES)[number]; search: string }) =>
      ask(api.desk.views.$post({ json: saved })),
    onSuccess: (kept) => {
      client.setQueryData(viewsKey, kept);
      setName('');
    },
  });
  return (
    <Popover position="bottom-end" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button type="button" className={classes.chip} onClick={() => setOpened(!opened)}>
          {t('views.menu')}
          <span aria-hidden="true">▾</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <section className={own.menu} aria-label={t('views.menu')}>
          {views.error ? <ErrorState error={views.error} onRetry={() => views.refetch()} /> : null}
          <ul className={own.list}>
            {(views.data ?? []).map((view) => (
              <ViewRow key={view.id} view={view} onOpen={() => setOpened(false)} />
            ))}
          </ul>
          {views.data?.length === 0 ? <p className={classes.none}>{t('views.none')}</p> : null}
          {page ? (
            <form
              className={own.form}
              onSubmit={(event) => {
                event.preventDefault();
                if (name.trim() !== '') save.mutate({ name, page, search: searchStr });
              }}
            >
              <TextInput
                size="xs"
                label={t('views.save')}
                placeholder={t('views.name')}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button
                size="xs"
                type="submit"
                loading={save.isPending}
                disabled={name.trim() === ''}
              >
                {t('views.keep')}
              </Button>
            </form>
          ) : null}
          {save.error ? <ErrorState error={save.error} /> : null}
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}

interface View {
  id: number;
  name: string;
  page: string;
  search: string;
}

function ViewRow({ view, onOpen }: { view: View; onOpen: () => void }) {
  const { t } = useTranslation('parts');
  const client = useQueryClient();
  const [typed, setTyped] = useState<string>();
  const param = { id: String(view.id) };
  const keep = (kept: unknown) => client.setQueryData(viewsKey, kept);
  const rename = useMutation({
    mutationFn: (name: string) => ask(api.desk.views[':id'].$patch({ param, json: { name } })),
    onSuccess: (kept) => {
      keep(kept);
      setTyped(undefined);
    },
  });
  const remove = useMutation({
    mutationFn: () => ask(api.desk.views[':id'].$delete({ param })),
    onSuccess: keep,
  });
  const error = rename.error ?? remove.error;
  if (typed !== undefined) {
    return (
      <li>
        <form
          className={own.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') rename.mutate(typed);
          }}
        >
          <TextInput
            size="xs"
            aria-label={t('views.renameOf', { name: view.name })}
            value={typed}
            maxLength={60}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" loading={rename.isPending}>
            {t('views.keep')}
          </Button>
        </form>
        {error ? <ErrorState error={error} /> : null}
      </li>
    );
  }
  return (
    <li className={own.row}>
      <AppLink href={`${view.page}${view.search}`} className={own.door} onClick={onOpen}>
        {view.name}
      </AppLink>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('views.renameOf', { name: view.name })}
        onClick={() => setTyped(view.name)}
      >
        {t('views.rename')}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('views.deleteOf', { name: view.name })}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t('views.delete')}
      </Button>
      {error ? <ErrorState error={error} /> : null}
    </li>
  );
}
