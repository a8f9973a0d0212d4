import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../../lib/preference.ts';
import classes from './History.module.css';
import { PERSON, personSchema } from './history-queries.ts';

/** Who sits at this browser, for the records of what was loaded; may stay empty. */
export function PersonField() {
  const { t } = useTranslation('loanBook');
  const [name, setName] = usePreference(PERSON, personSchema, '');
  return (
    <div className={classes.person}>
      <TextInput
        size="xs"
        w={150}
        maxLength={50}
        aria-label={t('history.timeline.person')}
        placeholder={t('history.timeline.person')}
        data-tip={t('history.timeline.personNote')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </div>
  );
}
