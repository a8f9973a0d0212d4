import { NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanningInputs } from '../../../server/quotas/get-inputs.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { daysOfText, type PlanBody } from './draft.ts';
import classes from './PlanForm.module.css';
import shared from './Quotas.module.css';
import { ScaledInput } from './ScaledInput.tsx';

interface Props {
  body: PlanBody;
  known: PlanningInputs['calendar'] | undefined;
  profile: Plan['profile'];
  onChange: (next: PlanBody) => void;
}

/** The year's calendar: what we know of it, what the bank corrects, and what it makes of months. */
export function CalendarFields({ body, known, profile, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const say = useSentence();
  const format = useFormat();
  const { calendar } = body;
  const set = (patch: Partial<PlanBody['calendar']>) =>
    onChange({ ...body, calendar: { ...calendar, ...patch } });
  const days = profile.workingDays ?? known?.workingDays ?? [];
  const dayList = (id: 'closed' | 'opened') => (
    <TextInput
      size="xs"
      label={t(`form.calendar.${id}`)}
      placeholder={`${body.year}-10-04`}
      defaultValue={calendar[id].join(' ')}
      onBlur={(event) => {
        const read = daysOfText(event.currentTarget.value);
        if (read.join() !== calendar[id].join()) set({ [id]: read });
      }}
    />
  );
  const number = (id: 'daysBefore' | 'daysAfter') => (
    <NumberInput
      size="xs"
      hideControls
      allowDecimal={false}
      label={t(`form.calendar.${id}`)}
      value={calendar[id]}
      onChange={(value) => {
        if (typeof value === 'number') set({ [id]: value });
      }}
    />
  );
  return (
    <>
      <p className={shared.legend}>{known ? say(known.source) : ''}</p>
      <div className={classes.inputs}>
        <TextInput
          size="xs"
          type="date"
          label={t('form.calendar.spring')}
          value={calendar.springFestivalOn ?? known?.springFestivalOn ?? ''}
          onChange={(event) => {
            const { springFestivalOn: _old, ...rest } = calendar;
            const day = event.currentTarget.value;
            onChange({
              ...body,
              calendar:
                day === '' || day === known?.springFestivalOn
                  ? rest
                  : { ...rest, springFestivalOn: day },
            });
          }}
        />
        {number('daysBefore')}
        {number('daysAfter')}
        <ScaledInput
          as="times"
          label={t('form.calendar.peak')}
          value={calendar.peakPerMille}
          onChange={(peakPerMille) => set({ peakPerMille })}
        />
        {dayList('closed')}
        {dayList('opened')}
      </div>
      <div className={classes.scroll}>
        <table className={classes.list}>
          <thead>
            <tr>
              <th scope="col">{t('form.calendar.month')}</th>
              {profile.partsPerTenThousand.map((_, m) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
                <th key={m} scope="col">
                  {format.monthName(m + 1)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('form.calendar.days')}</th>
              {profile.partsPerTenThousand.map((_, m) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
                <td key={m}>{days[m] ?? '—'}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('form.calendar.part')}</th>
              {profile.partsPerTenThousand.map((part, m) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
                <td key={m}>{format.percent(part, 10_000, 1)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className={shared.legend}>
        {t('form.calendar.holidays')}{' '}
        {(known?.holidays ?? [])
          .map(
            (own) =>
              `${own.day.slice(5)} ${say(own.name)}${own.isVerified ? '' : t('form.calendar.check')}`,
          )
          .join(format.language === 'zh' ? '、' : ', ')}
      </p>
    </>
  );
}
