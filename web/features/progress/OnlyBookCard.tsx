import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ToData } from '../../components/ToData.tsx';

/** In the place of what compares two loan books while there is one: what to import. */
export function OnlyBookCard({
  view,
}: {
  view: 'bridge' | 'reconciliation' | 'alerts' | 'movement';
}) {
  const { t } = useTranslation('progress');
  return (
    <Card title={t('only.title')}>
      <EmptyState title={t(`only.${view}`)} action={<ToData />} />
    </Card>
  );
}
