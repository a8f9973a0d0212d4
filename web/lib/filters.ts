import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import * as z from 'zod/mini';
import { stringifySearch } from './search.ts';

const many = z.catch(
  z.optional(
    z.union([
      z.pipe(
        z.string(),
        z.transform((one) => [one]),
      ),
      z.array(z.string()),
    ]),
  ),
  undefined,
);

/** The filter bar as it stands in every URL, under the names of server/triage/loan-filter.ts. */
export const filterSearch = z.object({
  asOf: z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined),
  branch: many,
  officer: many,
  riskClass: many,
  defaultType: many,
  painPoint: many,
  bookStatus: many,
  product: many,
  state: many,
  /** An officer of a branch: 城关支行/李建国. */
  holder: many,
  township: many,
  village: many,
  guaranteeKind: many,
  contactState: many,
  courtStage: many,
  daysBand: many,
  vintage: many,
  /** Alerts of server/triage/loan-flags.ts. */
  flag: many,
});

export type Filters = z.infer<typeof filterSearch>;
export type FilterKey = keyof Filters;

/** Among the values of a filter: what the book does not say (server/triage/loan-filter.ts). */
export const NOT_GIVEN = '~';

export const FILTER_KEYS = z.keyof(filterSearch).options;

/** Only what is set, for query keys and for the `query` of an API call. */
function compact(filters: Filters): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value.length > 0),
  );
}

/**
 * The filters of the URL: pass `filters` to the API and put it in query keys. `setFilters` changes
 * some and keeps the page's own parameters; `clear` keeps only the date.
 */
export function useFilters(): {
  filters: Filters;
  setFilters: (patch: Partial<Filters>) => void;
  clear: () => void;
} {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = useMemo(() => compact(filterSearch.parse(search)), [search]);
  const setFilters = useCallback(
    (patch: Partial<Filters>) => {
      navigate({ to: '.', search: (before) => ({ ...before, ...patch }) });
    },
    [navigate],
  );
  const clear = useCallback(() => {
    const none = Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined]));
    setFilters({ ...none, asOf: filters.asOf });
  }, [setFilters, filters.asOf]);
  return { filters, setFilters, clear };
}

/** Addresses that keep the filters: `href('/loans', { defaultType: ['evader'] })`. */
export function useHref(): (
  path: string,
  patch?: Partial<Filters>,
  own?: Record<string, string | undefined>,
) => string {
  const { filters } = useFilters();
  return useCallback(
    (path, patch = {}, own = {}) => path + stringifySearch({ ...filters, ...patch, ...own }),
    [filters],
  );
}

/**
 * A page's own parameters (tab, search, sort, grouping), read through its schema; give every key a
 * `.catch()` so that an old link still opens. Everything in the URL is text. `set` leaves the
 * filters alone; `{ replace: true }` keeps it out of Back.
 */
export function usePageSearch<Value extends object>(schema: {
  parse(search: unknown): Value;
}): [Value, (patch: Partial<Value>, options?: { replace?: boolean }) => void] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = useMemo(() => schema.parse(search), [schema, search]);
  const set = useCallback(
    (patch: Partial<Value>, { replace = false }: { replace?: boolean } = {}) => {
      navigate({ to: '.', search: (before) => ({ ...before, ...patch }), replace });
    },
    [navigate],
  );
  return [value, set];
}

/** Goes to an address made by `useHref`, without loading the page anew. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback((href) => router.history.push(href), [router]);
}
