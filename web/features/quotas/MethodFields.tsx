import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { METHODS, type PlanBody } from './draft.ts';
import classes from './PlanForm.module.css';
import { ScaledInput } from './ScaledInput.tsx';
import { WeightSliders } from './WeightSliders.tsx';

interface Props {
  body: PlanBody;
  onChange: (next: PlanBody) => void;
}

const LEVELS = ['officer', 'branch'] as const;
const NONE = { collectable: 0, npl: 0, past: 0, headcount: 0, equal: 0 };

/** How branches and the officers within them are split, and the weights that it uses. */
export function MethodFields({ body, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const { methods } = body;
  const officer = body.weights ?? NONE;
  return (
    <div>
      <div className={classes.methods}>
        {LEVELS.map((level) => (
          <Select
            key={level}
            size="xs"
            label={t(`form.methodOf.${level}`)}
            allowDeselect={false}
            data={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
            value={methods[level].kind}
            onChange={(value) => {
              const kind = METHODS.find((known) => known === value);
              if (kind === undefined) return;
              onChange({ ...body, methods: { ...methods, [level]: { ...methods[level], kind } } });
            }}
          />
        ))}
        {LEVELS.filter((level) => methods[level].kind === 'growth').map((level) => (
          <ScaledInput
            key={`${level}-growth`}
            as="percent"
            label={t(`form.growthOf.${level}`)}
            value={methods[level].growthPerMille}
            onChange={(growthPerMille) =>
              onChange({
                ...body,
                methods: { ...methods, [level]: { ...methods[level], growthPerMille } },
              })
            }
          />
        ))}
      </div>
      <WeightSliders
        officer={officer}
        branch={body.branchWeights ?? officer}
        onChange={(weights, branchWeights) => onChange({ ...body, weights, branchWeights })}
      />
    </div>
  );
}
