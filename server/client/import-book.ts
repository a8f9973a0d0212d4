import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { type ImportResult, importResult } from '../loan-book/import-result.ts';
import { problem } from './problem-shape.ts';
import { ask, jsonBody, type Send } from './send.ts';

const importState = z.object({
  stage: z.string(),
  rows: z.int().nullable().optional(),
  result: importResult.nullish(),
  problem: problem.nullish(),
});

/** The choices of a load, as POST /api/loan-book/imports takes them. */
export interface ImportChoices {
  asOf: string;
  sourceName?: string;
  mapping?: Record<string, string | null>;
  encoding?: string;
  sheet?: string;
  constants?: Record<string, string>;
  dateOrder?: string;
  replaceSample?: boolean;
  loadedBy?: string;
}

type OnStage = (stage: string) => void;

async function follow(send: Send, importId: string, onStage: OnStage): Promise<ImportResult> {
  for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
    const state = await ask(send, importState, `/api/loan-book/imports/${importId}`);
    onStage(state.stage);
    if (state.result) return state.result;
    if (state.problem) {
      const { code, status, says, details } = state.problem;
      throw new Refusal(code, status, says, details);
    }
    await wait(pause);
  }
}

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
