import { useTranslation } from 'react-i18next';
import type { ImportedAmounts } from '../../../server/quotas/import-amounts.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quotas.module.css';

/** What was read of a file of amounts, and everything in it that does not fit. */
export function ImportFindings(found: ImportedAmounts) {
  const { t } = useTranslation('quotas');
  const say = useSentence();
  const format = useFormat();
  const { fileName, sheet, officers, totals, ignored, unit, problems, problemCount } = found;
  return (
    <>
      <p>
        {t('import.read', {
          file: fileName,
          sheet: sheet === null ? '' : t('import.sheet', { name: sheet }),
          officers: String(officers),
          totals: String(totals),
        })}
        {format.language === 'zh' ? '' : ' '}
        {t('import.units', { unit: t(`import.unitName.${unit}`) })}
      </p>
      {ignored.length > 0 ? (
        <p className={classes.quiet}>
          {t('import.ignored', { names: ignored.join(format.language === 'zh' ? '、' : ', ') })}
        </p>
      ) : null}
      {problemCount > 0 ? (
        <div role="alert">
          <p className={classes.block}>{t('import.problems', { count: problemCount })}</p>
          <ul className={classes.notes}>
            {problems.map((problem) => (
              <li key={`${problem.cell} ${problem.says.zh}`}>{say(problem.says)}</li>
            ))}
          </ul>
          {problemCount > problems.length ? (
            <p className={classes.quiet}>
              {t('paste.more', { count: problemCount - problems.length })}
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
