import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Examination, Examiner } from './examine-file.ts';
import { explainStorageError, importCancelled, uploadMissing } from './refuse-file.ts';

const uploadId = /^[0-9a-f-]{36}$/;

const stored = z.object({ fileName: z.string(), sha256: z.string(), byteSize: z.int() });

/** A file that has arrived whole and waits to be read. */
export interface Upload extends z.infer<typeof stored> {
  uploadId: string;
  path: string;
}

type Place = Pick<Warehouse, 'incoming'>;

const bytesPath = ({ incoming }: Place, id: string) => join(incoming, `upload-${id}.bin`);
const notePath = ({ incoming }: Place, id: string) => join(incoming, `upload-${id}.json`);

/**
 * Stores a body as it arrives, a chunk at a time, and hashes it on the way. A body that breaks
 * off, or a disk that fills up, leaves nothing behind. Refuses with 'disk-full'.
 */
export async function receiveUpload(
  place: Place,
  fileName: string,
  body: ReadableStream<Uint8Array> | null,
  signal?: AbortSignal,
): Promise<Upload> {
  const id = randomUUID();
  const path = bytesPath(place, id);
  const partial = `${path}.part`;
  const examiner = new Examiner();
  try {
    const file = await open(partial, 'wx');
    try {
      if (body !== null) {
        for await (const chunk of body) {
          if (signal?.aborted) throw importCancelled();
          examiner.push(chunk);
          await file.writeFile(chunk);
        }
      }
    } finally {
      await file.close();
    }
    const { sha256, byteSize }: Examination = examiner.result();
    await writeFile(notePath(place, id), JSON.stringify({ fileName, sha256, byteSize }));
    await rename(partial, path);
    return { uploadId: id, path, fileName, sha256, byteSize };
  } catch (error) {
    await rm(partial, { force: true });
    await rm(notePath(place, id), { force: true });
    throw explainStorageError(error);
  }
}

/** The upload of that id. Refuses with 'upload-missing'. Any room may load from it. */
export async function getUpload(place: Place, id: string): Promise<Upload> {
  if (!uploadId.test(id)) throw uploadMissing(id);
  const note = await readFile(notePath(place, id), 'utf8').catch(() => {
    throw uploadMissing(id);
  });
  return { uploadId: id, path: bytesPath(place, id), ...stored.parse(JSON.parse(note)) };
}

export async function removeUpload(place: Place, id: string): Promise<void> {
  if (!uploadId.test(id)) return;
  await rm(bytesPath(place, id), { force: true });
  await rm(notePath(place, id), { force: true });
}

/**
 * Empties the incoming folder of what an earlier process left there. Only before anything is
 * uploaded: the data folder's lock says that no other process is using it.
 */
export async function removeLeftovers({ incoming }: Place): Promise<void> {
  for (const name of await readdir(incoming)) {
    await rm(join(incoming, name), { recursive: true, force: true });
  }
}
