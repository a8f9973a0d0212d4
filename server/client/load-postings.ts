import { z } from 'zod';
import { ask, jsonBody, type Send } from './send.ts';

const batch = z.looseObject({
  id: z.int(),
  fileName: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  firstOn: z.string().nullable(),
  lastOn: z.string().nullable(),
  principalFen: z.int(),
  interestFen: z.int(),
  isRepeat: z.boolean().optional(),
});

/** Loads an upload as a posting ledger (收回流水); answers the batch it became. */
export function loadPostings(send: Send, uploadId: string): Promise<z.infer<typeof batch>> {
  return ask(send, batch, '/api/recovery/postings', jsonBody('POST', { uploadId }));
}
