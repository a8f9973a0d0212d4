import type { MiddlewareHandler } from 'hono';
import type { RoomDeps } from './warehouse/room-deps.ts';

/** Of UTF-16, so at most twice that in bytes. */
const MOST_CHARACTERS = 64_000_000;
const MOST_OF_ONE = 4_000_000;

/** The rooms whose GETs answer from tables alone, so that the same question has the same answer. */
export const REMEMBERED_ROOMS = ['triage', 'loans', 'quotas', 'recovery'] as const;

interface Answer {
  body: string;
  day: string;
  isCurrent(): boolean;
}

/**
 * Remembers the JSON answers of GETs until a table that they were read from is written, or the next
 * day: a meeting asks the same few questions again and again. The least recently used answers go
 * first.
 */
export function rememberAnswers({ warehouse, clock }: RoomDeps): MiddlewareHandler {
  const answers = new Map<string, Answer>();
  let characters = 0;
  const forget = (key: string) => {
    characters -= answers.get(key)?.body.length ?? 0;
    answers.delete(key);
  };
  const keep = (key: string, answer: Answer) => {
    forget(key);
    answers.set(key, answer);
    characters += answer.body.length;
    for (const [oldest] of answers) {
      if (characters <= MOST_CHARACTERS) return;
      forget(oldest);
    }
  };
  return async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    searchParams.sort();
    const key = `${pathname}?${searchParams}`;
    const day = clock.today();
    const known = answers.get(key);
    if (known?.day === day && known.isCurrent()) {
      keep(key, known);
      return c.body(known.body, 200, { 'content-type': 'application/json' });
    }
    forget(key);
    const { isCurrent } = await warehouse.watch(() => next());
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json');
    if (c.res.status !== 200 || !isJson) return;
    const body = await c.res.clone().text();
    if (body.length > MOST_OF_ONE || clock.today() !== day || !isCurrent()) return;
    keep(key, { body, day, isCurrent });
  };
}
