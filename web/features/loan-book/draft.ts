import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isAbort, ProblemError } from '../../lib/api.ts';
import {
  cancelImport,
  type Encoding,
  type FileLayout,
  getImport,
  type Inspection,
  removeUpload,
  startImport,
} from './queries.ts';
import type { Preview } from './read-preview.ts';
import { uploadFile } from './upload-file.ts';
import { type WordChoices, wordChanges } from './word-choices.ts';

/** What the user has settled about a file. Undefined where the suggestion stands. */
export interface Choices {
  asOf?: string;
  /** Whose export it is, where the one that its header tells is not right. */
  sourceName?: string;
  encoding?: Encoding;
  sheet?: string;
  dateOrder?: 'mdy' | 'dmy';
  fields: Readonly<Record<string, string | null>>;
  constants: Readonly<Record<string, string>>;
  /** What the bank's own words mean. */
  words: WordChoices;
  /** On the sample bank: whether it makes way for this file. */
  replaceSample: boolean;
}

/** The file being worked on. It lives outside React, so that the page may be left meanwhile. */
export interface Draft {
  file: File;
  preview: Preview | null | undefined;
  choices: Choices;
  phase: 'preparing' | 'uploading' | 'importing';
  sent: number;
  startedAt: number;
  uploadId?: string;
  importId?: string;
  error?: unknown;
  /** It came after another one. */
  isFollower: boolean;
}

export interface Outcome {
  snapshotId: number;
  alreadyLoaded: boolean;
}

interface State {
  draft: Draft | undefined;
  outcome: Outcome | undefined;
  /** Files that come after the draft, in order. */
  waiting: readonly File[];
  /** Whether a waiting file about which nothing is to be asked is loaded without being asked. */
  unattended: boolean;
}

let state: State = { draft: undefined, outcome: undefined, waiting: [], unattended: true };
const listeners = new Set<() => void>();
let stop = new AbortController();

function set(next: Partial<State>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function change(part: Partial<Draft>): void {
  if (state.draft) set({ draft: { ...state.draft, ...part } });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The file being prepared or on its way, and how the last import ended. */
export const useDraft = (): State => useSyncExternalStore(subscribe, () => state);

function readInWorker(file: File, encoding: Encoding | undefined): Promise<Preview | null> {
  const worker = new Worker(new URL('./preview.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Preview | null>((done) => {
    worker.onmessage = ({ data }: MessageEvent<{ preview: Preview | null }>) => done(data.preview);
    worker.onerror = () => done(null);
    worker.postMessage({ file, encoding });
  }).finally(() => worker.terminate());
}

async function preview(file: File, encoding: Encoding | undefined): Promise<void> {
  const read = await readInWorker(file, encoding);
  if (state.draft?.file !== file) return;
  change({ preview: read });
  // What is no text on its own is sent to be looked into: a workbook, an archive, or no table.
  if (read?.isText === false) await sendToInspect(file);
}

async function sendToInspect(file: File): Promise<void> {
  try {
    const uploadId = await uploadFile(file, () => undefined, stop.signal);
    if (state.draft?.file === file) change({ uploadId });
    else await removeUpload(uploadId);
  } catch (error) {
    if (state.draft?.file === file && !isAbort(error)) change({ error });
  }
}

/** Starts with a file: reads its preview in the browser. */
function begin(file: File, isFollower: boolean): void {
  stop = new AbortController();
  const choices: Choices = { fields: {}, constants: {}, words: {}, replaceSample: true };
  set({
    draft: {
      ...{ file, preview: undefined, choices, phase: 'preparing', sent: 0, startedAt: 0 },
      isFollower,
    },
  });
  void preview(file, undefined);
}

/** What comes next, where something waits. */
function beginNext(): void {
  const [next, ...waiting] = state.waiting;
  set({ draft: undefined, waiting });
  if (next) begin(next, true);
}

const byName = new Intl.Collator('zh', { numeric: true });

/** Starts with the first of some files, by name; the others wait, behind what is there already. */
export function chooseFiles(files: readonly File[]): void {
  const sorted = [...files].sort((a, b) => byName.compare(a.name, b.name));
  set({ waiting: [...state.waiting, ...sorted] });
  if (state.draft) return;
  set({ outcome: undefined });
  const [first, ...waiting] = state.waiting;
  set({ waiting });
  if (first) begin(first, false);
}

export const dropWaiting = (file: File): void =>
  set({ waiting: state.waiting.filter((one) => one !== file) });

export const setUnattended = (unattended: boolean): void => set({ unattended });

export function choose(part: Partial<Choices>): void {
  if (!state.draft) return;
  const { file, choices } = state.draft;
  change({ choices: { ...choices, ...part }, error: undefined });
  if ('encoding' in part && state.draft.preview?.isText) void preview(file, part.encoding);
}

export function discard(): void {
  stop.abort();
  const id = state.draft?.uploadId;
  if (id) void removeUpload(id);
  beginNext();
}

/** The day the file speaks of: chosen, stated by its title, or part of its name. */
export function asOfOf(draft: Draft, layout: FileLayout | undefined): string | undefined {
  if (draft.choices.asOf) return draft.choices.asOf;
  if (layout?.statedDay) return layout.statedDay;
  const found = /(20\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])/.exec(
    draft.file.name,
  );
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));

/** Uploads the file (once), imports it, and waits for the end, wherever the user is meanwhile. */
export async function load(
  layout: FileLayout | Inspection,
  client: QueryClient,
  isSample: boolean,
): Promise<void> {
  const { draft } = state;
  const asOf = draft && asOfOf(draft, layout);
  if (draft?.phase !== 'preparing' || asOf === undefined) return;
  const { file, choices } = draft;
  stop = new AbortController();
  try {
    change({ phase: 'uploading', sent: 0, startedAt: Date.now(), error: undefined });
    const uploadId =
      draft.uploadId ?? (await uploadFile(file, (sent) => change({ sent }), stop.signal));
    change({ uploadId, phase: 'importing' });
    const mapping = Object.fromEntries(
      layout.columns.map(({ name, field }) => [name, fieldOf(choices, name, field)]),
    );
    const { encoding, dateOrder, constants } = choices;
    const sourceName = choices.sourceName?.trim() || layout.sourceName;
    const words = wordChanges(choices.words, new Set(Object.values(mapping)));
    const sheet = 'sheet' in layout ? layout.sheet : null;
    const { importId } = await startImport({
      uploadId,
      asOf,
      sourceName,
      mapping,
      constants,
      ...(encoding ? { encoding } : {}),
      ...(sheet === null ? {} : { sheet }),
      ...(dateOrder ? { dateOrder } : {}),
      ...(words.length > 0 ? { words } : {}),
      ...(isSample && choices.replaceSample ? { replaceSample: true } : {}),
    });
    change({ importId });
    void client.invalidateQueries({ queryKey: ['loan-book', 'imports'] });
    await follow(importId, client);
  } catch (error) {
    change({ phase: 'preparing', error: isAbort(error) ? undefined : error });
  }
}

async function follow(importId: string, client: QueryClient): Promise<void> {
  for (;;) {
    const job = await getImport(importId);
    if (job.result) {
      const { snapshot, alreadyLoaded } = job.result;
      set({ draft: undefined, outcome: { snapshotId: snapshot.id, alreadyLoaded } });
      await client.invalidateQueries();
      if (!state.draft) beginNext();
      return;
    }
    if (job.problem) {
      throw new ProblemError(job.problem);
    }
    await pause(250);
  }
}

/** Stops the upload or the import; the file stays in preparation. */
export async function cancelLoad(): Promise<void> {
  stop.abort();
  const id = state.draft?.importId;
  if (id) await cancelImport(id);
}

/** The field a column goes to: the user's choice, else the suggestion unless it is taken. */
export function fieldOf(choices: Choices, name: string, suggested: string | null): string | null {
  const chosen = choices.fields[name];
  if (chosen !== undefined) return chosen;
  const taken = Object.values(choices.fields).includes(suggested);
  return suggested !== null && taken ? null : suggested;
}

/**
 * How dates with the year last are to be read: as chosen, as the first rows prove, or as last time;
 * undefined where that has to be asked, because nothing tells or the file contradicts last time.
 */
export function orderOf(
  choices: Pick<Choices, 'dateOrder'>,
  layout: Pick<FileLayout, 'dateOrder' | 'savedDateOrder'>,
): 'mdy' | 'dmy' | undefined {
  const { dateOrder: found, savedDateOrder: saved } = layout;
  if (choices.dateOrder || found === null) return choices.dateOrder;
  if (found === 'ambiguous') return saved ?? undefined;
  return saved === null || saved === found ? found : undefined;
}
