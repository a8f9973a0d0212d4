import { useMemo } from 'react';
import * as z from 'zod/mini';
import * as format from './format.ts';
import { useLanguage } from './i18n.ts';
import { usePreference } from './preference.ts';

const unitSchema = z.enum(['yuan', 'wan', 'yi']);

/** The unit amounts are shown in, remembered by this browser; 万元 until chosen. */
export function useUnit(): [format.Unit, (unit: format.Unit) => void] {
  return usePreference<format.Unit>('unit', unitSchema, 'wan');
}

type Maybe = number | null | undefined;

/** The functions of format.ts bound to the language and the unit being shown. */
export function useFormat() {
  const { language } = useLanguage();
  const [unit] = useUnit();
  return useMemo(
    () => ({
      language,
      unit,
      /** 万元 / ¥10k: for headers and axes. */
      unitName: format.unitName(unit, language),
      /** The amount in the unit without its name. */
      amount: (fen: Maybe, style: { digits?: number; signed?: boolean } = {}) =>
        format.amount(fen, { unit, ...style }),
      /** The amount with its unit, for sentences. */
      amountInText: (fen: Maybe, style: { digits?: number; signed?: boolean } = {}) =>
        format.amountInText(fen, { unit, ...style }, language),
      exactAmount: (fen: Maybe) => format.exactAmount(fen, language),
      toUnits: (fen: number) => format.toUnits(fen, unit),
      percent: format.percent,
      ratio: format.ratio,
      points: (value: Maybe) => format.points(value, language),
      number: format.number,
      count: format.count,
      date: (day: string | null | undefined) => format.date(day, language),
      monthDay: (day: string | null | undefined) => format.monthDay(day, language),
      monthName: (month: number) => format.monthName(month, language),
    }),
    [language, unit],
  );
}

/** What `useFormat` returns, for parts that are handed it. */
export type Format = ReturnType<typeof useFormat>;
