import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { useFormat } from '../../lib/use-format.ts';
import { monthsOfText, type PlanBody, type PresenceEntry } from './draft.ts';
import classes from './PlanForm.module.css';
import shared from './Quotas.module.css';
import { ScaledInput } from './ScaledInput.tsx';

interface Props {
  body: PlanBody;
  officers: Plan['officers'];
  /** The day of the roster that the default is from; null when there is none. */
  rosterAsOf: string | null;
  onChange: (next: PlanBody) => void;
}

const keyOf = ({ branch, officer }: { branch: string; officer: string }) =>
  JSON.stringify([branch, officer]);

/** Who comes, leaves or is on leave within the year, and who is new. */
export function PresenceFields({ body, officers, rosterAsOf, onChange }: Props) {
  const format = useFormat();
  const { t } = useTranslation('quotas');
  const { presence } = body;
  const listed = new Set(presence.map(keyOf));
  const set = (entry: PresenceEntry, patch: Partial<PresenceEntry>) =>
    onChange({
      ...body,
      presence: presence.map((own) => (own === entry ? { ...own, ...patch } : own)),
    });
  const monthInput = (entry: PresenceEntry, id: 'firstMonth' | 'lastMonth') => (
    <NumberInput
      size="xs"
      w={56}
      hideControls
      allowDecimal={false}
      aria-label={`${entry.officer} ${t(`form.presence.${id}`)}`}
      value={entry[id]}
      onChange={(value) => {
        if (typeof value === 'number') set(entry, { [id]: value });
      }}
    />
  );
  return (
    <>
      <p className={shared.legend}>
        {t('form.presenceNote')}{' '}
        {rosterAsOf === null
          ? t('form.presence.typed')
          : t('form.presence.fromRoster', { day: format.date(rosterAsOf) })}
      </p>
      {presence.length > 0 ? (
        <div className={classes.scroll}>
          <table className={classes.list}>
            <thead>
              <tr>
                <th scope="col">{t('matrix.officer')}</th>
                <th scope="col">{t('form.presence.firstMonth')}</th>
                <th scope="col">{t('form.presence.lastMonth')}</th>
                <th scope="col">{t('form.presence.leave')}</th>
                <th scope="col">{t('form.presence.isNew')}</th>
                <th scope="col">{t('form.presence.remove')}</th>
              </tr>
            </thead>
            <tbody>
              {presence.map((entry) => (
                <tr key={keyOf(entry)}>
                  <th scope="row">
                    {entry.branch} {entry.officer}
                  </th>
                  <td>{monthInput(entry, 'firstMonth')}</td>
                  <td>{monthInput(entry, 'lastMonth')}</td>
                  <td>
                    <TextInput
                      size="xs"
                      w={104}
                      aria-label={`${entry.officer} ${t('form.presence.leave')}`}
                      placeholder={t('form.presence.leaveExample')}
                      defaultValue={entry.leave.join(' ')}
                      onBlur={(event) =>
                        set(entry, { leave: monthsOfText(event.currentTarget.value) })
                      }
                    />
                  </td>
                  <td>
                    <Checkbox
                      size="xs"
                      aria-label={`${entry.officer} ${t('form.presence.isNew')}`}
                      checked={entry.isNew}
                      onChange={(event) => set(entry, { isNew: event.currentTarget.checked })}
                    />
                  </td>
                  <td>
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={`${t('form.presence.remove')} ${entry.officer}`}
                      onClick={() =>
                        onChange({ ...body, presence: presence.filter((own) => own !== entry) })
                      }
                    >
                      {t('form.presence.remove')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <div className={classes.add}>
        <Select
          size="xs"
          w={240}
          searchable
          label={t('form.presence.add')}
          placeholder={t('form.presence.choose')}
          data={officers
            .filter((own) => !listed.has(keyOf(own)))
            .map((own) => ({ value: keyOf(own), label: `${own.branch} ${own.officer}` }))}
          value={null}
          onChange={(value) => {
            const who = officers.find((own) => keyOf(own) === value);
            if (who === undefined) return;
            const { branch, officer } = who;
            const entry = {
              branch,
              officer,
              firstMonth: 1,
              lastMonth: 12,
              leave: [],
              isNew: false,
            };
            onChange({ ...body, presence: [...presence, entry] });
          }}
        />
        <ScaledInput
          as="times"
          label={t('form.newStaff')}
          value={body.newStaffPerMille}
          onChange={(newStaffPerMille) => onChange({ ...body, newStaffPerMille })}
        />
      </div>
    </>
  );
}
