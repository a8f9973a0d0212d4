import { z } from 'zod';
import { type ImportResult, importResult } from '../loan-book/import-result.ts';
import type { OwnWordChange } from '../loan-book/own-words.ts';
import { followJob, type OnStage } from './follow-job.ts';
import { ask, jsonBody, type Send } from './send.ts';

/** The choices of a load, as POST /api/loan-book/imports takes them. */
export interface ImportChoices {
  asOf: string;
  sourceName?: string;
  mapping?: Record<string, string | null>;
  encoding?: string;
  sheet?: string;
  constants?: Record<string, string>;
  dateOrder?: string;
  words?: readonly OwnWordChange[];
  replaceSample?: boolean;
  loadedBy?: string;
}

const follow = (send: Send, importId: string, onStage: OnStage) =>
  followJob(send, `/api/loan-book/imports/${importId}`, importResult, onStage);

const started = z.object({ importId: z.string() });

/** Loads an upload as a snapshot and waits for the end; `onStage` hears where it is. */
export async function importBook(
  send: Send,
  uploadId: string,
  choices: ImportChoices,
  onStage: OnStage = () => undefined,
): Promise<ImportResult> {
  const body = jsonBody('POST', { uploadId, ...choices });
  const { importId } = await ask(send, started, '/api/loan-book/imports', body);
  return follow(send, importId, onStage);
}

/** Corrects a snapshot's rejected rows by an upload and waits for the end, as `importBook` does. */
export async function amendBook(
  send: Send,
  snapshotId: string,
  upload: { uploadId: string; loadedBy?: string },
  onStage: OnStage = () => undefined,
): Promise<ImportResult> {
  const path = `/api/loan-book/snapshots/${encodeURIComponent(snapshotId)}/amendments`;
  const { importId } = await ask(send, started, path, jsonBody('POST', upload));
  return follow(send, importId, onStage);
}
