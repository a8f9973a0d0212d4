import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { ask, type Send } from './send.ts';

const uploaded = z.object({ uploadId: z.string(), sha256: z.string(), byteSize: z.int() });

async function refuseMissing(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new Refusal('file-missing', 404, {
    happened: { zh: `没有找到文件 ${path}。`, en: `There is no file ${path}.` },
    kept: { zh: '数据没有变化。', en: 'Nothing has changed.' },
    next: { zh: '请检查路径后重试。', en: 'Check the path and try again.' },
  });
}

/** Sends bytes to the desk as an upload; answers its id. */
export async function uploadBytes(
  send: Send,
  fileName: string,
  body: Uint8Array | ReadableStream,
): Promise<string> {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'PUT',
    body: body instanceof Uint8Array ? new Uint8Array(body) : body,
    duplex: 'half',
  };
  const path = `/api/loan-book/uploads?fileName=${encodeURIComponent(fileName)}`;
  return (await ask(send, uploaded, path, init)).uploadId;
}

/** Sends a file of this machine to the desk without reading it whole; answers the upload's id. */
export async function uploadFile(send: Send, path: string): Promise<string> {
  await refuseMissing(path);
  const stream = Readable.toWeb(createReadStream(path)) as ReadableStream;
  return uploadBytes(send, basename(path), stream);
}
