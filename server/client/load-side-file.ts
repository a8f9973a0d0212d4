import { z } from 'zod';
import type { SideKindId } from '../side-files/side-kind.ts';
import { followJob, type OnStage } from './follow-job.ts';
import { ask, jsonBody, type Send } from './send.ts';

const sideFile = z.looseObject({
  id: z.int(),
  kind: z.string(),
  asOf: z.string(),
  fileName: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  totals: z.array(z.object({ field: z.string(), statedFen: z.int(), loadedFen: z.int() })),
  isRepeat: z.boolean().optional(),
});
export type LoadedSideFile = z.infer<typeof sideFile>;

/** The choices of a load, as POST /api/side-files/loads takes them. */
export interface SideFileChoices {
  kind: SideKindId;
  asOf?: string;
  sheet?: string;
  encoding?: string;
  sourceName?: string;
  dateOrder?: string;
  mapping?: Record<string, string | null>;
}

const started = z.object({ loadId: z.string() });
const follow = (send: Send, loadId: string, onStage: OnStage) =>
  followJob(send, `/api/side-files/loads/${loadId}`, sideFile, onStage);

/** Loads an upload as a roster, postings or targets, and waits for the end. */
export async function loadSideFile(
  send: Send,
  uploadId: string,
  choices: SideFileChoices,
  onStage: OnStage = () => undefined,
): Promise<LoadedSideFile> {
  const body = jsonBody('POST', { uploadId, ...choices });
  const { loadId } = await ask(send, started, '/api/side-files/loads', body);
  return follow(send, loadId, onStage);
}
