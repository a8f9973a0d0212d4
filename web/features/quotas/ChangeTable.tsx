import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';
import type { ChangedAmount } from './compare-amounts.ts';
import classes from './Quotas.module.css';

const SHOWN = 60;

/** Amounts that a change would move: what they are, what they become, and by how much. */
export function ChangeTable({ changed }: { changed: readonly ChangedAmount[] }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  return (
    <>
      <div className={`${classes.scroll} ${classes.block}`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.officer')}</th>
              <th scope="col">{t('paste.when')}</th>
              <th scope="col">
                {t('paste.before')} ({format.unitName})
              </th>
              <th scope="col">{t('paste.after')}</th>
              <th scope="col">{t('paste.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.slice(0, SHOWN).map((one) => (
              <tr key={`${one.branch} ${one.officer} ${one.month}`}>
                <th scope="row">{one.officer}</th>
                <td>{one.month ? format.monthName(one.month) : t('matrix.year')}</td>
                <td>{format.amount(one.beforeFen, { digits: 2 })}</td>
                <td>{format.amount(one.afterFen, { digits: 2 })}</td>
                <td>{format.amount(one.afterFen - one.beforeFen, { digits: 2, signed: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changed.length > SHOWN ? (
        <p className={classes.quiet}>{t('paste.more', { count: changed.length - SHOWN })}</p>
      ) : null}
    </>
  );
}
