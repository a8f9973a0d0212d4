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
  // The next to end, or else the one that ended last
  const [next] = lines
    .flatMap(({ id, left }) => (left === null ? [] : [{ id, left }]))
    .sort((a, b) => Number(a.left < 0) - Number(b.left < 0) || Math.abs(a.left) - Math.abs(b.left));
  const title = (() => {
    if (next === undefined) return t('loan.clock.titleNone');
    const words = {
      clock: t(`loan.clock.${next.id}`),
      days: format.count(Math.abs(next.left)),
    };
    if (next.left < 0) return t('loan.clock.titlePast', words);
    return next.left <= SOON ? t('loan.clock.titleSoon', words) : t('loan.clock.titleLeft', words);
  })();
  return (
    <Card title={title} subtitle={say(clocks.caveat)}>
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
