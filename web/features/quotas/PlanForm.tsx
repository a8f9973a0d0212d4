import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DEFAULT_TYPE_IDS } from '../../components/TypeDot.tsx';
import { fenOfWan, type PlanBody, type Rates, SEASONS, UNITS, wanOfFen } from './draft.ts';
import classes from './Quotas.module.css';
import { WeightSliders } from './WeightSliders.tsx';

interface Props {
  body: PlanBody;
  onChange: (next: PlanBody) => void;
}

/** Target, unit, season, floor, cap, weights and the pool's rates: everything but the locks. */
export function PlanForm({ body, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const wan = { thousandSeparator: ',', decimalScale: 6, hideControls: true, min: 0 };
  const officer = body.weights ?? { collectable: 0, npl: 0, past: 0, headcount: 0, equal: 0 };
  const setRate = (id: keyof Rates) => (value: string | number) => {
    if (typeof value === 'number') onChange({ ...body, rates: { ...body.rates, [id]: value } });
  };
  const rateInput = (id: keyof Rates, label: string, max: number) => (
    <NumberInput
      key={id}
      size="xs"
      label={label}
      hideControls
      allowDecimal={false}
      min={0}
      max={max}
      clampBehavior="strict"
      value={body.rates[id]}
      onChange={setRate(id)}
    />
  );
  return (
    <Card title={t('form.title')} subtitle={t('form.note')}>
      <div className={classes.form}>
        <div>
          <div className={classes.fields}>
            <NumberInput
              {...wan}
              label={t('form.target')}
              allowNegative={false}
              value={wanOfFen(body.targetFen)}
              onChange={(value) => onChange({ ...body, targetFen: fenOfWan(value) ?? 0 })}
            />
            <Select
              label={t('form.unit')}
              allowDeselect={false}
              data={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
              value={body.unit}
              onChange={(value) => {
                const unit = UNITS.find((known) => known === value);
                if (unit) onChange({ ...body, unit });
              }}
            />
            <Select
              label={t('form.season')}
              allowDeselect={false}
              data={SEASONS.map((value) => ({ value, label: t(`season.${value}`) }))}
              value={body.monthProfile}
              onChange={(value) => {
                const monthProfile = SEASONS.find((known) => known === value);
                if (monthProfile) onChange({ ...body, monthProfile });
              }}
            />
            <NumberInput
              {...wan}
              label={t('form.floor')}
              placeholder={t('form.none')}
              value={wanOfFen(body.officerFloorFen)}
              onChange={(value) => {
                const { officerFloorFen: _old, ...rest } = body;
                const officerFloorFen = fenOfWan(value);
                onChange(officerFloorFen === undefined ? rest : { ...rest, officerFloorFen });
              }}
            />
            <NumberInput
              {...wan}
              label={t('form.cap')}
              placeholder={t('form.none')}
              value={wanOfFen(body.officerCapFen)}
              onChange={(value) => {
                const { officerCapFen: _old, ...rest } = body;
                const officerCapFen = fenOfWan(value);
                onChange(officerCapFen === undefined ? rest : { ...rest, officerCapFen });
              }}
            />
          </div>
          <details className={classes.details}>
            <summary>{t('form.rates')}</summary>
            <p className={classes.legend}>{t('form.ratesNote')}</p>
            <div className={classes.rates}>
              {DEFAULT_TYPE_IDS.map((id) => rateInput(id, parts(`type.${id}`), 1000))}
              {rateInput('newFactor', t('form.newFactor'), 5000)}
              {rateInput('offBookFactor', t('form.offBookFactor'), 5000)}
            </div>
          </details>
        </div>
        <WeightSliders
          officer={officer}
          branch={body.branchWeights ?? officer}
          onChange={(weights, branchWeights) => onChange({ ...body, weights, branchWeights })}
        />
      </div>
    </Card>
  );
}
