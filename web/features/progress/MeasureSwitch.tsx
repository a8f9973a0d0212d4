import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { usePageSearch } from '../../lib/filters.ts';

const MEASURES = ['loans', 'fen'] as const;
export type Measure = (typeof MEASURES)[number];

const ownSearch = z.object({ measure: z.catch(z.enum(MEASURES), 'fen') });

/** Whether shares are of claims or of their balance; in the URL. */
export function useMeasure(): Measure {
  return usePageSearch(ownSearch)[0].measure;
}

/** Chooses it. */
export function MeasureSwitch() {
  const { t } = useTranslation('movement');
  const [{ measure }, set] = usePageSearch(ownSearch);
  return (
    <SegmentedControl
      aria-label={t('measure.label')}
      value={measure}
      onChange={(value) => set({ measure: value }, { replace: true })}
      data={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
    />
  );
}
