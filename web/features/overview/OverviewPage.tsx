import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AlertsCard } from '../../components/AlertsCard.tsx';
import { Columns } from '../../components/Card.tsx';
import { ExportSource } from '../../components/export-head.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters } from '../../lib/filters.ts';
import { without } from '../../lib/pick.ts';
import { usePreference } from '../../lib/preference.ts';
import { BranchesCard } from './BranchesCard.tsx';
import { BridgeCard } from './BridgeCard.tsx';
import { ConcentrationLine } from './ConcentrationLine.tsx';
import { MatrixCard } from './MatrixCard.tsx';
import { OverviewHeadline } from './OverviewHeadline.tsx';
import { OverviewTiles } from './OverviewTiles.tsx';
import { branchesQuery, matrixQuery, overviewQuery } from './queries.ts';
import { YearCard } from './YearCard.tsx';

const linked = z.boolean();

/**
 * Will we make it, and where is the gap? Linked, a click on a branch or a cell filters the page
 * instead of opening loans; the card that was clicked asks without its own filter, so that what
 * else could be picked stays in sight.
 */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { filters } = useFilters();
  const [isLinked, setLinked] = usePreference('overview.linked', linked, false);
  const overview = useQuery(overviewQuery(filters));
  const matrix = useQuery(
    matrixQuery(isLinked ? without(filters, 'defaultType', 'painPoint') : filters),
  );
  const isPicking = isLinked && filters.branch !== undefined;
  const branches = useQuery({
    ...branchesQuery(without(filters, 'branch')),
    enabled: isPicking,
  });
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
          <Switch
            className="no-print"
            size="xs"
            label={t('linked')}
            checked={isLinked}
            onChange={(event) => setLinked(event.currentTarget.checked)}
          />
          <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
            <Loaded query={matrix}>
              {(found) => <MatrixCard matrix={found} isLinked={isLinked} />}
            </Loaded>
            <BranchesCard
              progress={(isPicking ? branches.data : undefined) ?? data.progress}
              isLinked={isLinked}
            />
          </Columns>
          <AlertsCard alerts={data.alerts} isOnlyBook={data.bridge.from.id === data.bridge.to.id} />
        </ExportSource>
      )}
    </Loaded>
  );
}
