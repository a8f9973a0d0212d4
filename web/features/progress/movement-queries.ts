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
