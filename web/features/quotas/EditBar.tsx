import { SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Absorber } from '../../../server/quotas/plan-edit.ts';
import classes from './Quotas.module.css';
import { ABSORBERS } from './use-edits.ts';

interface Props {
  absorb: Absorber;
  setAbsorb: (next: Absorber) => void;
  why: string;
  setWhy: (next: string) => void;
}

/** Who takes the difference of the next change, which sums that keeps, and why it is made. */
export function EditBar({ absorb, setAbsorb, why, setWhy }: Props) {
  const { t } = useTranslation('quotas');
  return (
    <div className={`${classes.editBar} no-print`}>
      <span className={classes.legend}>{t('edit.absorb')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('edit.absorb')}
        value={absorb}
        onChange={(value) => {
          const next = ABSORBERS.find((known) => known === value);
          if (next) setAbsorb(next);
        }}
        data={ABSORBERS.map((value) => ({ value, label: t(`edit.by.${value}`) }))}
      />
      <TextInput
        size="xs"
        w={240}
        aria-label={t('edit.why')}
        placeholder={t('edit.why')}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <span className={`${classes.legend} ${classes.keeps}`}>{t(`edit.keeps.${absorb}`)}</span>
    </div>
  );
}
