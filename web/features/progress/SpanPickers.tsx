import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useFilterOptions } from '../../components/filter-options.ts';
import { usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './ProgressPage.module.css';

const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined);

/** The two loan books of a view, in the URL. */
export const spanSearch = z.object({ from: day, to: day });

/** Chooses the two loan books that a view compares; nothing to choose while there is one. */
export function SpanPickers({
  from,
  to,
  children,
}: {
  from: { asOf: string };
  to: { asOf: string };
  children?: ReactNode;
}) {
  const { t } = useTranslation('progress');
  const { date } = useFormat();
  const [, set] = usePageSearch(spanSearch);
  const { asOfs } = useFilterOptions(undefined);
  const days = (keep: (asOf: string) => boolean) =>
    asOfs.filter(keep).map((asOf) => ({ value: asOf, label: date(asOf) }));
  if (asOfs.length < 2) return null;
  return (
    <div className={`${classes.pickers} no-print`}>
      <Select
        label={t('bridge.from')}
        data={days((asOf) => asOf < to.asOf)}
        value={from.asOf}
        onChange={(value) => set({ from: value ?? undefined })}
        allowDeselect={false}
        searchable
      />
      <Select
        label={t('bridge.to')}
        data={days((asOf) => asOf > from.asOf)}
        value={to.asOf}
        onChange={(value) => set({ to: value ?? undefined })}
        allowDeselect={false}
        searchable
      />
      {children}
    </div>
  );
}
