import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function LoansPage() {
  const { t } = useTranslation('loans');
  return <Headline>{t('title')}</Headline>;
}
