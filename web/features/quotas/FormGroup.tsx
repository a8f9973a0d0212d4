import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PlanForm.module.css';

interface Props {
  title: string;
  /** What the parameters are now, in one line. */
  now: string;
  isChanged: boolean;
  onReset: () => void;
  children: ReactNode;
}

/** Parameters that fold away: closed, one line says what they are and whether they are the default. */
export function FormGroup({ title, now, isChanged, onReset, children }: Props) {
  const { t } = useTranslation('quotas');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={classes.group} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span className={classes.title}>{title}</span>
        <span className={classes.now}>{now}</span>
        {isChanged ? <span className={classes.mark}>{t('form.changed')}</span> : null}
      </summary>
      {isOpen ? (
        <div className={classes.inside}>
          {children}
          {isChanged ? (
            <Button variant="subtle" size="compact-xs" onClick={onReset}>
              {t('form.reset')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}
