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

/** Follows a load of a side file; `onDone` hears of its end once. */
export function useSideLoad(onDone: (file: SideFile, isRepeat: boolean) => void): SideLoad {
  const client = useQueryClient();
  const [state, setState] = useState<{ loadId?: string; error?: unknown }>({});
  const loads = useQuery(sideLoadsQuery());
  const job = loads.data?.find(({ importId }) => importId === state.loadId);
  useEffect(() => {
    if (job?.result) {
      const { isRepeat = false, ...file } = job.result;
      setState({});
      onDone(file, isRepeat);
      void client.invalidateQueries();
    }
    if (job?.problem) setState({ error: new ProblemError(job.problem) });
  }, [job?.result, job?.problem, client, onDone]);
  const run: SideLoad['run'] = async (start) => {
    try {
      setState({});
      const { loadId } = await start();
      setState({ loadId });
      await client.invalidateQueries({ queryKey: ['side-files', 'loads'] });
    } catch (error) {
      setState({ error: isAbort(error) ? undefined : error });
    }
  };
  return { job, error: state.error, run };
}
