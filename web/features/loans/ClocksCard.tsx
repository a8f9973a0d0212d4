import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './loans.module.css';
import type { LoanDetail } from './queries.ts';

type Clocks = NonNullable<LoanDetail['clocks']>;

const SOON = 90;

/** Limitation and guarantee: the day, the rule it comes from, and whether there is proof. */
export function ClocksCard({ clocks }: { clocks: Clocks }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const format = useFormat();
  const { limitation, guarantee } = clocks;
  const lines = [
    {
      id: 'limitation' as const,
      day: limitation.endsOn,
      left: limitation.daysLeft,
      basis: limitation,
      proof:
        limitation.proven === null
          ? null
          : limitation.proven
            ? t('loan.clock.proven')
            : t('loan.clock.assumed', { date: format.date(limitation.provenEndsOn) }),
    },
    {
      id: 'guarantee' as const,
      day: guarantee.lapsesOn,
      left: guarantee.daysLeft,
      basis: guarantee,
      proof: null,
    },
  ];
  const [soonest] = lines
    .filter(({ left }) => left !== null && left >= 0 && left <= SOON)
    .sort((a, b) => (a.left ?? 0) - (b.left ?? 0));
  return (
    <Card
      title={
        soonest
          ? t('loan.clock.titleSoon', {
              clock: t(`loan.clock.${soonest.id}`),
              days: format.count(soonest.left),
            })
          : t('loan.clock.title')
      }
      subtitle={say(clocks.caveat)}
    >
      <dl className={classes.clocks}>
        {lines.map(({ id, day, left, basis, proof }) => (
          <div key={id}>
            <dt>{t(`loan.clock.${id}`)}</dt>
            <dd>
              <strong>{day === null ? t('loan.clock.none') : format.date(day)}</strong>
              {left === null ? null : (
                <span
                  className={left < 0 || left <= 30 ? classes.bad : left <= SOON ? classes.lag : ''}
                >
                  {' '}
                  {left < 0
                    ? t('loan.tile.past', { days: format.count(-left) })
                    : t('loan.tile.left', { days: format.count(left) })}
                </span>
              )}
              <span className={classes.values}>
                {say(basis.says)}
                {basis.mark === 'P' ? ` · ${say(basis.article)} [${basis.mark}]` : ''}
              </span>
              {proof ? (
                <span className={limitation.proven === false ? classes.warn : classes.values}>
                  {proof}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
