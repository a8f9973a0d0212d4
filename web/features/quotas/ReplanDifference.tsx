import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quotas.module.css';
import type { ComparedRest, RestRow } from './replan-difference.ts';
import { useDigits } from './use-digits.ts';

/** What a re-plan changes, officer by officer and month by month, with the bank's line. */
export function ReplanDifference({ plan, compared }: { plan: Plan; compared: ComparedRest }) {
  const { t } = useTranslation('replan');
  const format = useFormat();
  const digits = useDigits(plan.unit);
  const { rows, bank, firstMonth } = compared;
  const line = (name: string, branch: string, row: RestRow) => (
    <tr key={`${branch} ${name}`} className={classes.officer}>
      <th scope="row">
        {name} <span className={classes.quiet}>{branch}</span>
      </th>
      <td>
        <Money fen={row.beforeFen} digits={digits} />
      </td>
      <td className={classes.strong}>
        <Money fen={row.afterFen} digits={digits} />
      </td>
      <td>
        <Money fen={row.afterFen - row.beforeFen} digits={digits} signed />
      </td>
      <td>{format.percent(row.afterFen, row.poolFen, 0)}</td>
      {row.months.map(({ month, beforeFen, afterFen }) => (
        <td
          key={month}
          data-tip={`${format.exactAmount(beforeFen)} → ${format.exactAmount(afterFen)}`}
        >
          {beforeFen === afterFen ? (
            <span className={classes.quiet}>{format.amount(afterFen, { digits })}</span>
          ) : (
            <>
              <span className={classes.quiet}>{format.amount(beforeFen, { digits })} → </span>
              {format.amount(afterFen, { digits })}
            </>
          )}
        </td>
      ))}
    </tr>
  );
  return (
    <Card
      flush={rows.length > 0}
      title={t('diff.title')}
      subtitle={t('diff.sub', {
        unit: format.unitName,
        month: firstMonth > 12 ? '—' : format.monthName(firstMonth),
      })}
    >
      {rows.length === 0 ? (
        <p className={classes.quiet}>{t('diff.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className={classes.scroll} aria-label={t('diff.title')} tabIndex={0}>
          <table className={`${classes.table} ${classes.rests}`}>
            <thead>
              <tr>
                <th scope="col">{t('diff.who')}</th>
                <th scope="col">{t('diff.before')}</th>
                <th scope="col">{t('diff.after')}</th>
                <th scope="col">{t('diff.delta')}</th>
                <th scope="col">{t('diff.pool')}</th>
                {bank.months.map(({ month }) => (
                  <th key={month} scope="col">
                    {format.monthName(month)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows.map((row) => line(row.officer, row.branch, row))}</tbody>
            <tfoot>{line(t('diff.bank'), '', bank)}</tfoot>
          </table>
        </section>
      )}
    </Card>
  );
}
