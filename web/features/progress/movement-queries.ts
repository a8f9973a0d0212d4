import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';
import { inSpan, type Span } from './queries.ts';

export type Kind = 'class' | 'days';

export const transitionsQuery = (filters: Filters, span: Span, kind: Kind) =>
  queryOptions({
    queryKey: ['recovery', 'transitions', filters, span, kind],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.transitions.$get(
          { query: { ...inSpan(filters, span), kind } },
          { init: { signal } },
        ),
      ),
    placeholderData: (before) => before,
  });

export type Transitions = InferResponseType<typeof api.recovery.transitions.$get>;
export type TransitionRow = Transitions['entered'];
export type TransitionLoan = InferResponseType<
  typeof api.recovery.transitions.loans.$get
>['rows'][number];

export const rollRatesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'roll-rates', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery['roll-rates'].$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type RollRates = InferResponseType<(typeof api.recovery)['roll-rates']['$get']>;

export const curesQuery = (filters: Filters, span: Span) =>
  queryOptions({
    queryKey: ['recovery', 'cures', filters, span],
    queryFn: ({ signal }) =>
      ask(api.recovery.cures.$get({ query: inSpan(filters, span) }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type Cures = InferResponseType<typeof api.recovery.cures.$get>;
export type Cure = Cures['rows'][number];

export const dormancyQuery = (filters: Filters, weeks: number) =>
  queryOptions({
    queryKey: ['recovery', 'dormancy', filters, weeks],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.dormancy.$get(
          { query: { ...filters, weeks: String(weeks) } },
          { init: { signal } },
        ),
      ),
    placeholderData: (before) => before,
  });

export type Dormancy = InferResponseType<typeof api.recovery.dormancy.$get>;
export type DormantRow = Dormancy['rows'][number];
export type DormantLoan = InferResponseType<
  typeof api.recovery.dormancy.loans.$get
>['rows'][number];

export const villagesQuery = (filters: Filters, since: string | undefined) =>
  queryOptions({
    queryKey: ['recovery', 'villages', filters, since ?? null],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.villages.$get(
          { query: { ...filters, ...(since === undefined ? {} : { since }) } },
          { init: { signal } },
        ),
      ),
    placeholderData: (before) => before,
  });

export type Villages = InferResponseType<typeof api.recovery.villages.$get>;
export type Village = Villages['villages'][number];

export const villageLoansQuery = (filters: Filters, village: string) =>
  queryOptions({
    queryKey: ['recovery', 'village-loans', filters, village],
    queryFn: ({ signal }) =>
      ask(
        api.recovery.villages.loans.$get({ query: { ...filters, village } }, { init: { signal } }),
      ),
  });

export type VillageLoan = InferResponseType<
  typeof api.recovery.villages.loans.$get
>['rows'][number];

export type CaseBy = Outcomes['by'];

export const outcomesQuery = (filters: Filters, by: CaseBy, end: 'settled' | 'first') =>
  queryOptions({
    queryKey: ['recovery', 'outcomes', filters, by, end],
    queryFn: ({ signal }) =>
      ask(api.recovery.outcomes.$get({ query: { ...filters, by, end } }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export type Outcomes = InferResponseType<typeof api.recovery.outcomes.$get>;
export type Outcome = Outcomes['total'];
export type Vintage = Outcomes['vintages'][number];
export type CaseLoan = InferResponseType<typeof api.recovery.outcomes.loans.$get>['rows'][number];
