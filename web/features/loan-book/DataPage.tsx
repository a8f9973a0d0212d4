import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { usePageSearch } from '../../lib/filters.ts';
import { DataHeadline } from './DataHeadline.tsx';
import { useDraft } from './draft.ts';
import { LoadCard } from './LoadCard.tsx';
import { OtherImports } from './OtherImports.tsx';
import { snapshotsQuery } from './queries.ts';
import { SampleNotice } from './SampleNotice.tsx';
import { SideFilesCard } from './SideFilesCard.tsx';
import { SnapshotSection } from './SnapshotSection.tsx';
import { TimelineCard } from './TimelineCard.tsx';

const pageSearch = z.object({
  snapshot: z.catch(z.optional(z.coerce.number<unknown>()), undefined),
});

/** What was loaded, what was refused, can it be trusted? */
export function DataPage() {
  const snapshots = useQuery(snapshotsQuery());
  const { draft, outcome } = useDraft();
  const [{ snapshot: chosen }, set] = usePageSearch(pageSearch);
  const show = (snapshot: number | undefined) => set({ snapshot });
  return (
    <Loaded query={snapshots} skeleton={<PageSkeleton />}>
      {(list) => {
        const newest = list.find(({ status }) => status === 'current');
        const known = list.some(({ id }) => id === chosen) ? chosen : undefined;
        const shown = known ?? outcome?.snapshotId ?? newest?.id;
        return (
          <>
            <DataHeadline snapshots={list} />
            <SampleNotice />
            <LoadCard isFirst={list.length === 0} onStart={() => show(undefined)} />
            <OtherImports mine={draft?.importId} />
            {shown === undefined || draft ? null : (
              <SnapshotSection
                id={shown}
                alreadyLoaded={outcome?.alreadyLoaded === true && shown === outcome.snapshotId}
                onAmended={show}
              />
            )}
            <SideFilesCard />
            {list.length > 0 ? <TimelineCard snapshots={list} shown={shown} onShow={show} /> : null}
          </>
        );
      }}
    </Loaded>
  );
}
