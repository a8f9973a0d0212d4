import { usePageSearch } from '../../lib/filters.ts';
import { MigrationView } from './MigrationView.tsx';
import { PaceViews } from './PaceViews.tsx';
import { viewSearch } from './ViewBar.tsx';

/** Who is ahead or behind, what will the year end at, and how do claims move? */
export function ProgressPage() {
  const [{ view }] = usePageSearch(viewSearch);
  if (view === 'migration') return <MigrationView />;
  return <PaceViews view={view} />;
}
