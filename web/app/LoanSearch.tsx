import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Shell.module.css';
import { SEARCH_BOX } from './use-keys.ts';

/** Finds loans by borrower or number, from any page: goes to /loans?search=… */
export function LoanSearch() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const [wanted, setWanted] = useState('');
  const find = (event: FormEvent) => {
    event.preventDefault();
    const search = wanted.trim();
    if (search !== '') navigate({ to: '/loans', search: (before) => ({ ...before, search }) });
  };
  return (
    <form onSubmit={find} className={classes.search}>
      <TextInput
        id={SEARCH_BOX}
        type="search"
        size="xs"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        rightSection={
          <span className={classes.key} aria-hidden="true">
            /
          </span>
        }
      />
    </form>
  );
}
