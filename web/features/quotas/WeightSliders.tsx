import { Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BLEND_IDS, type Blend, type BlendId } from './draft.ts';
import classes from './Quotas.module.css';

interface Props {
  officer: Blend;
  branch: Blend;
  onChange: (officer: Blend, branch: Blend) => void;
}

interface OneProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function OneWeight({ label, value, onChange }: OneProps) {
  return (
    <>
      <Slider
        size="sm"
        step={5}
        label={null}
        thumbLabel={label}
        value={value}
        onChange={onChange}
      />
      <output>{value}</output>
    </>
  );
}

/** The blend of officers and of branches, a slider for each basis. */
export function WeightSliders({ officer, branch, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const set = (blend: Blend, id: BlendId, value: number): Blend => ({ ...blend, [id]: value });
  return (
    <div className={classes.weights}>
      <span className={`${classes.legend} ${classes.basisName}`}>{t('form.weights')}</span>
      <span className={classes.legend}>{t('form.officer')}</span>
      <span />
      <span className={classes.legend}>{t('form.branch')}</span>
      <span />
      {BLEND_IDS.map((id) => (
        <div key={id} style={{ display: 'contents' }}>
          <span className={classes.basisName}>{t(`blend.${id}`)}</span>
          <OneWeight
            label={`${t('form.officer')} ${t(`blend.${id}`)}`}
            value={officer[id]}
            onChange={(value) => onChange(set(officer, id, value), branch)}
          />
          <OneWeight
            label={`${t('form.branch')} ${t(`blend.${id}`)}`}
            value={branch[id]}
            onChange={(value) => onChange(officer, set(branch, id, value))}
          />
        </div>
      ))}
      <span className={`${classes.legend} ${classes.wide}`}>{t('form.sumNote')}</span>
    </div>
  );
}
