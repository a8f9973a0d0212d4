import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { DataHeadline } from './DataHeadline.tsx';
import { useDraft } from './draft.ts';
import { LoadCard } from './LoadCard.tsx';
import { OtherImports } from './OtherImports.tsx';
import { PostingsCard } from './PostingsCard.tsx';
import { snapshotsQuery } from './queries.ts';
import { SampleNotice } from './SampleNotice.tsx';
import { SnapshotSection } from './SnapshotSection.tsx';
import { TimelineCard } from './TimelineCard.tsx';

/** What was loaded, what was refused, can it be trusted? */
export function DataPage() {
  const snapshots = useQuery(snapshotsQuery());
  const { draft, outcome } = useDraft();
  const [chosen, setChosen] = useState<number>();
  return (
    <Loaded query={snapshots} skeleton={<PageSkeleton />}>
      {(list) => {
        const newest = list.find(({ status }) => status === 'current');
        const shown = chosen ?? outcome?.snapshotId ?? newest?.id;
        return (
          <>
            <DataHeadline snapshots={list} />
            <SampleNotice />
            <LoadCard isFirst={list.length === 0} onStart={() => setChosen(undefined)} />
            <OtherImports mine={draft?.importId} />
            {shown === undefined || draft ? null : (
              <SnapshotSection
                id={shown}
                alreadyLoaded={outcome?.alreadyLoaded === true && shown === outcome.snapshotId}
              />
            )}
            {list.length > 0 ? (
              <>
                <PostingsCard />
                <TimelineCard snapshots={list} shown={shown} onShow={setChosen} />
              </>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
