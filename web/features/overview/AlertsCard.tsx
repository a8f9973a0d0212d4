import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { type Tone, toneColor } from '../../components/tone.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './AlertsCard.module.css';
import type { Alert } from './queries.ts';

const TONES: Readonly<Record<Alert['kind'], Tone>> = {
  limitation: 'bad',
  guarantee: 'bad',
  'silent-exit': 'bad',
  'class-lag': 'orange',
  'days-reset': 'orange',
  'idle-officer': 'amber',
  difference: 'amber',
};

const NAMED = 3;

/** What a manager would act on, largest amount first, each with its loans one click away. */
export function AlertsCard({
  alerts,
  isOnlyBook,
}: {
  alerts: readonly Alert[];
  isOnlyBook: boolean;
}) {
  const { t } = useTranslation('overview');
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
  return (
    <Card title={t('alerts.title', { count: alerts.length })} subtitle={t('alerts.sub')}>
      <ul className={classes.list}>
        {alerts.map((alert) => (
          <AlertRow key={alert.kind} alert={alert} />
        ))}
      </ul>
    </Card>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const { t } = useTranslation('overview');
  const { amountInText, exactAmount } = useFormat();
  const { label, href } = useDoor(alert);
  const names = (alert.officers ?? []).slice(0, NAMED).join(t('branches.and'));
  const all = alert.officers?.length ?? 0;
  return (
    <li className={classes.row}>
      <span className={classes.kind} style={{ color: toneColor(TONES[alert.kind]) }}>
        <span className={classes.dot} aria-hidden="true" />
        {t(`alerts.kind.${alert.kind}`)}
      </span>
      <span data-tip={exactAmount(alert.balanceFen)}>
        {t(`alerts.says.${alert.kind}`, {
          count: alert.loans,
          amount: amountInText(alert.balanceFen),
          proven: amountInText(alert.provenFen),
          names: all > NAMED ? t('alerts.more', { names, count: all }) : names,
        })}
      </span>
      <AppLink href={href} className={classes.door}>
        {label} <span aria-hidden="true">→</span>
      </AppLink>
    </li>
  );
}

function useDoor({ opens }: Alert): { label: string; href: string } {
  const { t } = useTranslation('overview');
  const href = useHref();
  if ('flag' in opens) {
    return { label: t('alerts.open'), href: href('/loans', { flag: [opens.flag] }) };
  }
  if ('list' in opens) {
    const own = { view: 'alerts', alert: opens.list };
    return { label: t('alerts.open'), href: href('/progress', {}, own) };
  }
  if ('officers' in opens) {
    const patch = { officer: opens.officers, state: ['on_book', 'off_book'] };
    return { label: t('alerts.openOfficers'), href: href('/loans', patch) };
  }
  return {
    label: t('alerts.openDifferences'),
    href: href('/progress', {}, { view: 'reconciliation' }),
  };
}
