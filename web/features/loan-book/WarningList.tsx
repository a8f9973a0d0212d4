import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import classes from './DataPage.module.css';
import type { SnapshotDetail } from './queries.ts';

/** What looks wrong about a snapshot, each with its door where the loans can be listed. */
export function WarningList({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const href = useHref();
  if (snapshot.warnings.length === 0) return <p className={classes.quiet}>{t('warnings.none')}</p>;
  return (
    <ul className={classes.notes}>
      {snapshot.warnings.map((warning) => (
        <li key={`${warning.code} ${warning.field ?? ''}`} data-tone="amber">
          <span>{say(warning.says)}</span>
          {warning.code === 'class-lag' ? (
            <AppLink
              className={classes.link}
              href={href('/loans', { asOf: snapshot.asOf, flag: ['class_lag'] })}
            >
              {t('warnings.loans')}
            </AppLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
