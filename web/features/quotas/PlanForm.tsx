import { Button, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanningInputs } from '../../../server/quotas/get-inputs.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { CalendarFields } from './CalendarFields.tsx';
import { fenOfWan, freshDraft, type PlanBody, SEASONS, UNITS, wanOfFen } from './draft.ts';
import { FormGroup } from './FormGroup.tsx';
import { FormVerdict } from './FormVerdict.tsx';
import { changedGroups, type FormGroupId, resetGroups } from './form-changes.ts';
import { HoldersSelect } from './HoldersSelect.tsx';
import { MethodFields } from './MethodFields.tsx';
import { MinimumFields } from './MinimumFields.tsx';
import classes from './PlanForm.module.css';
import { PresenceFields } from './PresenceFields.tsx';
import shared from './Quotas.module.css';
import { RateFields } from './RateFields.tsx';
import { TargetLocks } from './TargetLocks.tsx';
import { TierFields } from './TierFields.tsx';
import { useGroupLines } from './use-group-lines.ts';

interface Props {
  body: PlanBody;
  plan: Plan;
  inputs: PlanningInputs | undefined;
  onChange: (next: PlanBody) => void;
}

/** Every parameter of a plan on one screen, with what the plan makes of it: all but the locks. */
export function PlanForm({ body, plan, inputs, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const wan = { thousandSeparator: ',', decimalScale: 6, hideControls: true, min: 0 };
  const fresh = inputs && freshDraft(inputs);
  const changed = fresh ? changedGroups(body, fresh) : [];
  const lines = useGroupLines(body, inputs?.calendar);
  const reset = (ids: readonly FormGroupId[]) => {
    if (fresh) onChange(resetGroups(body, fresh, ids));
  };
  const group = (id: keyof typeof lines, fields: React.ReactNode) => (
    <FormGroup
      title={t(`form.group.${id}`)}
      now={lines[id]}
      isChanged={changed.includes(id)}
      onReset={() => reset([id])}
    >
      {fields}
    </FormGroup>
  );
  const bound = (id: 'officerFloorFen' | 'officerCapFen', label: string) => (
    <NumberInput
      {...wan}
      label={label}
      placeholder={t('form.none')}
      value={wanOfFen(body[id])}
      onChange={(value) => {
        const { [id]: _old, ...rest } = body;
        const fen = fenOfWan(value);
        onChange(fen === undefined ? rest : { ...rest, [id]: fen });
      }}
    />
  );
  return (
    <Card title={t('form.title')} subtitle={t('form.note')}>
      <TargetLocks {...{ body, plan, onChange }} />
      <div className={shared.form}>
        <div>
          <div className={shared.fields}>
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
            {inputs && (inputs.assigned.loans > 0 || body.holders === 'assigned') ? (
              <HoldersSelect {...{ body, onChange }} loans={inputs.assigned.loans} />
            ) : null}
            {bound('officerFloorFen', t('form.floor'))}
            {bound('officerCapFen', t('form.cap'))}
          </div>
          <FormVerdict plan={plan} />
        </div>
        <MethodFields {...{ body, onChange }} />
      </div>
      <div className={classes.changes}>
        {changed.length === 0
          ? t('form.allDefault')
          : t('form.differs', { names: changed.map((id) => t(`form.group.${id}`)).join(' · ') })}
        {changed.length > 0 ? (
          <Button variant="subtle" size="compact-xs" onClick={() => reset(changed)}>
            {t('form.resetAll')}
          </Button>
        ) : null}
      </div>
      <div className={classes.groups}>
        {group('rates', <RateFields {...{ body, onChange }} />)}
        {group('minimums', <MinimumFields {...{ body, onChange }} />)}
        {group('tiers', <TierFields {...{ body, onChange }} branches={plan.branches} />)}
        {group(
          'presence',
          <PresenceFields
            {...{ body, onChange }}
            officers={plan.officers}
            rosterAsOf={inputs?.rosterAsOf ?? null}
          />,
        )}
        {group(
          'season',
          <CalendarFields
            {...{ body, onChange }}
            known={inputs?.calendar}
            profile={plan.profile}
          />,
        )}
      </div>
    </Card>
  );
}
