import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AlertsCard } from '../../components/AlertsCard.tsx';
import { Columns } from '../../components/Card.tsx';
import { ExportSource } from '../../components/export-head.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters } from '../../lib/filters.ts';
import { BranchesCard } from './BranchesCard.tsx';
import { BridgeCard } from './BridgeCard.tsx';
import { ConcentrationLine } from './ConcentrationLine.tsx';
import { MatrixCard } from './MatrixCard.tsx';
import { OverviewHeadline } from './OverviewHeadline.tsx';
import { OverviewTiles } from './OverviewTiles.tsx';
import { matrixQuery, overviewQuery } from './queries.ts';
import { YearCard } from './YearCard.tsx';

/** Will we make it, and where is the gap? */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { filters } = useFilters();
  const overview = useQuery(overviewQuery(filters));
  const matrix = useQuery(matrixQuery(filters));
  return (
    <Loaded query={overview} skeleton={<PageSkeleton />}>
      {(data) => (
        <ExportSource value={t(`source.${data.progress.total.source}`)}>
          <OverviewHeadline overview={data} />
          <OverviewTiles overview={data} />
          <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
            <YearCard overview={data} />
            <BridgeCard bridge={data.bridge} />
          </Columns>
          <ConcentrationLine />
          <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
            <Loaded query={matrix}>{(found) => <MatrixCard matrix={found} />}</Loaded>
            <BranchesCard progress={data.progress} />
          </Columns>
          <AlertsCard alerts={data.alerts} isOnlyBook={data.bridge.from.id === data.bridge.to.id} />
        </ExportSource>
      )}
    </Loaded>
  );
}
