import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quality.module.css';
import type { OpenLine, Quality } from './quality-queries.ts';
import { useListText } from './use-list-text.ts';

interface Props {
  report: Quality;
  onShow: (open: OpenLine) => void;
}

/** Of how many loans each field of the file is known, the least known among the claims first. */
export function FieldsTable({ report, onShow }: Props) {
  const { t } = useTranslation('loanBook');
  const { count, percent } = useFormat();
  const say = useSentence();
  const { names } = useListText();
  const { fields, lacking, loans, claims } = report;
  const rows = fields
    .filter((row) => row.loans < loans)
    .sort((a, b) => a.claims - b.claims || a.loans - b.loans);
  const poor = claims === 0 ? [] : rows.filter((row) => row.claims * 2 < claims);
  const title = t('quality.fields.title', {
    n: fields.length,
    whole: fields.length - rows.length,
    m: poor.length,
  });
  return (
    <details className={classes.more}>
      <summary>{title}</summary>
      <table className={classes.small} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('quality.fields.field')}</th>
            <th scope="col">{t('quality.fields.claims', { n: count(claims) })}</th>
            <th scope="col">{t('quality.fields.share', { n: count(loans) })}</th>
            <th scope="col">{t('quality.loans')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const missing = count(loans - row.loans);
            const field = say(row.label);
            return (
              <tr key={row.field}>
                <th scope="row">{field}</th>
                <td>{percent(row.claims, claims)}</td>
                <td>{percent(row.loans, loans)}</td>
                <td>
                  <button
                    type="button"
                    className={classes.door}
                    aria-label={t('quality.fields.missingOf', { field, n: missing })}
                    onClick={() => onShow({ line: `missing:${row.field}` })}
                  >
                    {t('quality.fields.missing', { n: missing })}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {lacking.length > 0 ? (
        <p className={classes.quiet}>
          {t('quality.fields.note', { names: names(lacking.map(say), 80) })}
        </p>
      ) : null}
    </details>
  );
}
