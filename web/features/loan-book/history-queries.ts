import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import * as z from 'zod/mini';
import { api, ask } from '../../lib/api.ts';
import { readPreference } from '../../lib/preference.ts';

const snapshot = api['loan-book'].snapshots[':id'];
const { comparison } = api.loans;

/** What the person at this browser calls themselves, for the records of what was loaded. */
export const PERSON = 'my-name';
export const personSchema = z.string();

function person(): string | undefined {
  const name = readPreference(PERSON, personSchema)?.trim();
  return name === '' ? undefined : name;
}

/** The name as a load carries it; nothing when none was given. */
export const loadedBy = (): { loadedBy?: string } => {
  const name = person();
  return name === undefined ? {} : { loadedBy: name };
};

/** Which rejects are asked for. */
export interface RejectFilter {
  reason?: string | undefined;
  field?: string | undefined;
  find?: string | undefined;
}

export const facetsQuery = (id: number) =>
  queryOptions({
    queryKey: ['loan-book', 'reject-facets', id],
    queryFn: ({ signal }) =>
      ask(snapshot.rejects.facets.$get({ param: { id: String(id) } }, { init: { signal } })),
  });

export const startAmendment = (id: number, uploadId: string) =>
  ask(snapshot.amendments.$post({ param: { id: String(id) }, json: { uploadId, ...loadedBy() } }));

export const restore = (id: number) => {
  const name = person();
  const json = name === undefined ? {} : { restoredBy: name };
  return ask(snapshot.restore.$post({ param: { id: String(id) }, json }));
};

export const comparisonQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: ['loans', 'comparison', from, to],
    queryFn: ({ signal }) =>
      ask(comparison.$get({ query: { from: String(from), to: String(to) } }, { init: { signal } })),
    placeholderData: keepPreviousData,
  });

export const fetchComparedLoans = (
  pair: { from: number; to: number },
  change: string,
  { offset, limit, signal }: { offset: number; limit: number; signal: AbortSignal },
) =>
  ask(
    comparison.loans.$get(
      {
        query: {
          from: String(pair.from),
          to: String(pair.to),
          change,
          offset: String(offset),
          limit: String(limit),
        },
      },
      { init: { signal } },
    ),
  );

export type Comparison = InferResponseType<typeof comparison.$get>;
export type ComparedLoan = Awaited<ReturnType<typeof fetchComparedLoans>>['rows'][number];
