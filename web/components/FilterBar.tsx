import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../lib/filters.ts';
import { useFormat } from '../lib/use-format.ts';
import classes from './FilterBar.module.css';
import { FilterChip, FilterSection, MoreChip, SnapshotChip } from './FilterChip.tsx';
import { ALWAYS, type ManyKey, RARELY, useChoices } from './filter-choices.ts';
import { SegmentedUnit } from './SegmentedUnit.tsx';

/** The one bar of filters, the same on every page; below 760 px one button with a drawer. */
export function FilterBar() {
  const { t } = useTranslation('parts');
  const { filters, setFilters, clear } = useFilters();
  const { choices, asOfs } = useChoices(filters);
  const { date } = useFormat();
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const [opened, drawer] = useDisclosure(false);
  const set = [...ALWAYS, ...RARELY].filter((key) => filters[key] !== undefined);
  const shown = [...ALWAYS, ...RARELY.filter((key) => filters[key] !== undefined)];
  const isOffered = (key: ManyKey) => choices[key].length > 0 || filters[key] !== undefined;
  const rest = RARELY.filter((key) => filters[key] === undefined && isOffered(key));
  const asOf = filters.asOf ?? asOfs[0];

  const propsOf = (key: ManyKey) => ({
    label: t(`filter.${key}`),
    choices: choices[key],
    chosen: filters[key] ?? [],
    onChange: (chosen: string[]) => setFilters({ [key]: chosen }),
  });

  if (narrow) {
    return (
      <>
        <button type="button" className={classes.summary} onClick={drawer.open}>
          <span>{asOf ? date(asOf) : t('filter.noData')}</span>
          <strong>
            {t('filter.label')}
            {set.length > 0 ? ` ${set.length}` : ''}
          </strong>
        </button>
        <Drawer
          opened={opened}
          onClose={drawer.close}
          position="bottom"
          size="85%"
          title={t('filter.open')}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <div className={classes.sheet}>
            <SegmentedUnit />
            <SnapshotChip asOfs={asOfs} asOf={filters.asOf} onChange={setFilters} />
            {[...ALWAYS, ...RARELY].filter(isOffered).map((key) => (
              <FilterSection key={key} {...propsOf(key)} />
            ))}
            <div className={classes.foot}>
              <Button variant="default" onClick={clear}>
                {t('filter.clear')}
              </Button>
              <Button onClick={drawer.close}>{t('filter.done')}</Button>
            </div>
          </div>
        </Drawer>
      </>
    );
  }
  return (
    <search className={classes.bar} aria-label={t('filter.label')}>
      <SnapshotChip asOfs={asOfs} asOf={filters.asOf} onChange={setFilters} />
      {shown.map((key) => (
        <FilterChip key={key} {...propsOf(key)} />
      ))}
      {rest.length > 0 ? (
        <MoreChip>
          {rest.map((key) => (
            <FilterSection key={key} {...propsOf(key)} />
          ))}
        </MoreChip>
      ) : null}
      {set.length > 0 ? (
        <Button variant="subtle" size="compact-xs" onClick={clear}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </search>
  );
}
