import { setTimeout as wait } from 'node:timers/promises';
import { pageQuestions } from './page-questions.ts';
import { REMEMBERED_ROOMS } from './remember-answers.ts';
import { getFilterOptions } from './triage/get-filter-options.ts';
import type { RoomDeps } from './warehouse/room-deps.ts';

const MOST_BRANCHES = 60;
const MOST_ASKED = 500;
/** Whoever wrote asks first: the page that shows what has changed. */
const AFTER_A_WRITE = 300;
const BETWEEN_LOOKS = 50;
const A_WHILE = 600_000;

type Fetch = (request: Request, env?: object) => Response | Promise<Response>;

export interface KeptReady {
  /** Answers as the app does, and learns what is asked. */
  fetch: Fetch;
  /** When nothing is being written and there is nothing left to make ready. */
  settled(): Promise<void>;
  /** Makes no more ready, and waits for the question under way. */
  stop(): Promise<void>;
}

/**
 * Makes the answers of the pages before somebody opens them: after the start, after each write
 * (what it left true is still remembered, and costs nothing) and on a new day. First what the pages
 * ask of the whole bank, then what was asked since the start, then the branches. One question at a
 * time, none while somebody waits for an answer or a write is under way.
 */
export function keepReady(
  app: { fetch: Fetch },
  { warehouse, clock }: RoomDeps,
  afterAWrite = AFTER_A_WRITE,
): KeptReady {
  const asked = new Set<string>();
  let asking = 0;
  let isStale = true;
  const stopped = new AbortController();
  const pause = (ms: number) => wait(ms, undefined, { ref: false, signal: stopped.signal });

  const learn = (path: string) => {
    asked.delete(path);
    asked.add(path);
    const [oldest] = asked;
    if (asked.size > MOST_ASKED && oldest !== undefined) asked.delete(oldest);
  };
  const questions = async () => {
    const { branches } = await getFilterOptions(warehouse).catch(() => ({ branches: [] }));
    const all = pageQuestions(clock.today(), branches.slice(0, MOST_BRANCHES));
    const ofBank = pageQuestions(clock.today(), []);
    return new Set([...ofBank, ...[...asked].reverse(), ...all]);
  };
  const round = async () => {
    for (const path of await questions()) {
      while (asking > 0) await pause(BETWEEN_LOOKS);
      if (stopped.signal.aborted || isStale || warehouse.isWriting) return;
      const answer = await app.fetch(new Request(`http://127.0.0.1${path}`));
      await answer.body?.cancel();
    }
  };
  const rounds = async () => {
    while (isStale && !stopped.signal.aborted) {
      isStale = false;
      await pause(afterAWrite);
      if (!warehouse.isWriting) await round();
    }
  };
  let running: Promise<void> | null = null;
  const begin = () => {
    isStale = true;
    running ??= rounds()
      // What cannot be made ready is made, or refused, when it is asked for.
      .catch(() => undefined)
      .finally(() => {
        running = null;
        if (isStale && !stopped.signal.aborted) begin();
      });
  };
  const stopListening = warehouse.afterWrite(begin);
  const timer = setInterval(begin, A_WHILE);
  timer.unref();
  begin();

  return {
    async fetch(request, env) {
      const { pathname, search } = new URL(request.url);
      const isQuestion =
        request.method === 'GET' &&
        REMEMBERED_ROOMS.some((room) => pathname.startsWith(`/api/${room}`));
      asking += 1;
      try {
        const response = await app.fetch(request, env);
        const isJson = response.headers.get('content-type')?.startsWith('application/json');
        if (isQuestion && response.status === 200 && isJson) learn(pathname + search);
        return response;
      } finally {
        asking -= 1;
      }
    },
    async settled() {
      while (running !== null || warehouse.isWriting) await (running ?? wait(BETWEEN_LOOKS));
    },
    async stop() {
      stopListening();
      clearInterval(timer);
      stopped.abort();
      await running;
    },
  };
}
