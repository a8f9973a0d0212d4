import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function ProgressPage() {
  const { t } = useTranslation('progress');
  return <Headline>{t('title')}</Headline>;
}
