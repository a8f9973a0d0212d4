import { useTranslation } from 'react-i18next';
import classes from './DataPage.module.css';
import type { FileLayout } from './queries.ts';

const SHOWN = 6;

/** The title rows, the header and the first rows of the file, as they stand. */
export function PreviewTable({ layout }: { layout: FileLayout }) {
  const { t } = useTranslation('loanBook');
  const rows = layout.rows.slice(0, SHOWN);
  return (
    <figure className={classes.preview}>
      <figcaption className={classes.caption}>
        {t('preview.title', { n: rows.length })}
        {layout.titles
          .filter((title) => title !== '')
          .map((title) => (
            <span key={title} className={classes.titleRow}>
              {title}
            </span>
          ))}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('preview.label')}>
        <table className={classes.table}>
          <thead>
            <tr>
              {layout.columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
              <tr key={row}>
                {layout.columns.map(({ name }, column) => (
                  <td key={name}>{cells[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}
