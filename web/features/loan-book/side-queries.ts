import { queryOptions } from '@tanstack/react-query';
import type { InferRequestType, InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import { isUnderWay } from './queries.ts';

const room = api['side-files'];

/** The kinds of files beside the loan book, with their fields. */
export const sideKindsQuery = () =>
  queryOptions({
    queryKey: ['side-files', 'kinds'],
    queryFn: ({ signal }) => ask(room.kinds.$get({}, { init: { signal } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every side file loaded so far, the latest first. */
export const sideFilesQuery = () =>
  queryOptions({
    queryKey: ['side-files', 'files'],
    queryFn: ({ signal }) => ask(room.files.$get({ query: {} }, { init: { signal } })),
  });

/** The days and amounts of the posting files. */
export const postingsQuery = () =>
  queryOptions({
    queryKey: ['recovery', 'postings'],
    queryFn: ({ signal }) => ask(api.recovery.postings.$get({}, { init: { signal } })),
  });

export const sideInspectionQuery = (id: number | string, json: InspectChoices) =>
  queryOptions({
    queryKey: ['side-files', 'inspection', id, json],
    queryFn: ({ signal }) =>
      ask(
        room.uploads[':id'].inspect.$post(
          { param: { id: String(id) }, json },
          { init: { signal } },
        ),
      ),
    placeholderData: (before) => before,
    retry: false,
  });

/** What loading the file as it is chosen would come to. */
export const sideCheckQuery = (id: string, json: CheckChoices, isReady: boolean) =>
  queryOptions({
    queryKey: ['side-files', 'check', id, json],
    queryFn: ({ signal }) =>
      ask(room.uploads[':id'].check.$post({ param: { id }, json }, { init: { signal } })),
    enabled: isReady,
    retry: false,
  });

export const sideSourcesQuery = (kind: SideKindId) =>
  queryOptions({
    queryKey: ['side-files', 'sources', kind],
    queryFn: ({ signal }) => ask(room.sources.$get({ query: { kind } }, { init: { signal } })),
  });

/** Loads of this or another window; asked again while one is under way. */
export const sideLoadsQuery = () =>
  queryOptions({
    queryKey: ['side-files', 'loads'],
    queryFn: ({ signal }) => ask(room.loads.$get({}, { init: { signal } })),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 300 : false),
  });

export const startSideLoad = (json: LoadChoices) => ask(room.loads.$post({ json }));

export const startCorrection = (id: number, uploadId: string) =>
  ask(room.files[':id'].corrections.$post({ param: { id: String(id) }, json: { uploadId } }));

export const cancelSideLoad = (id: string) => ask(room.loads[':id'].$delete({ param: { id } }));

interface Window {
  offset: number;
  limit: number;
  signal: AbortSignal;
}

export const fetchSideRejects = (
  id: number,
  find: string | undefined,
  { offset, limit, signal }: Window,
) =>
  ask(
    room.files[':id'].rejects.$get(
      {
        param: { id: String(id) },
        query: { offset: String(offset), limit: String(limit), ...(find ? { find } : {}) },
      },
      { init: { signal } },
    ),
  );

export const fetchSideSkipped = (id: number, { offset, limit, signal }: Window) =>
  ask(
    room.files[':id'].skipped.$get(
      { param: { id: String(id) }, query: { offset: String(offset), limit: String(limit) } },
      { init: { signal } },
    ),
  );

export type SideFile = InferResponseType<typeof room.files.$get>[number];
export type SideKind = InferResponseType<typeof room.kinds.$get>[number];
export type SideKindId = SideKind['id'];
export type SideJob = InferResponseType<typeof room.loads.$get>[number];
export type SideInspection = InferResponseType<(typeof room.uploads)[':id']['inspect']['$post']>;
export type SideReject = Awaited<ReturnType<typeof fetchSideRejects>>['rows'][number];
type InspectChoices = InferRequestType<(typeof room.uploads)[':id']['inspect']['$post']>['json'];
type CheckChoices = InferRequestType<(typeof room.uploads)[':id']['check']['$post']>['json'];
type LoadChoices = InferRequestType<typeof room.loads.$post>['json'];
