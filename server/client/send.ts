import type { z } from 'zod';
import type { createApp } from '../app.ts';
import { Refusal } from '../errors.ts';
import { problem } from './problem-shape.ts';

/** One request to a desk, local or running: the path under its address, and what `fetch` takes. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** A desk that this process has opened itself. */
export function sendTo(app: Pick<ReturnType<typeof createApp>, 'request'>): Send {
  return async (path, init) => app.request(`http://127.0.0.1${path}`, init);
}

/** A desk that another process is running at `address`. */
export function sendToAddress(address: string): Send {
  return (path, init) => fetch(`${address}${path}`, init);
}

/** Sends, and reads the answer by its schema. A problem comes back as the Refusal it was. */
export async function ask<Shape>(
  send: Send,
  schema: z.ZodType<Shape>,
  path: string,
  init?: RequestInit,
): Promise<Shape> {
  const response = await send(path, init);
  const body: unknown = await response.json();
  if (response.ok) return schema.parse(body);
  throw refusalOf(body);
}

function refusalOf(body: unknown): Refusal {
  const { code, status, says, details } = problem.parse(body);
  return new Refusal(code, status, says, details);
}

/** Asks for a file; answers its bytes as they come. A problem comes back as the Refusal it was. */
export async function fetchFile(send: Send, path: string): Promise<ReadableStream<Uint8Array>> {
  const response = await send(path);
  if (!response.ok) throw refusalOf(await response.json());
  return response.body ?? new ReadableStream();
}

/** A JSON body as `fetch` takes it. */
export function jsonBody(method: 'POST' | 'PUT', body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
