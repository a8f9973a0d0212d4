import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import { fieldsQuery, type SnapshotDetail } from './queries.ts';

/** How the columns of a loaded file were read. */
export function UsedMapping({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const fields = useQuery(fieldsQuery());
  const labelOf = (field: string) => say(fields.data?.find(({ id }) => id === field)?.label);
  return (
    <dl className={classes.used}>
      {snapshot.mapping.map(({ column, label }) => (
        <div key={column} data-open={label === null || undefined}>
          <dt>{column}</dt>
          <dd>{label === null ? t('mapping.keep') : say(label)}</dd>
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
