import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { PlanEdit } from '../../../server/quotas/plan-edit.ts';
import { useFormat } from '../../lib/use-format.ts';
import { compareAmounts } from './compare-amounts.ts';
import classes from './Quotas.module.css';

interface Props {
  edit: PlanEdit;
  before: Plan;
  after: Plan;
  onClose: () => void;
  onApply: () => void;
}

const SHOWN = 60;

/** What a pasted block would change, before it does: each amount, and who takes the difference. */
export function PasteDialog({ edit, before, after, onClose, onApply }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const format = useFormat();
  const { changed, alsoMoved } = compareAmounts(before, after, edit.places);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('paste.title', { count: edit.places.length })}
      closeButtonProps={{ 'aria-label': parts('close') }}
    >
      <p>
        {t('paste.note', {
          changed: String(changed.length),
          moved: String(alsoMoved),
          by: t(`edit.by.${edit.absorb}`),
        })}
      </p>
      <div className={`${classes.scroll} ${classes.block}`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.officer')}</th>
              <th scope="col">{t('paste.when')}</th>
              <th scope="col">
                {t('paste.before')} ({format.unitName})
              </th>
              <th scope="col">{t('paste.after')}</th>
              <th scope="col">{t('paste.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.slice(0, SHOWN).map((one) => (
              <tr key={`${one.branch} ${one.officer} ${one.month}`}>
                <th scope="row">{one.officer}</th>
                <td>{one.month ? format.monthName(one.month) : t('matrix.year')}</td>
                <td>{format.amount(one.beforeFen, { digits: 2 })}</td>
                <td>{format.amount(one.afterFen, { digits: 2 })}</td>
                <td>{format.amount(one.afterFen - one.beforeFen, { digits: 2, signed: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changed.length > SHOWN ? (
        <p className={classes.quiet}>{t('paste.more', { count: changed.length - SHOWN })}</p>
      ) : null}
      <div className={`${classes.row} ${classes.block}`} style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button onClick={onApply}>{t('paste.apply')}</Button>
      </div>
    </Modal>
  );
}
