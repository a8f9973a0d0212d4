import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function QuotasPage() {
  const { t } = useTranslation('quotas');
  return <Headline>{t('title')}</Headline>;
}
