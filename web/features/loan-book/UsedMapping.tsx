import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './DataPage.module.css';
import { type Quality, qualityQuery } from './quality-queries.ts';
import { fieldsQuery, type SnapshotDetail } from './queries.ts';

/** How the columns of a loaded file were read, and what became of their cells. */
export function UsedMapping({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const fields = useQuery(fieldsQuery());
  const report = useQuery(qualityQuery(snapshot.id));
  const labelOf = (field: string) => say(fields.data?.find(({ id }) => id === field)?.label);
  return (
    <dl className={classes.used}>
      {snapshot.mapping.map(({ column, field, label }) => (
        <div key={column} data-open={label === null || undefined}>
          <dt>{column}</dt>
          <dd>
            {label === null ? t('mapping.keep') : say(label)}
            <ColumnFate of={report.data} field={field} />
          </dd>
        </div>
      ))}
      {Object.entries(snapshot.constants).map(([field, value]) => (
        <div key={field}>
          <dt>{t('prepare.constant', { field: labelOf(field) })}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of all rows: cells with a value, empty ones, words that no list knows, rows refused for it. */
function ColumnFate({ of, field }: { of: Quality | undefined; field: string | null }) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const found = of?.fields.find((one) => one.field === field);
  if (of === undefined || found === undefined) return null;
  const { loans: known, unknownWords, refused } = found;
  const parts: string[] = [t('quality.fate.known', { n: count(known) })];
  const empty = of.loans - known - unknownWords;
  if (empty > 0) parts.push(t('quality.fate.empty', { n: count(empty) }));
  if (unknownWords > 0) parts.push(t('quality.fate.unknown', { n: count(unknownWords) }));
  if (refused > 0) parts.push(t('quality.fate.refused', { n: count(refused) }));
  return <small style={{ display: 'block' }}>{parts.join(' · ')}</small>;
}
