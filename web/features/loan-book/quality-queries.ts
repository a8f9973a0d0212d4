import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';

const quality = api['loan-book'].snapshots[':id'].quality;

/** The quality report of a snapshot; the first to ask may wait while it is made. */
export const qualityQuery = (id: number) =>
  queryOptions({
    queryKey: ['loan-book', 'quality', id],
    queryFn: ({ signal }) => ask(quality.$get({ param: { id: String(id) } }, { init: { signal } })),
  });

export const fetchQualityLoans = (
  id: number,
  { line, branch }: OpenLine,
  { offset, limit, signal }: { offset: number; limit: number; signal: AbortSignal },
) =>
  ask(
    quality[':line'].loans.$get(
      {
        param: { id: String(id), line },
        query: {
          offset: String(offset),
          limit: String(limit),
          ...(branch === undefined ? {} : { branch }),
        },
      },
      { init: { signal } },
    ),
  );

/** What a list opened under the report is about: everything its title says. */
export const qualityLoansQuery = (id: number, open: OpenLine) =>
  queryOptions({
    queryKey: ['loan-book', 'quality-loans', id, open.line, open.branch ?? null, 'head'],
    queryFn: ({ signal }) => fetchQualityLoans(id, open, { offset: 0, limit: 1, signal }),
  });

export const keepNote = (id: number, line: string, json: { by: string; note: string }) =>
  ask(quality[':line'].notes.$post({ param: { id: String(id), line }, json }));

/** Which line's loans are shown; of one branch where the line is split by branch. */
export interface OpenLine {
  line: string;
  branch?: string | undefined;
}

export type Quality = InferResponseType<typeof quality.$get>;
export type QualityLine = Quality['lines'][number];
export type QualityLoan = InferResponseType<
  (typeof quality)[':line']['loans']['$get']
>['rows'][number];
