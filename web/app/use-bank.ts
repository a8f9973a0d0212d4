import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../lib/api.ts';

const UNSETTLED_MS = 3000;

/**
 * Whose data the desk holds: 'none', 'filling' (the sample bank is being loaded), 'sample' or
 * 'own'; undefined until it is known. Asked again while it may change from outside.
 */
export function useBank() {
  const { data } = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
    refetchInterval: ({ state }) =>
      state.data?.bank === 'none' || state.data?.bank === 'filling' ? UNSETTLED_MS : false,
  });
  return data?.bank;
}
