import { useTranslation } from 'react-i18next';
import type { QuotaMove } from '../../../server/quotas/receipt.ts';
import { Card } from '../../components/Card.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quotas.module.css';
import { useReplanSay } from './use-replan-say.ts';

const SHOWN = 100;

/** Every amount that moved: whose, to whom, since when, by what, and why. */
export function ReplanMoves({ moves }: { moves: readonly QuotaMove[] }) {
  const { t } = useTranslation('replan');
  const format = useFormat();
  const say = useReplanSay();
  const name = (who: QuotaMove['from']) =>
    who ? `${who.branch} ${who.officer}` : t('moves.target');
  return (
    <Card flush title={t('moves.title')} subtitle={t('moves.sub', { unit: format.unitName })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} aria-label={t('moves.title')} tabIndex={0}>
        <table className={`${classes.table} ${classes.moves}`}>
          <thead>
            <tr>
              <th scope="col">{t('moves.from')}</th>
              <th scope="col">{t('moves.to')}</th>
              <th scope="col">{t('moves.no')}</th>
              <th scope="col">{t('moves.since')}</th>
              <th scope="col">{t('moves.amount')}</th>
              <th scope="col">{t('moves.basis')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.slice(0, SHOWN).map((move) => (
              <tr
                key={`${move.no} ${name(move.from)} ${name(move.to)}`}
                className={classes.officer}
              >
                <th scope="row">{name(move.from)}</th>
                <td>{name(move.to)}</td>
                <td>{t(`kind.${move.kind}`)}</td>
                <td>{format.date(move.firstOn)}</td>
                <td className={classes.strong}>
                  <Money fen={move.amountFen} digits={2} />
                </td>
                <td>
                  {say.basis(move)}
                  {move.why ? t('say.because', { why: move.why }) : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {moves.length > SHOWN ? (
        <p className={classes.foot}>{t('moves.more', { count: moves.length - SHOWN })}</p>
      ) : null}
    </Card>
  );
}
