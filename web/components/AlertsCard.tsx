import { useTranslation } from 'react-i18next';
import { type Alert, AlertList } from './AlertList.tsx';
import { Card } from './Card.tsx';
import { EmptyState } from './EmptyState.tsx';

/** What a manager would act on, largest amount first, each with its loans one click away. */
export function AlertsCard({
  alerts,
  isOnlyBook,
}: {
  alerts: readonly Alert[];
  isOnlyBook: boolean;
}) {
  const { t } = useTranslation('parts');
  if (alerts.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t('alerts.none')}
          note={t(isOnlyBook ? 'alerts.noneOnly' : 'alerts.noneNote')}
        />
      </Card>
    );
  }
  const open = alerts.filter((alert) => alert.isOpen).length;
  return (
    <Card
      title={
        open === 0
          ? t('alerts.allSeen', { count: alerts.length })
          : t('alerts.title', { count: open })
      }
      subtitle={t('alerts.sub')}
    >
      <AlertList alerts={alerts} />
    </Card>
  );
}
