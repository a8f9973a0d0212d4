import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { usePageSearch } from '../../lib/filters.ts';
import classes from './ProgressPage.module.css';

/** What the Progress page shows: pace first, then how claims move, then what does not agree. */
export const VIEWS = [
  'ranking',
  'credit',
  'forecast',
  'bridge',
  'migration',
  'recovery',
  'dormancy',
  'villages',
  'reconciliation',
  'alerts',
] as const;

export const viewSearch = z.object({ view: z.catch(z.enum(VIEWS), 'ranking') });

/** The views of the page side by side, and what the one shown adds. */
export function ViewBar({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('progress');
  const [{ view }, set] = usePageSearch(viewSearch);
  return (
    <div className={`${classes.views} no-print`}>
      <SegmentedControl
        aria-label={t('view.label')}
        value={view}
        onChange={(chosen) => set({ view: chosen })}
        data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
      {children}
    </div>
  );
}
