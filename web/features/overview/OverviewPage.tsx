import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  return <Headline>{t('title')}</Headline>;
}
