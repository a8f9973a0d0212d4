import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import type { SnapshotDetail } from './queries.ts';

/** How the columns of a loaded file were read. */
export function UsedMapping({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
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
          <dt>{t('prepare.constant', { field })}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
