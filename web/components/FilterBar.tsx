import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { type FilterKey, type Filters, useFilters } from '../lib/filters.ts';
import { useSentence } from '../lib/i18n.ts';
import type { Sentence } from '../lib/sentence.ts';
import { useFormat } from '../lib/use-format.ts';
import type { Choice } from './ChoiceList.tsx';
import classes from './FilterBar.module.css';
import { FilterChip, FilterSection, MoreChip, SnapshotChip } from './FilterChip.tsx';
import { useFilterOptions } from './filter-options.ts';
import { SegmentedUnit } from './SegmentedUnit.tsx';

type ManyKey = Exclude<FilterKey, 'asOf'>;

const ALWAYS: readonly ManyKey[] = ['branch', 'officer', 'riskClass', 'defaultType', 'bookStatus'];
const RARELY: readonly ManyKey[] = ['painPoint', 'product', 'state', 'flag'];

interface Coded {
  code: string;
  label: Sentence;
}

/** The choices of every filter, by its name in the URL; officers are those of the branches chosen. */
function useChoices({ asOf, branch: branches }: Filters) {
  const say = useSentence();
  const options = useFilterOptions(asOf);
  const coded = (list: readonly Coded[]): Choice[] =>
    list.map(({ code, label }) => ({ value: code, label: say(label) }));
  const choices: Record<ManyKey, Choice[]> = {
    branch: options.branches.map((value) => ({ value, label: value })),
    officer: options.officers
      .filter(({ branch }) => branches === undefined || branches.includes(branch))
      .map(({ branch, officer }) => ({ value: officer, label: officer, note: branch })),
    riskClass: coded(options.riskClasses),
    defaultType: coded(options.defaultTypes),
    painPoint: coded(options.painPoints),
    bookStatus: coded(options.bookStatuses),
    product: coded(options.products),
    state: coded(options.states),
    flag: coded(options.flags),
  };
  return { choices, asOfs: options.asOfs };
}

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
