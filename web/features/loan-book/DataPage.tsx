import { useTranslation } from 'react-i18next';
import { Headline } from '../../components/Headline.tsx';

export function DataPage() {
  const { t } = useTranslation('loanBook');
  return <Headline>{t('title')}</Headline>;
}
