import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DEFAULT_TYPE_IDS } from '../../components/TypeDot.tsx';
import { GAPS, type PlanBody } from './draft.ts';
import classes from './PlanForm.module.css';
import shared from './Quotas.module.css';
import { ScaledInput } from './ScaledInput.tsx';

interface Props {
  body: PlanBody;
  onChange: (next: PlanBody) => void;
}

/** The least that each loan is planned to bring, and what happens with what that leaves open. */
export function MinimumFields({ body, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const { minimums } = body;
  return (
    <>
      <p className={shared.legend}>{t('form.minimumsNote')}</p>
      <div className={classes.inputs}>
        {DEFAULT_TYPE_IDS.map((id) => (
          <ScaledInput
            key={id}
            as="perMille"
            label={parts(`type.${id}`)}
            value={minimums[id]}
            onChange={(value) => onChange({ ...body, minimums: { ...minimums, [id]: value } })}
          />
        ))}
      </div>
      <Select
        size="xs"
        label={t('form.gap')}
        allowDeselect={false}
        data={GAPS.map((value) => ({ value, label: t(`gap.${value}`) }))}
        value={minimums.gap}
        onChange={(value) => {
          const gap = GAPS.find((known) => known === value);
          if (gap) onChange({ ...body, minimums: { ...minimums, gap } });
        }}
      />
    </>
  );
}
