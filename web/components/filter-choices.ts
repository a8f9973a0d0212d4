import { useTranslation } from 'react-i18next';
import { type FilterKey, type Filters, NOT_GIVEN, useFilters } from '../lib/filters.ts';
import { useSentence } from '../lib/i18n.ts';
import type { Sentence } from '../lib/sentence.ts';
import type { Choice } from './ChoiceList.tsx';
import { useFilterOptions } from './filter-options.ts';

export type ManyKey = Exclude<FilterKey, 'asOf'>;

export const ALWAYS: readonly ManyKey[] = [
  'branch',
  'officer',
  'riskClass',
  'defaultType',
  'bookStatus',
];
export const RARELY: readonly ManyKey[] = [
  'painPoint',
  'product',
  'state',
  'flag',
  'daysBand',
  'guaranteeKind',
  'contactState',
  'courtStage',
  'vintage',
  'township',
  'village',
  'holder',
];

const MANY = [...ALWAYS, ...RARELY];

interface Coded {
  code: string;
  label: Sentence;
}

/** The choices of every filter, by its name in the URL; officers are those of the branches chosen. */
export function useChoices(filters: Filters) {
  const { asOf, branch: branches, vintage, township, village, holder } = filters;
  const { t } = useTranslation('parts');
  const say = useSentence();
  const options = useFilterOptions(asOf);
  const coded = (list: readonly Coded[]): Choice[] =>
    list.map(({ code, label }) => ({ value: code, label: say(label) }));
  // No list has all of these: what is chosen (by a link) can be taken back.
  const asChosen = (chosen: readonly string[] = []): Choice[] =>
    chosen
      .filter((value) => value !== NOT_GIVEN)
      .map((value) => ({ value, label: value.replace('/', ' ') }));
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
    daysBand: coded(options.daysBands),
    guaranteeKind: coded(options.guaranteeKinds),
    contactState: coded(options.contactStates),
    courtStage: coded(options.courtStages),
    vintage: asChosen(vintage),
    township: asChosen(township),
    village: asChosen(village),
    holder: asChosen(holder),
  };
  for (const key of MANY) {
    // A link may ask for what the book does not say, which no list offers by itself.
    if (filters[key]?.includes(NOT_GIVEN))
      choices[key] = [{ value: NOT_GIVEN, label: t('filter.notGiven') }, ...choices[key]];
  }
  return { choices, asOfs: options.asOfs };
}

/** The filters of the page in words, for what leaves it; and the day it speaks of. */
export function useFilterWords(): { words: string; asOf: string | undefined } {
  const { t } = useTranslation('parts');
  const { filters } = useFilters();
  const { choices, asOfs } = useChoices(filters);
  const set = [...ALWAYS, ...RARELY].flatMap((key) => {
    const chosen = filters[key];
    if (chosen === undefined) return [];
    const names = chosen.map(
      (value) => choices[key].find((choice) => choice.value === value)?.label ?? value,
    );
    return [`${t(`filter.${key}`)} ${names.join(t('export.and'))}`];
  });
  const wanted = filters.asOf;
  return {
    words: set.length === 0 ? t('export.unfiltered') : set.join(t('export.also')),
    asOf: wanted === undefined ? asOfs[0] : (asOfs.find((day) => day <= wanted) ?? wanted),
  };
}
