import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InferRequestType, InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';
import { loadedBy } from './history-queries.ts';

const room = api['loan-book'];
const snapshot = room.snapshots[':id'];

type FileWords = InferRequestType<typeof room.words.readings.$post>['json'];

/** The closed lists of codes, by field. */
export const codesQuery = () =>
  queryOptions({
    queryKey: ['loan-book', 'codes'],
    queryFn: ({ signal }) => ask(room.codes.$get({}, { init: { signal } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How the words of a file's columns would be read. */
export const fileWordsQuery = (json: FileWords) =>
  queryOptions({
    queryKey: ['loan-book', 'file-words', json],
    queryFn: ({ signal }) => ask(room.words.readings.$post({ json }, { init: { signal } })),
    placeholderData: keepPreviousData,
  });

/** The words of a loaded snapshot that have or want a meaning. */
export const snapshotWordsQuery = (id: number) =>
  queryOptions({
    queryKey: ['loan-book', 'words', id],
    queryFn: ({ signal }) =>
      ask(snapshot.words.$get({ param: { id: String(id) } }, { init: { signal } })),
  });

export const keptColumnsQuery = (id: number) =>
  queryOptions({
    queryKey: ['loan-book', 'kept', id],
    queryFn: ({ signal }) =>
      ask(snapshot.kept.$get({ param: { id: String(id) } }, { init: { signal } })),
  });

type Trial = InferRequestType<typeof snapshot.kept.trial.$get>['query'];

/** How a kept column would be read as a field. */
export const trialQuery = (id: number, query: Trial) =>
  queryOptions({
    queryKey: ['loan-book', 'kept', id, query],
    queryFn: ({ signal }) =>
      ask(snapshot.kept.trial.$get({ param: { id: String(id) }, query }, { init: { signal } })),
    retry: false,
  });

type Reread = InferRequestType<typeof snapshot.readings.$post>['json'];

export const startRereading = (id: number, json: Reread) =>
  ask(snapshot.readings.$post({ param: { id: String(id) }, json: { ...json, ...loadedBy() } }));

export const saveWords = (sourceName: string, words: Reread['words']) => {
  const { loadedBy: by } = loadedBy();
  const savedBy = by === undefined ? {} : { savedBy: by };
  return ask(room.words.$post({ json: { sourceName, words: words ?? [], ...savedBy } }));
};

export type SnapshotWords = InferResponseType<typeof snapshot.words.$get>;
export type KeptColumn = InferResponseType<typeof snapshot.kept.$get>[number];
