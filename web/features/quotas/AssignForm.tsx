import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import type { AssignDraft } from './assign-draft.ts';
import { CATEGORIES } from './draft.ts';
import classes from './Quotas.module.css';

interface Props {
  draft: AssignDraft;
  onChange: (next: AssignDraft) => void;
}

const WEIGHTS = ['collectable', 'effort', 'borrowers'] as const;
const whole = (value: string | number) => (typeof value === 'number' ? value : 0);

/** What is balanced, how closely, and what is never allowed. */
export function AssignForm({ draft, onChange }: Props) {
  const { t } = useTranslation('assignment');
  const { t: quotas } = useTranslation('quotas');
  const set = (patch: Partial<AssignDraft>) => onChange({ ...draft, ...patch });
  return (
    <Card title={t('form.title')} subtitle={t('form.note')}>
      <div className={classes.fields}>
        <Select
          label={t('form.category')}
          allowDeselect={false}
          data={CATEGORIES.map((value) => ({ value, label: quotas(`category.${value}`) }))}
          value={draft.category}
          onChange={(value) => {
            const category = CATEGORIES.find((known) => known === value);
            // Yields are those of the category's own plan.
            const { rates: _others, ...rest } = draft;
            if (category) onChange({ ...rest, category });
          }}
        />
        {WEIGHTS.map((id) => (
          <NumberInput
            key={id}
            label={t(`form.${id}`)}
            hideControls
            allowDecimal={false}
            min={0}
            max={100}
            clampBehavior="strict"
            value={draft.weights[id]}
            onChange={(value) => set({ weights: { ...draft.weights, [id]: whole(value) } })}
          />
        ))}
        <NumberInput
          label={t('form.tolerance')}
          hideControls
          decimalScale={1}
          min={0}
          max={100}
          value={draft.tolerance / 10}
          onChange={(value) => set({ tolerance: Math.round(whole(value) * 10) })}
        />
      </div>
      <div className={`${classes.row} ${classes.block}`}>
        <Checkbox
          label={t('form.across')}
          checked={draft.acrossBranches}
          onChange={(event) => set({ acrossBranches: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('form.origin')}
          checked={draft.avoidOrigin}
          onChange={(event) => set({ avoidOrigin: event.currentTarget.checked })}
        />
        {draft.locked.length > 0 ? (
          <>
            <span className={classes.quiet}>
              {t('moves.released', { count: draft.locked.length })}
            </span>
            <Button variant="subtle" size="compact-xs" onClick={() => set({ locked: [] })}>
              {t('moves.release')}
            </Button>
          </>
        ) : null}
      </div>
    </Card>
  );
}
