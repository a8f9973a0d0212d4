import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { PlanBody } from './draft.ts';
import classes from './PlanForm.module.css';
import shared from './Quotas.module.css';
import { ScaledInput } from './ScaledInput.tsx';

interface Props {
  body: PlanBody;
  branches: Plan['branches'];
  onChange: (next: PlanBody) => void;
}

const USUAL_STRETCH = 1150;

/** What of each branch's quota is nobody's own, and the stretch above what is guaranteed. */
export function TierFields({ body, branches, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const { jointPools: pools, stretchPerMille } = body;
  const own = new Map(pools.branches.map((one) => [one.branch, one.perMille]));
  const setBranch = (branch: string, perMille: number) => {
    const others = pools.branches.filter((one) => one.branch !== branch);
    const isShared = perMille === pools.perMille;
    onChange({
      ...body,
      jointPools: { ...pools, branches: isShared ? others : [...others, { branch, perMille }] },
    });
  };
  return (
    <>
      <p className={shared.legend}>{t('form.poolNote')}</p>
      <div className={classes.inputs}>
        <ScaledInput
          as="percent"
          label={t('form.poolShare')}
          value={pools.perMille}
          onChange={(perMille) => onChange({ ...body, jointPools: { ...pools, perMille } })}
        />
        {branches.map(({ branch }) => (
          <ScaledInput
            key={branch}
            as="percent"
            label={branch}
            value={own.get(branch) ?? pools.perMille}
            onChange={(perMille) => setBranch(branch, perMille)}
          />
        ))}
      </div>
      <p className={shared.legend}>{t('form.stretchNote')}</p>
      <div className={classes.add}>
        <Checkbox
          size="xs"
          label={t('form.hasStretch')}
          checked={stretchPerMille !== undefined}
          onChange={(event) => {
            const { stretchPerMille: _old, ...rest } = body;
            onChange(
              event.currentTarget.checked ? { ...rest, stretchPerMille: USUAL_STRETCH } : rest,
            );
          }}
        />
        {stretchPerMille === undefined ? null : (
          <ScaledInput
            isBare
            as="times"
            label={t('form.stretch')}
            value={stretchPerMille}
            onChange={(value) => onChange({ ...body, stretchPerMille: value })}
          />
        )}
      </div>
    </>
  );
}
