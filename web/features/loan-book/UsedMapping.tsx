import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../components/Loaded.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CellFate } from './CellFate.tsx';
import { KeptColumns } from './KeptColumns.tsx';
import classes from './Quality.module.css';
import { type Quality, qualityQuery } from './quality-queries.ts';
import { fieldsQuery, type SnapshotDetail } from './queries.ts';
import { SnapshotWords } from './SnapshotWords.tsx';

/** How the columns of a loaded file were read, and what became of their cells. */
export function UsedMapping(props: { snapshot: SnapshotDetail; onDone: (id: number) => void }) {
  const { snapshot } = props;
  const query = useQuery(qualityQuery(snapshot.id));
  const fields = useQuery(fieldsQuery()).data ?? [];
  return (
    <>
      <SnapshotWords {...props} fields={fields} />
      <KeptColumns {...props} fields={fields} />
      <Loaded query={query}>{(report) => <Columns snapshot={snapshot} report={report} />}</Loaded>
    </>
  );
}

function Columns({ snapshot, report }: { snapshot: SnapshotDetail; report: Quality }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const say = useSentence();
  const fields = useQuery(fieldsQuery());
  const labelOf = (field: string) => say(fields.data?.find(({ id }) => id === field)?.label);
  const { cleaned } = report;
  const rows = cleaned && count(cleaned.rows);
  const isWhole = cleaned?.isWhole ?? false;
  const n = snapshot.mapping.length;
  const m = report.fields.filter(({ cleaning }) => cleaning && cleaning.changed > 0).length;
  const title =
    rows === null
      ? t('quality.cleaning.titleAll', { n })
      : t(isWhole ? 'quality.cleaning.titleWhole' : 'quality.cleaning.title', { n, m, rows });
  const ofRows = t(isWhole ? 'quality.cleaning.whole' : 'quality.cleaning.first', {
    n: rows ?? '',
  });
  const ofLoans = t(isWhole ? 'quality.cleaning.loans' : 'quality.cleaning.all');
  return (
    <section>
      <h3 className={classes.subtitle}>{title}</h3>
      {rows === null ? null : (
        <p className={classes.quiet}>
          {t(isWhole ? 'quality.cleaning.noteWhole' : 'quality.cleaning.note', { rows })}
        </p>
      )}
      <table className={classes.lines} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('quality.cleaning.column')}</th>
            <th scope="col">{t('quality.cleaning.field')}</th>
            <th scope="col">{ofLoans}</th>
            {rows === null ? null : <th scope="col">{ofRows}</th>}
          </tr>
        </thead>
        <tbody>
          {snapshot.mapping.map(({ column, field, label }) => {
            const of = report.fields.find((one) => one.field === field);
            const unit = of?.cleaning?.unit;
            return (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>
                  {label === null ? t('mapping.keep') : say(label)}
                  {unit ? (
                    <small className={classes.unit}>
                      {t('quality.cleaning.unit', { unit: t(`unit.${unit}`) })}
                    </small>
                  ) : null}
                </td>
                <td data-label={of && ofLoans}>
                  {of ? <ColumnFate of={of} loans={report.loans} /> : null}
                </td>
                {rows === null ? null : (
                  <td data-label={of?.cleaning && ofRows}>
                    {of?.cleaning ? <CellFate of={of.cleaning} /> : null}
                  </td>
                )}
              </tr>
            );
          })}
          {Object.entries(snapshot.constants).map(([field, value]) => (
            <tr key={field}>
              <th scope="row">{t('prepare.constant', { field: labelOf(field) })}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of all rows: cells with a value, empty ones, words that no list knows, rows refused for it. */
function ColumnFate({ of, loans }: { of: Quality['fields'][number]; loans: number }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const { loans: known, unknownWords, refused } = of;
  const parts: string[] = [t('quality.fate.known', { n: count(known) })];
  const empty = loans - known - unknownWords;
  if (empty > 0) parts.push(t('quality.fate.empty', { n: count(empty) }));
  if (unknownWords > 0) parts.push(t('quality.fate.unknown', { n: count(unknownWords) }));
  if (refused > 0) parts.push(t('quality.fate.refused', { n: count(refused) }));
  return parts.join(' · ');
}
