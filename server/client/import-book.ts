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
}

/** Loads an upload as a snapshot and waits for the end; `onStage` hears where it is. */
export async function importBook(
  send: Send,
  uploadId: string,
  choices: ImportChoices,
  onStage: (stage: string) => void = () => undefined,
): Promise<ImportResult> {
  const started = z.object({ importId: z.string() });
  const body = jsonBody('POST', { uploadId, ...choices });
  const { importId } = await ask(send, started, '/api/loan-book/imports', body);
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
