import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanEdit } from '../../../server/quotas/plan-edit.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quotas.module.css';

interface Props {
  edits: readonly PlanEdit[];
  onRemove: (kept: PlanEdit[]) => void;
}

/** The changes made by hand, in order; each can be taken out by itself. */
export function EditList({ edits, onRemove }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  if (edits.length === 0) return null;
  return (
    <details className={`${classes.details} ${classes.foot}`}>
      <summary>{t('edit.count', { count: edits.length })}</summary>
      <ol className={classes.edits}>
        {edits.map((edit, index) => {
          const [first] = edit.places;
          if (first === undefined) return null;
          const { branch, officer, month, amountFen } = first;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the order
            <li key={index}>
              {t(edit.places.length > 1 ? 'edit.many' : 'edit.one', {
                who: officer ?? branch,
                when: month ? format.monthName(month) : t('matrix.year'),
                amount: format.amountInText(amountFen, { digits: 2 }),
                count: edit.places.length,
                by: t(`edit.by.${edit.absorb}`),
              })}
              {edit.why ? ` · ${edit.why}` : ''}
              <Button
                variant="subtle"
                size="compact-xs"
                className="no-print"
                aria-label={`${t('edit.remove')} ${index + 1}`}
                onClick={() => onRemove(edits.filter((_, at) => at !== index))}
              >
                {t('edit.remove')}
              </Button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
