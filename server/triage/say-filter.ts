import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getFilterOptions, type Option } from './get-filter-options.ts';
import { type LoanFilter, NOT_GIVEN } from './loan-filter.ts';

type Language = keyof Sentence;
type Key = Exclude<keyof LoanFilter, 'asOf'>;

const NAMES: Readonly<Record<Key, Sentence>> = {
  branch: { zh: '机构', en: 'Branch' },
  officer: { zh: '清收员', en: 'Officer' },
  riskClass: { zh: '五级', en: 'Class' },
  defaultType: { zh: '成因', en: 'Type' },
  painPoint: { zh: '痛点', en: 'Pain point' },
  bookStatus: { zh: '表内外', en: 'Book' },
  product: { zh: '产品', en: 'Product' },
  state: { zh: '口径', en: 'Scope' },
  holder: { zh: '清收员', en: 'Officer' },
  township: { zh: '乡镇', en: 'Township' },
  village: { zh: '村', en: 'Village' },
  guaranteeKind: { zh: '担保方式', en: 'Guarantee' },
  contactState: { zh: '联系情况', en: 'Contact' },
  courtStage: { zh: '诉讼阶段', en: 'Court stage' },
  daysBand: { zh: '逾期天数', en: 'Days past due' },
  vintage: { zh: '形成年份', en: 'Year of default' },
  flag: { zh: '预警', en: 'Alert' },
};
const KEYS = Object.keys(NAMES) as Key[];

const NOT_SAID: Sentence = { zh: '未填', en: 'not given' };
const ALL: Sentence = { zh: '全部贷款', en: 'all loans' };

/** A filter in words, for the head of a file: `机构 城区支行;口径 表内不良`. */
export async function sayFilter(
  reader: Reader,
  filter: LoanFilter,
  language: Language,
): Promise<string> {
  const options = await getFilterOptions(reader, filter.asOf as IsoDate | undefined);
  const lists: Partial<Record<Key, readonly Option[]>> = {
    riskClass: options.riskClasses,
    defaultType: options.defaultTypes,
    painPoint: options.painPoints,
    bookStatus: options.bookStatuses,
    product: options.products,
    state: options.states,
    guaranteeKind: options.guaranteeKinds,
    contactState: options.contactStates,
    courtStage: options.courtStages,
    daysBand: options.daysBands,
    flag: options.flags,
  };
  const said = KEYS.flatMap((key) => {
    const chosen = filter[key];
    if (chosen === undefined || chosen.length === 0) return [];
    const names = chosen.map(
      (value) =>
        (value === NOT_GIVEN ? NOT_SAID : lists[key]?.find(({ code }) => code === value)?.label)?.[
          language
        ] ?? value,
    );
    return [`${NAMES[key][language]} ${names.join(language === 'zh' ? '、' : ', ')}`];
  });
  if (said.length === 0) return ALL[language];
  return said.join(language === 'zh' ? ';' : '; ');
}
