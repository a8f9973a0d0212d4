import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { ExportSource } from '../../components/export-head.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { RolledCard } from '../../components/RolledCard.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { AlertLoansView } from './AlertLoansView.tsx';
import { BridgeView } from './BridgeView.tsx';
import { CategoriesCard } from './CategoriesCard.tsx';
import { ForecastView } from './ForecastView.tsx';
import { ProgressHeadline } from './ProgressHeadline.tsx';
import { progressQuery, RECEIVED } from './queries.ts';
import { RankingCard } from './RankingCard.tsx';
import { ReceivedCard } from './ReceivedCard.tsx';
import { ReconciliationView } from './ReconciliationView.tsx';
import { ViewBar } from './ViewBar.tsx';

const BY = ['branch', 'officer'] as const;
const ownSearch = z.object({
  by: z.catch(z.enum(BY), 'branch'),
  category: z.catch(z.optional(z.enum(RECEIVED)), undefined),
});

/** The views that open with who is ahead or behind. */
export function PaceViews({
  view,
}: {
  view: 'ranking' | 'forecast' | 'bridge' | 'reconciliation' | 'alerts';
}) {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const [{ by, category }, set] = usePageSearch(ownSearch);
  const progress = useQuery(progressQuery(filters, by));
  return (
    <Loaded query={progress} skeleton={<PageSkeleton />}>
      {(data) => (
        <ExportSource value={t(`source.${data.total.source}`)}>
          <ProgressHeadline progress={data} by={by} />
          <ViewBar>
            {view === 'ranking' ? (
              <SegmentedControl
                aria-label={t('by.label')}
                value={by}
                onChange={(chosen) => set({ by: chosen })}
                data={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
              />
            ) : null}
          </ViewBar>
          {view === 'ranking' ? <RankingCard progress={data} by={by} /> : null}
          {view === 'ranking' ? <CategoriesCard /> : null}
          {view === 'ranking' && category ? <ReceivedCard category={category} /> : null}
          {view === 'ranking' ? <RolledCard by={by} /> : null}
          {view === 'forecast' ? <ForecastView progress={data} /> : null}
          {view === 'bridge' ? <BridgeView /> : null}
          {view === 'reconciliation' ? <ReconciliationView /> : null}
          {view === 'alerts' ? <AlertLoansView progress={data} /> : null}
        </ExportSource>
      )}
    </Loaded>
  );
}
