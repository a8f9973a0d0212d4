import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { AlertLoansView } from './AlertLoansView.tsx';
import { BridgeView } from './BridgeView.tsx';
import { ForecastView } from './ForecastView.tsx';
import { ProgressHeadline } from './ProgressHeadline.tsx';
import classes from './ProgressPage.module.css';
import { progressQuery } from './queries.ts';
import { RankingCard } from './RankingCard.tsx';
import { ReconciliationView } from './ReconciliationView.tsx';

const VIEWS = ['ranking', 'forecast', 'bridge', 'reconciliation', 'alerts'] as const;
const BY = ['branch', 'officer'] as const;

const ownSearch = z.object({
  view: z.catch(z.enum(VIEWS), 'ranking'),
  by: z.catch(z.enum(BY), 'branch'),
});

/** Who is ahead or behind, and what will the year end at? */
export function ProgressPage() {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const [{ view, by }, set] = usePageSearch(ownSearch);
  const progress = useQuery(progressQuery(filters, by));
  return (
    <Loaded query={progress} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <ProgressHeadline progress={data} by={by} />
          <div className={`${classes.views} no-print`}>
            <SegmentedControl
              aria-label={t('view.label')}
              value={view}
              onChange={(chosen) => set({ view: chosen })}
              data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            />
            {view === 'ranking' ? (
              <SegmentedControl
                aria-label={t('by.label')}
                value={by}
                onChange={(chosen) => set({ by: chosen })}
                data={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
              />
            ) : null}
          </div>
          {view === 'ranking' ? <RankingCard progress={data} by={by} /> : null}
          {view === 'forecast' ? <ForecastView progress={data} /> : null}
          {view === 'bridge' ? <BridgeView /> : null}
          {view === 'reconciliation' ? <ReconciliationView /> : null}
          {view === 'alerts' ? <AlertLoansView progress={data} /> : null}
        </>
      )}
    </Loaded>
  );
}
