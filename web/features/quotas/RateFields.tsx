import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DEFAULT_TYPE_IDS } from '../../components/TypeDot.tsx';
import { NEW_STOCKS, type PlanBody, type Rates } from './draft.ts';
import classes from './PlanForm.module.css';
import shared from './Quotas.module.css';
import { ScaledInput } from './ScaledInput.tsx';

interface Props {
  body: PlanBody;
  onChange: (next: PlanBody) => void;
}

/** What a year brings in of each type, and how new-formed, old and off-book claims differ. */
export function RateFields({ body, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const { rates } = body;
  const input = (id: Exclude<keyof Rates, 'newStock'>, label: string) => (
    <ScaledInput
      key={id}
      as="perMille"
      label={label}
      value={rates[id]}
      onChange={(value) => onChange({ ...body, rates: { ...rates, [id]: value } })}
    />
  );
  return (
    <>
      <p className={shared.legend}>{t('form.ratesNote')}</p>
      <div className={classes.inputs}>
        {DEFAULT_TYPE_IDS.map((id) => input(id, parts(`type.${id}`)))}
      </div>
      <p className={shared.legend}>{t('form.vintageNote')}</p>
      <div className={classes.inputs}>
        {input('newFactor', t('form.newFactor'))}
        {input('oldFactor', t('form.oldFactor'))}
        {input('offBookFactor', t('form.offBookFactor'))}
        <Select
          size="xs"
          label={t('form.newStock')}
          allowDeselect={false}
          data={NEW_STOCKS.map((value) => ({ value, label: t(`newStock.${value}`) }))}
          value={rates.newStock}
          onChange={(value) => {
            const newStock = NEW_STOCKS.find((known) => known === value);
            if (newStock) onChange({ ...body, rates: { ...rates, newStock } });
          }}
        />
      </div>
    </>
  );
}
