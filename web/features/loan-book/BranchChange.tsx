import { useTranslation } from 'react-i18next';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quality.module.css';
import type { OpenLine, Quality, QualityLine } from './quality-queries.ts';

const SHOWN = 10;

interface Props {
  report: Quality;
  change: QualityLine;
  onShow: (open: OpenLine) => void;
}

/** Which branches explain the change of balances since last time, the largest first. */
export function BranchChange({ report, change, onShow }: Props) {
  const { t } = useTranslation('loanBook');
  const { amountInText } = useFormat();
  const rows = report.branches
    .map((row) => ({ ...row, changeFen: row.afterFen - row.beforeFen }))
    .filter(({ changeFen }) => changeFen !== 0)
    .sort((a, b) => Math.abs(b.changeFen) - Math.abs(a.changeFen))
    .slice(0, SHOWN);
  if (rows.length === 0) return null;
  const title = t('quality.branches.title', {
    amount: amountInText(change.amountFen, { signed: true }),
  });
  return (
    <details className={classes.more}>
      <summary>{title}</summary>
      <table className={classes.small} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('quality.branches.branch')}</th>
            <th scope="col">{t('quality.branches.before')}</th>
            <th scope="col">{t('quality.branches.after')}</th>
            <th scope="col">{t('quality.branches.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ branch, beforeFen, afterFen, changeFen }) => (
            <tr key={branch}>
              <th scope="row">{branch}</th>
              <td>
                <Money fen={beforeFen} />
              </td>
              <td>
                <Money fen={afterFen} />
              </td>
              <td>
                <button
                  type="button"
                  className={classes.door}
                  onClick={() => onShow({ line: change.id, branch })}
                >
                  <Money fen={changeFen} signed />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
