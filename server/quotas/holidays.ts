import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import type { Sentence } from '../errors.ts';

/** A public holiday; `isVerified` when we checked the day, else the bank has to (核对). */
export interface Holiday {
  day: IsoDate;
  name: Sentence;
  isVerified: boolean;
}

/**
 * Which days are public holidays: 全国年节及纪念日放假办法 (国务院令第795号, from 2025-01-01; before
 * it New Year's Eve and 2 May were none). The working weekends and bridge days that the State
 * Council announces each autumn are not here: no year's are known before they are announced.
 */
export const HOLIDAY_SOURCE: Sentence = {
  zh: '《全国年节及纪念日放假办法》(国务院令第795号);调休以国务院办公厅当年通知为准,请核对后填写',
  en: "全国年节及纪念日放假办法 (State Council decree 795); working weekends follow each year's notice: check and enter them",
};

/** Days that follow the moon or the sun, by year. Only the Spring Festivals are checked. */
const MOVING: Readonly<
  Record<number, { spring: IsoDate; tomb: IsoDate; dragon: IsoDate; autumn: IsoDate }>
> = {
  2024: { spring: '2024-02-10', tomb: '2024-04-04', dragon: '2024-06-10', autumn: '2024-09-17' },
  2025: { spring: '2025-01-29', tomb: '2025-04-04', dragon: '2025-05-31', autumn: '2025-10-06' },
  2026: { spring: '2026-02-17', tomb: '2026-04-05', dragon: '2026-06-19', autumn: '2026-09-25' },
  2027: { spring: '2027-02-06', tomb: '2027-04-05', dragon: '2027-06-09', autumn: '2027-09-15' },
  2028: { spring: '2028-01-26', tomb: '2028-04-04', dragon: '2028-05-28', autumn: '2028-10-03' },
};

const NAMES = {
  newYear: { zh: '元旦', en: 'New Year' },
  spring: { zh: '春节', en: 'Spring Festival' },
  tomb: { zh: '清明', en: 'Qingming' },
  labour: { zh: '劳动节', en: 'Labour Day' },
  dragon: { zh: '端午', en: 'Dragon Boat' },
  autumn: { zh: '中秋', en: 'Mid-Autumn' },
  national: { zh: '国庆', en: 'National Day' },
} satisfies Record<string, Sentence>;

/** The first day of the lunar year that begins in `year`; undefined where we do not know it. */
export function springFestivalOf(year: number): IsoDate | undefined {
  return MOVING[year]?.spring;
}

/** The public holidays of a year, by day. Moving ones are missing in years we know nothing of. */
export function holidaysOf(year: number, spring = springFestivalOf(year)): Holiday[] {
  const isNew = year >= 2025;
  const fixed = (name: Sentence, ...days: string[]): Holiday[] =>
    days.map((day) => ({ day: `${year}-${day}`, name, isVerified: true }));
  const moving = MOVING[year];
  const unchecked = (name: Sentence, day: IsoDate | undefined): Holiday[] =>
    day === undefined ? [] : [{ day, name, isVerified: false }];
  const festival = (isNew ? [-1, 0, 1, 2] : [0, 1, 2]).flatMap((after): Holiday[] =>
    spring === undefined
      ? []
      : [
          {
            day: addDays(spring, after),
            name: NAMES.spring,
            isVerified: spring === moving?.spring,
          },
        ],
  );
  return [
    ...fixed(NAMES.newYear, '01-01'),
    ...festival,
    ...unchecked(NAMES.tomb, moving?.tomb),
    ...fixed(NAMES.labour, '05-01', ...(isNew ? ['05-02'] : [])),
    ...unchecked(NAMES.dragon, moving?.dragon),
    ...unchecked(NAMES.autumn, moving?.autumn),
    ...fixed(NAMES.national, '10-01', '10-02', '10-03'),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
