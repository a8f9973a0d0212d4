import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from '../lib/filters.ts';
import { useFormat } from '../lib/use-format.ts';
import { type Choice, ChoiceList } from './ChoiceList.tsx';
import classes from './Menu.module.css';

interface FilterProps {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** One filter in the open: its name above its list. */
export function FilterSection(props: FilterProps) {
  return (
    <section>
      <h3 className={classes.heading}>{props.label}</h3>
      <ChoiceList {...props} />
    </section>
  );
}

/** The filters that are seldom used, behind one chip. */
export function MoreChip({ children }: { children: ReactNode }) {
  const { t } = useTranslation('parts');
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.chip}>
          {t('filter.more')}
          <span aria-hidden="true">▾</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.sections}>{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** One filter: its name, what is chosen, and a list to choose from. */
export function FilterChip({ label, choices, chosen, onChange }: FilterProps) {
  const { t } = useTranslation('parts');
  const [first] = chosen;
  const text =
    first === undefined
      ? t('filter.all')
      : chosen.length === 1
        ? (choices.find((choice) => choice.value === first)?.label ?? first)
        : t('filter.some', { count: chosen.length });
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={chosen.length > 0 ? `${classes.chip} ${classes.set}` : classes.chip}
        >
          {label}
          <strong>{text}</strong>
          <span aria-hidden="true">▾</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <ChoiceList label={label} choices={choices} chosen={chosen} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface SnapshotChipProps {
  /** Newest first. */
  asOfs: readonly string[];
  /** The date of the URL; undefined means the newest. */
  asOf: string | undefined;
  onChange: (patch: Partial<Filters>) => void;
}

/** Which snapshot is looked at. The newest is written as no date, so that a link stays fresh. */
export function SnapshotChip({ asOfs, asOf, onChange }: SnapshotChipProps) {
  const { t } = useTranslation('parts');
  const { date } = useFormat();
  const [opened, setOpened] = useState(false);
  const shown = asOf ?? asOfs[0];
  const choose = (day: string, place: number) => {
    onChange({ asOf: place === 0 ? undefined : day });
    setOpened(false);
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button
          type="button"
          className={asOf === undefined ? classes.chip : `${classes.chip} ${classes.set}`}
          onClick={() => setOpened((before) => !before)}
        >
          {t('filter.asOf')}
          <strong>{shown === undefined ? t('filter.noData') : date(shown)}</strong>
          <span aria-hidden="true">▾</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.list}>
          {asOfs.map((day, place) => (
            <button
              key={day}
              type="button"
              className={classes.option}
              aria-pressed={day === shown}
              onClick={() => choose(day, place)}
            >
              {date(day)}
              {place === 0 ? <span className={classes.note}>{t('filter.latest')}</span> : null}
            </button>
          ))}
          {asOfs.length === 0 ? <p className={classes.none}>{t('filter.none')}</p> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
