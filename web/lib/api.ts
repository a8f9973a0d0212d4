import { type ClientResponse, hc } from 'hono/client';
import * as z from 'zod/mini';
import type { AppType } from '../../server/app.ts';
import { type Explanation, explanation } from './sentence.ts';

const problem = z.object({
  code: z.string(),
  status: z.number(),
  says: explanation,
  details: z._default(z.record(z.string(), z.unknown()), {}),
});

/** What the server declined or could not do, in words for the user. `code` is stable. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly says: Explanation;
  readonly details: Record<string, unknown>;

  constructor(given: z.infer<typeof problem>) {
    super(given.says.happened.en);
    this.name = 'ProblemError';
    this.code = given.code;
    this.status = given.status;
    this.says = given.says;
    this.details = given.details;
  }
}

const UNREACHABLE: Explanation = {
  happened: { zh: '连不上清收台的服务。', en: 'Recoup cannot be reached.' },
  kept: {
    zh: '已保存的数据没有变化;这一步可能没有完成。',
    en: 'What was stored is unchanged; this step may not have finished.',
  },
  next: {
    zh: '请确认清收台仍在运行(运行 npm start 的窗口),然后重试。',
    en: 'Check that Recoup is still running (the window of npm start), then try again.',
  },
};

const UNREADABLE: Explanation = {
  happened: {
    zh: '服务返回了无法识别的内容。',
    en: 'The answer of the server could not be read.',
  },
  kept: { zh: '已保存的数据没有变化。', en: 'What was stored is unchanged.' },
  next: {
    zh: '请刷新页面;若仍出现,请重启清收台。',
    en: 'Reload the page; if it recurs, restart Recoup.',
  },
};

/** The explanation of anything that was thrown, for ErrorState. */
export function explain(error: unknown): Explanation {
  if (error instanceof ProblemError) return error.says;
  return error instanceof TypeError ? UNREACHABLE : UNREADABLE;
}

/** True for a request that was given up on purpose (a page left, a newer question asked). */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** The ProblemError of an answer that is not ok; reads its body. */
export async function problemOf(response: {
  status: number;
  json(): Promise<unknown>;
}): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  const read = problem.safeParse(body);
  if (read.success) return new ProblemError(read.data);
  return new ProblemError({
    code: 'unreadable',
    status: response.status,
    says: UNREADABLE,
    details: {},
  });
}

async function reach<Result>(request: Promise<Result>): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    if (isAbort(error) || error instanceof ProblemError) throw error;
    throw new ProblemError({ code: 'unreachable', status: 0, says: UNREACHABLE, details: {} });
  }
}

/** The typed client: `api.triage.matrix.$get({ query })`. Unwrap its answers with `ask`. */
export const api = hc<AppType>('/').api;

/** The JSON of an answer, typed by its route; throws ProblemError with words for the user. */
export async function ask<Answer extends ClientResponse<unknown>>(
  request: Promise<Answer>,
): Promise<Awaited<ReturnType<Answer['json']>>>;
export async function ask(request: Promise<ClientResponse<unknown>>): Promise<unknown> {
  const response = await reach(request);
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/** The answer of any address of ours, for downloads and uploads; throws like `ask`. */
export async function fetchRaw(path: string, init?: RequestInit): Promise<Response> {
  const response = await reach(fetch(path, init));
  if (!response.ok) throw await problemOf(response);
  return response;
}
