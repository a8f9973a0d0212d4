import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function TriagePage() {
  const { t } = useTranslation('triage');
  return <Headline>{t('title')}</Headline>;
}
