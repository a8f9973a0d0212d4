import { useTranslation } from 'react-i18next';
import { AppLink } from '../components/AppLink.tsx';
import { EmptyState } from '../components/EmptyState.tsx';

/** An address that leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      title={t('missing.title')}
      note={t('missing.note')}
      action={<AppLink href="/">{t('missing.home')}</AppLink>}
    />
  );
}
