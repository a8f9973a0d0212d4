import { useTranslation } from 'react-i18next';
import { AppLink } from '../components/AppLink.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Headline } from '../components/Headline.tsx';
import classes from './Shell.module.css';

/** What a page says before any loan book has been loaded, in place of its questions. */
export function EmptyDesk() {
  const { t } = useTranslation('shell');
  return (
    <>
      <Headline>{t('empty.title')}</Headline>
      <EmptyState
        title={t('empty.what')}
        note={t('empty.note')}
        action={
          <AppLink href="/data" className={classes.primary}>
            {t('empty.upload')}
          </AppLink>
        }
      />
    </>
  );
}
