import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';

const keep = <Data>(before: Data | undefined) => before;

export const matrixQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'matrix', filters],
    queryFn: ({ signal }) => ask(api.triage.matrix.$get({ query: filters }, { init: { signal } })),
    placeholderData: keep,
  });

export const evidenceQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'evidence', filters],
    queryFn: ({ signal }) =>
      ask(api.triage.evidence.$get({ query: filters }, { init: { signal } })),
    placeholderData: keep,
  });

export const classLagQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'class-lag', filters],
    queryFn: ({ signal }) =>
      ask(api.triage['class-lag'].$get({ query: filters }, { init: { signal } })),
    placeholderData: keep,
  });

export const clockExposureQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['triage', 'clock-exposure', filters],
    queryFn: ({ signal }) =>
      ask(api.triage['clock-exposure'].$get({ query: filters }, { init: { signal } })),
    placeholderData: keep,
  });

export const rulesQuery = queryOptions({
  queryKey: ['triage', 'rules'],
  queryFn: ({ signal }) => ask(api.triage.rules.$get({}, { init: { signal } })),
  staleTime: Number.POSITIVE_INFINITY,
});

type Answer<Options extends { queryFn?: unknown }> = Options extends {
  queryFn?: infer Fn;
}
  ? Fn extends (...args: never[]) => infer Result
    ? Awaited<Result>
    : never
  : never;

export type Matrix = Answer<ReturnType<typeof matrixQuery>>;
export type Evidence = Answer<ReturnType<typeof evidenceQuery>>;
export type ClassLag = Answer<ReturnType<typeof classLagQuery>>;
export type ClockExposure = Answer<ReturnType<typeof clockExposureQuery>>;
export type Rules = Answer<typeof rulesQuery>;
