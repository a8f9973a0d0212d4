import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isAbort, ProblemError } from '../../lib/api.ts';
import { importsQuery } from './queries.ts';

interface State {
  phase: 'idle' | 'sending' | 'working';
  importId?: string;
  error?: unknown;
}

/** Work on a snapshot in the background, from the moment it is asked for to the one it makes. */
export function useJob(onDone: (id: number) => void) {
  const client = useQueryClient();
  const [state, setState] = useState<State>({ phase: 'idle' });
  const job = useQuery(importsQuery()).data?.find(({ importId }) => importId === state.importId);
  useEffect(() => {
    if (job?.result) {
      const { id } = job.result.snapshot;
      setState({ phase: 'idle' });
      void client.invalidateQueries().then(() => onDone(id));
    }
    if (job?.problem) {
      setState({ phase: 'idle', error: new ProblemError(job.problem) });
      // Of several snapshots some may have been done before it stopped.
      void client.invalidateQueries();
    }
  }, [job?.result, job?.problem, client, onDone]);
  const start = async (ask: () => Promise<{ importId: string }>) => {
    setState({ phase: 'sending' });
    try {
      const { importId } = await ask();
      setState({ phase: 'working', importId });
      await client.invalidateQueries({ queryKey: ['loan-book', 'imports'] });
    } catch (error) {
      setState({ phase: 'idle', error: isAbort(error) ? undefined : error });
    }
  };
  return { ...state, job: state.phase === 'working' ? job : undefined, start };
}
