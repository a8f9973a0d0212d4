import { useSyncExternalStore } from 'react';
import type { Choices } from './draft.ts';
import type { SideKindId } from './side-queries.ts';

export type SideChoices = Choices & { kind?: SideKindId };

/** The side file being worked on. It lives outside React, so that the page may be left meanwhile. */
export interface SideDraft {
  uploadId: string;
  name: string;
  choices: SideChoices;
  /** Its load, once it has been started. */
  loadId?: string | undefined;
}

let draft: SideDraft | undefined;
const listeners = new Set<() => void>();

function set(next: SideDraft | undefined): void {
  draft = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSideDraft = (): SideDraft | undefined =>
  useSyncExternalStore(subscribe, () => draft);

export const beginSideDraft = (uploadId: string, name: string): void =>
  set({
    ...{ uploadId, name },
    choices: { sourceName: '', fields: {}, constants: {}, words: {}, replaceSample: true },
  });

export const endSideDraft = (): void => set(undefined);

export function chooseSide(part: Partial<SideChoices>): void {
  if (draft) set({ ...draft, choices: { ...draft.choices, ...part } });
}

/** Keeps which load is under way; undefined when it has ended without success. */
export function holdSideLoad(loadId: string | undefined): void {
  if (draft) set({ ...draft, loadId });
}
