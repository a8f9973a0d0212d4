import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';

/** Everything of the Overview that recovery answers. */
export const overviewQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'overview', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.overview.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

/** The branches against the plan, when the page is filtered by one of them. */
export const branchesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'progress', filters, 'branch'],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.progress.$get({ query: { ...filters, by: 'branch' } }, { init: { signal } }),
      ),
    placeholderData: (before) => before,
  });

/** Default type × pain point. */
export const matrixQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'matrix', filters],
    queryFn: ({ signal }) => ask(api.triage.matrix.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

/** What the undetermined lack. */
export const evidenceQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'evidence', filters],
    queryFn: ({ signal }) =>
      ask(api.triage.evidence.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type Overview = InferResponseType<typeof api.recovery.overview.$get>;
export type Matrix = InferResponseType<typeof api.triage.matrix.$get>;
export type BranchRow = Overview['progress']['rows'][number];

/** The fewest loans that would close the gap, and the year end without the largest. */
export const concentrationQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'concentration', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.concentration.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });
