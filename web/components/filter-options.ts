import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { fetchRaw } from '../lib/api.ts';
import { sentence } from '../lib/sentence.ts';

const coded = z._default(z.array(z.object({ code: z.string(), label: sentence })), []);

const filterOptions = z.object({
  asOfs: z._default(z.array(z.string()), []),
  branches: z._default(z.array(z.string()), []),
  officers: z._default(z.array(z.object({ branch: z.string(), officer: z.string() })), []),
  riskClasses: coded,
  defaultTypes: coded,
  painPoints: coded,
  bookStatuses: coded,
  products: coded,
  states: coded,
  flags: coded,
  daysBands: coded,
  guaranteeKinds: coded,
  contactStates: coded,
  courtStages: coded,
});

export type FilterOptions = z.infer<typeof filterOptions>;

const NOTHING: FilterOptions = filterOptions.parse({});

/** What the filter bar offers for a date. Nothing to offer is an empty list, not an error. */
export function useFilterOptions(asOf: string | undefined): FilterOptions {
  const { data } = useQuery({
    queryKey: ['triage', 'filter-options', asOf ?? null],
    queryFn: async ({ signal }) => {
      const query = asOf === undefined ? '' : `?asOf=${asOf}`;
      const response = await fetchRaw(`/api/triage/filter-options${query}`, { signal });
      return filterOptions.parse(await response.json());
    },
    placeholderData: (before) => before,
  });
  return data ?? NOTHING;
}
