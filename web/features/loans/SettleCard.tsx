import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { useSentence } from '../../lib/i18n.ts';
import classes from './loans.module.css';
import type { Segment } from './queries.ts';

/** The fields that would settle an undetermined case. */
export function SettleCard({ settles }: { settles: Segment['settles'] }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  return (
    <Card
      title={t('loan.settle.title', { count: settles.length })}
      subtitle={t('loan.settle.subtitle')}
    >
      <ol className={classes.settles}>
        {settles.map((settle) => (
          <li key={settle.field}>
            <strong>{say(settle.label)}</strong>
            <span className={classes.quiet}>{t('loan.settle.lead', { lead: settle.lead })}</span>
            <span className={settle.settles ? classes.yes : classes.quiet}>
              {settle.settles ? t('loan.settle.settles') : t('loan.settle.helps')}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
