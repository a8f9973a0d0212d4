import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { usePageSearch } from '../../lib/filters.ts';
import { CuresPart } from './CuresPart.tsx';
import { MatrixPart } from './MatrixPart.tsx';
import { RollsPart } from './RollsPart.tsx';
import { ViewBar } from './ViewBar.tsx';

const PARTS = ['matrix', 'rolls', 'cures'] as const;
const ownSearch = z.object({ part: z.catch(z.enum(PARTS), 'matrix') });

/** How claims move between states: between two books, month by month, and back again. */
export function MigrationView() {
  const { t } = useTranslation('movement');
  const [{ part }, set] = usePageSearch(ownSearch);
  const bar = (
    <ViewBar>
      <SegmentedControl
        aria-label={t('part.label')}
        value={part}
        onChange={(chosen) => set({ part: chosen })}
        data={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
      />
    </ViewBar>
  );
  if (part === 'rolls') return <RollsPart bar={bar} />;
  if (part === 'cures') return <CuresPart bar={bar} />;
  return <MatrixPart bar={bar} />;
}
