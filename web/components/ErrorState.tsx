import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { explain } from '../lib/api.ts';
import { useSentence } from '../lib/i18n.ts';
import classes from './State.module.css';

export interface ErrorStateProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** What happened, what was kept, what to do: the three sentences of every failure. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('parts');
  const say = useSentence();
  const says = explain(error);
  return (
    <div className={classes.error} role="alert">
      <p className={classes.title}>{say(says.happened)}</p>
      <dl className={classes.facts}>
        <dt>{t('state.kept')}</dt>
        <dd>{say(says.kept)}</dd>
        <dt>{t('state.next')}</dt>
        <dd>{say(says.next)}</dd>
      </dl>
      {onRetry ? (
        <div className={classes.action}>
          <Button variant="default" onClick={onRetry}>
            {t('state.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The error boundary's page. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorState error={error} onRetry={reset} />;
}
