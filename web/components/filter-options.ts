import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { fetchRaw } from '../lib/api.ts';
import { sentence } from '../lib/sentence.ts';

const coded = z.array(z.object({ code: z.string(), label: sentence })).default([]);

const filterOptions = z.object({
  asOfs: z.array(z.string()).default([]),
  branches: z.array(z.string()).default([]),
  officers: z.array(z.object({ branch: z.string(), officer: z.string() })).default([]),
  riskClasses: coded,
  defaultTypes: coded,
  painPoints: coded,
  bookStatuses: coded,
  products: coded,
  states: coded,
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
