import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';

export type By = 'branch' | 'officer';

export const progressQuery = (filters: Filters, by: By) =>
  queryOptions({
    queryKey: ['recovery', 'progress', filters, by],
    queryFn: ({ signal }) =>
      ask(api.recovery.progress.$get({ query: { ...filters, by } }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const cumulativeQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'cumulative', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.cumulative.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const forecastsQuery = (filters: Filters, by: By) =>
  queryOptions({
    queryKey: ['recovery', 'forecasts', filters, by],
    queryFn: ({ signal }) =>
      ask(api.recovery.forecasts.$get({ query: { ...filters, by } }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export interface Span {
  from?: string;
  to?: string;
}

/** The filters and the days of a question about two snapshots. */
export const inSpan = ({ asOf, ...filters }: Filters, { from, to = asOf }: Span) => ({
  ...filters,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

export const bridgeQuery = (filters: Filters, span: Span) =>
  queryOptions({
    queryKey: ['recovery', 'bridge', filters, span],
    queryFn: ({ signal }) =>
      ask(api.recovery.bridge.$get({ query: inSpan(filters, span) }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const reconciliationQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'reconciliation', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.reconciliation.$get({ query: inSpan(filters, {}) }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type AlertList = 'silent-exit' | 'days-reset' | 'slipped-plan';

/** From what amount on a planned receipt that slips is an alert. */
export const slippedFromQuery = queryOptions({
  queryKey: ['recovery', 'slipped-from'],
  queryFn: ({ signal }) => ask(api.recovery['slipped-from'].$get({}, { init: { signal } })),
});

export const alertsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'alerts', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.alerts.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const threeSourcesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'three-sources', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery['three-sources'].$get({ query: inSpan(filters, {}) }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type ThreeSources = InferResponseType<(typeof api.recovery)['three-sources']['$get']>;

export const alertLoansQuery = (filters: Filters, kind: AlertList) =>
  queryOptions({
    queryKey: ['recovery', 'alert-loans', filters, kind],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.alerts[':kind'].loans.$get(
          { param: { kind }, query: filters },
          { init: { signal } },
        ),
      ),
  });

export type Progress = InferResponseType<typeof api.recovery.progress.$get>;
export type ProgressRow = Progress['rows'][number];
export type Cumulative = InferResponseType<typeof api.recovery.cumulative.$get>;
export type Forecasts = InferResponseType<typeof api.recovery.forecasts.$get>;
export type UnitForecasts = Forecasts['rows'][number];
export type Bridge = InferResponseType<typeof api.recovery.bridge.$get>;
export type BridgeTerm = Bridge['bars'][number]['term'];
export type BridgeLoans = InferResponseType<typeof api.recovery.bridge.loans.$get>;
export type Movement = BridgeLoans['rows'][number];
export type Reconciliation = InferResponseType<typeof api.recovery.reconciliation.$get>;
export type Difference = Reconciliation['differences'][number];

/** The fewest loans that would close the gap, and the year end without the largest. */
export const concentrationQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'concentration', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.concentration.$get({ query: filters }, { init: { signal } })),
  });

export type Concentration = InferResponseType<typeof api.recovery.concentration.$get>;

export const comparisonQuery = (filters: Filters, by: By) =>
  queryOptions({
    queryKey: ['recovery', 'comparison', filters, by],
    queryFn: ({ signal }) =>
      ask(api.recovery.comparison.$get({ query: { ...filters, by } }, { init: { signal } })),
  });

export type ComparedUnit = InferResponseType<typeof api.recovery.comparison.$get>[number];

export const categoriesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'categories', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.categories.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type Categories = InferResponseType<typeof api.recovery.categories.$get>;

export const RECEIVED = ['tg-cash-on', 'tg-cash-off', 'tg-interest'] as const;
export type ReceivedCategory = (typeof RECEIVED)[number];
export type Received = InferResponseType<typeof api.recovery.categories.loans.$get>;

export const fetchReceived = (
  filters: Filters,
  category: ReceivedCategory,
  { offset, limit }: { offset: number; limit: number },
  signal: AbortSignal,
) => {
  const query = { ...filters, category, offset: String(offset), limit: String(limit) };
  return ask(api.recovery.categories.loans.$get({ query }, { init: { signal } }));
};
