import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isAbort, ProblemError } from '../../lib/api.ts';
import { type SideFile, type SideJob, sideLoadsQuery } from './side-queries.ts';

/** A load that this page has started: how it goes, and what it came to. */
export interface SideLoad {
  job: SideJob | undefined;
  error: unknown;
  /** Starts one; `start` answers the id of its job. */
  run(start: () => Promise<{ loadId: string }>): Promise<void>;
}

/** Where the id of the load is kept: outside the page that may be left meanwhile, or in it. */
interface Holder {
  loadId: string | undefined;
  hold(loadId: string | undefined): void;
}

export function useHolder(): Holder {
  const [loadId, hold] = useState<string>();
  return { loadId, hold };
}

/** Follows a load of a side file; `onDone` hears of its end once. */
export function useSideLoad(
  onDone: (file: SideFile, isRepeat: boolean) => void,
  { loadId, hold }: Holder,
): SideLoad {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const loads = useQuery(sideLoadsQuery());
  const job = loads.data?.find(({ importId }) => importId === loadId);
  useEffect(() => {
    if (job?.result) {
      const { isRepeat = false, ...file } = job.result;
      hold(undefined);
      onDone(file, isRepeat);
      void client.invalidateQueries();
    }
    if (job?.problem) {
      hold(undefined);
      setError(new ProblemError(job.problem));
    }
  }, [job?.result, job?.problem, client, hold, onDone]);
  const run: SideLoad['run'] = async (start) => {
    try {
      setError(undefined);
      hold((await start()).loadId);
      await client.invalidateQueries({ queryKey: ['side-files', 'loads'] });
    } catch (error) {
      setError(isAbort(error) ? undefined : error);
    }
  };
  return { job, error, run };
}
