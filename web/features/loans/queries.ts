import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';

/** What a list is asked for beside the filters. Everything in a query string is text. */
export interface ListAsked {
  search?: string | undefined;
  sort: string;
  order: 'asc' | 'desc';
}

const searched = (search: string | undefined) => (search === undefined ? {} : { search });

export const fetchLoans = (
  filters: Filters,
  { search, sort, order }: ListAsked,
  { offset, limit, signal }: { offset: number; limit: number; signal: AbortSignal },
) =>
  ask(
    api.loans.$get(
      {
        query: {
          ...filters,
          ...searched(search),
          sort,
          order,
          offset: String(offset),
          limit: String(limit),
        },
      },
      { init: { signal } },
    ),
  );

/** The totals of the list: one row is fetched, and everything is added up on the server. */
export const totalsQuery = (filters: Filters, search: string | undefined) =>
  queryOptions({
    queryKey: ['loans', 'totals', filters, search ?? null],
    queryFn: ({ signal }) =>
      fetchLoans(
        filters,
        { search, sort: 'loanId', order: 'asc' },
        { offset: 0, limit: 1, signal },
      ),
    placeholderData: (before) => before,
  });

export const groupsQuery = (
  filters: Filters,
  by: GroupKey,
  and: GroupKey | undefined,
  search: string | undefined,
) =>
  queryOptions({
    queryKey: ['loans', 'groups', by, and ?? null, filters, search ?? null],
    queryFn: ({ signal }) =>
      ask(
        api.loans.groups.$get(
          { query: { ...filters, ...searched(search), by, ...(and ? { and } : {}) } },
          { init: { signal } },
        ),
      ),
    placeholderData: (before, query) =>
      query?.queryKey[2] === by && query.queryKey[3] === (and ?? null) ? before : undefined,
  });

export const loanQuery = (loanId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['loans', 'one', loanId, asOf ?? null],
    queryFn: ({ signal }) =>
      ask(
        api.loans[':loanId'].$get(
          { param: { loanId }, query: asOf === undefined ? {} : { asOf } },
          { init: { signal } },
        ),
      ),
  });

/** The names of codes: classes, products, types, states. */
export const labelsQuery = queryOptions({
  queryKey: ['triage', 'labels'],
  queryFn: ({ signal }) =>
    ask(api.triage['filter-options'].$get({ query: {} }, { init: { signal } })),
  staleTime: 600_000,
});

export const GROUP_KEYS = [
  'branch',
  'officer',
  'township',
  'village',
  'product',
  'riskClass',
  'daysBand',
  'bookStatus',
  'state',
  'guaranteeKind',
  'contactState',
  'courtStage',
  'defaultType',
  'painPoint',
  'vintage',
] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

export type LoanList = Awaited<ReturnType<typeof fetchLoans>>;
export type LoanRow = LoanList['rows'][number];
type Answer<Options extends { queryFn?: unknown }> = Options extends { queryFn?: infer Fn }
  ? Fn extends (...args: never[]) => infer Result
    ? Awaited<Result>
    : never
  : never;
export type Groups = Answer<ReturnType<typeof groupsQuery>>;
export type LoanDetail = Answer<ReturnType<typeof loanQuery>>;
export type Segment = NonNullable<LoanDetail['segment']>;
export type Labels = Answer<typeof labelsQuery>;
