import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Menu.module.css';

export interface Choice {
  value: string;
  label: string;
  /** A quiet second word, such as an officer's branch. */
  note?: string;
}

interface Props {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

const SEARCHABLE = 9;
const SHOWN = 200;

/** Any of several: a list of checkboxes, with a search box when it is long. */
export function ChoiceList({ label, choices, chosen, onChange }: Props) {
  const { t } = useTranslation('parts');
  const [wanted, setWanted] = useState('');
  const found = choices
    .filter(({ label, note = '' }) => `${label} ${note}`.includes(wanted.trim()))
    .slice(0, SHOWN);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className={classes.group} aria-label={label}>
      {choices.length >= SEARCHABLE ? (
        <TextInput
          size="xs"
          mb={4}
          aria-label={`${t('filter.find')} ${label}`}
          placeholder={t('filter.find')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      ) : null}
      <div className={classes.list}>
        {found.map((choice) => (
          <Checkbox
            key={choice.value}
            size="xs"
            className={classes.item}
            label={
              <>
                {choice.label}
                {choice.note ? <span className={classes.note}>{choice.note}</span> : null}
              </>
            }
            checked={chosen.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          />
        ))}
        {found.length === 0 ? (
          <p className={classes.none}>
            {choices.length === 0 ? t('filter.none') : t('filter.noMatch')}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
