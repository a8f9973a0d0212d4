import { usePageSearch } from '../../lib/filters.ts';
import { CreditView } from './CreditView.tsx';
import { DormancyView } from './DormancyView.tsx';
import { MigrationView } from './MigrationView.tsx';
import { PaceViews } from './PaceViews.tsx';
import { RecoveryView } from './RecoveryView.tsx';
import { viewSearch } from './ViewBar.tsx';
import { VillagesView } from './VillagesView.tsx';

/** Who is ahead or behind, what will the year end at, and how do claims move? */
export function ProgressPage() {
  const [{ view }] = usePageSearch(viewSearch);
  if (view === 'credit') return <CreditView />;
  if (view === 'migration') return <MigrationView />;
  if (view === 'recovery') return <RecoveryView />;
  if (view === 'dormancy') return <DormancyView />;
  if (view === 'villages') return <VillagesView />;
  return <PaceViews view={view} />;
}
