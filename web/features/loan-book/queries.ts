import { queryOptions } from '@tanstack/react-query';
import type { InferRequestType, InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import { loadedBy, type RejectFilter } from './history-queries.ts';

const room = api['loan-book'];

/** Every snapshot, the latest day first. */
export const snapshotsQuery = () =>
  queryOptions({
    queryKey: ['loan-book', 'snapshots'],
    queryFn: ({ signal }) => ask(room.snapshots.$get({}, { init: { signal } })),
  });

export const snapshotQuery = (id: number) =>
  queryOptions({
    queryKey: ['loan-book', 'snapshot', id],
    queryFn: ({ signal }) =>
      ask(room.snapshots[':id'].$get({ param: { id: String(id) } }, { init: { signal } })),
    placeholderData: (before) => before,
  });

/** The canonical fields: what a column can be mapped to. */
export const fieldsQuery = () =>
  queryOptions({
    queryKey: ['loan-book', 'fields'],
    queryFn: ({ signal }) => ask(room.fields.$get({}, { init: { signal } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const sourcesQuery = () =>
  queryOptions({
    queryKey: ['loan-book', 'sources'],
    queryFn: ({ signal }) => ask(room.sources.$get({}, { init: { signal } })),
  });

/** Imports of this or another window; asked again while one is under way. */
export const importsQuery = () =>
  queryOptions({
    queryKey: ['loan-book', 'imports'],
    queryFn: ({ signal }) => ask(room.imports.$get({}, { init: { signal } })),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 400 : false),
  });

export const isUnderWay = ({ state }: Pick<ImportJob, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** What the server makes of the first records of a file that has not been sent. */
export const layoutQuery = (
  records: string[][],
  delimiter: Delimiter,
  sourceName: string | undefined,
) =>
  queryOptions({
    queryKey: ['loan-book', 'layout', sourceName, delimiter, records],
    queryFn: ({ signal }) =>
      ask(
        room.layouts.$post(
          { json: { records, delimiter, ...(sourceName ? { sourceName } : {}) } },
          { init: { signal } },
        ),
      ),
    placeholderData: (before) => before,
  });

export function fetchRejects(
  id: number,
  filter: RejectFilter,
  offset: number,
  limit: number,
  signal: AbortSignal,
) {
  const query = { ...filter, offset: String(offset), limit: String(limit) };
  const param = { id: String(id) };
  return ask(room.snapshots[':id'].rejects.$get({ param, query }, { init: { signal } }));
}

export function fetchSkipped(id: number, offset: number, limit: number, signal: AbortSignal) {
  const query = { offset: String(offset), limit: String(limit) };
  const param = { id: String(id) };
  return ask(room.snapshots[':id'].skipped.$get({ param, query }, { init: { signal } }));
}

export const startImport = (json: ImportChoices) =>
  ask(room.imports.$post({ json: { ...json, ...loadedBy() } }));

export const getImport = (id: string) => ask(room.imports[':id'].$get({ param: { id } }));

export const cancelImport = (id: string) => ask(room.imports[':id'].$delete({ param: { id } }));

/** What the server finds in a file that had to be sent to be looked into; nothing is loaded. */
export const inspectionQuery = (id: string, choices: InspectChoices) =>
  queryOptions({
    queryKey: ['loan-book', 'inspection', id, choices],
    queryFn: ({ signal }) =>
      ask(
        room.uploads[':id'].inspect.$post({ param: { id }, json: choices }, { init: { signal } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });

/** Throws an upload away that is not going to be loaded. */
export const removeUpload = (id: string) => ask(room.uploads[':id'].$delete({ param: { id } }));

/** Whose data the desk holds. */
export const bankQuery = () =>
  queryOptions({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
  });

export const clearSample = () => ask(api.desk.sample.$delete());

export type Snapshot = InferResponseType<typeof room.snapshots.$get>[number];
export type SnapshotDetail = InferResponseType<(typeof room.snapshots)[':id']['$get']>;
export type Field = InferResponseType<typeof room.fields.$get>[number];
/** What a column can be mapped to, of any kind of file. */
export interface MappableField extends Pick<Field, 'id' | 'label' | 'required'> {
  kind: string;
}
export type ImportJob = InferResponseType<typeof room.imports.$get>[number];
export type FileLayout = InferResponseType<typeof room.layouts.$post>;
export type Inspection = InferResponseType<(typeof room.uploads)[':id']['inspect']['$post']>;
export type InspectChoices = InferRequestType<
  (typeof room.uploads)[':id']['inspect']['$post']
>['json'];
export type ImportChoices = InferRequestType<typeof room.imports.$post>['json'];
export type Encoding = NonNullable<ImportChoices['encoding']>;
export type Delimiter = NonNullable<
  InferRequestType<typeof room.layouts.$post>['json']['delimiter']
>;
export type Reject = Awaited<ReturnType<typeof fetchRejects>>['rows'][number];
export type Skipped = Awaited<ReturnType<typeof fetchSkipped>>['rows'][number];
