import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { PlanEdit } from '../../../server/quotas/plan-edit.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { compareAmounts } from './compare-amounts.ts';
import classes from './Quotas.module.css';

interface Props {
  edit: PlanEdit;
  before: Plan;
  after: Plan;
  onClose: () => void;
  onApply: () => void;
}

/** What a pasted block would change, before it does: each amount, and who takes the difference. */
export function PasteDialog({ edit, before, after, onClose, onApply }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
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
      <ChangeTable changed={changed} />
      <div className={`${classes.row} ${classes.block}`} style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button onClick={onApply}>{t('paste.apply')}</Button>
      </div>
    </Modal>
  );
}
