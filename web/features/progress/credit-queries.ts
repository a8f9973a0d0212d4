import { queryOptions } from '@tanstack/react-query';
import type { InferRequestType, InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import type { Filters } from '../../lib/filters.ts';

export type Credit = InferResponseType<typeof api.recovery.credit.$get>;
export type CreditUnit = Credit['units'][number];
export type CreditPart = InferResponseType<typeof api.recovery.credit.lines.$get>[number];
export type CreditKind = CreditPart['rule'];
export type RuleChange = InferRequestType<typeof api.recovery.credit.rules.$post>['json'];
export type Rule = RuleChange['rules'][number];

export const creditQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['recovery', 'credit', filters],
    queryFn: ({ signal }) =>
      ask(api.recovery.credit.$get({ query: filters }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const creditLinesQuery = (filters: Filters, rule: CreditKind) =>
  queryOptions({
    queryKey: ['recovery', 'credit', 'lines', filters, rule],
    queryFn: ({ signal }) =>
      ask(api.recovery.credit.lines.$get({ query: { ...filters, rule } }, { init: { signal } })),
    placeholderData: (before) => before,
  });

export const KINDS = [
  'outsourced',
  'team',
  'legal',
  'deduction',
  'handover',
  'joint',
  'own',
  'reversal',
  'waiting',
] as const satisfies readonly CreditKind[];
