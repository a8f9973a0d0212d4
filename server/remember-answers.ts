import type { MiddlewareHandler } from 'hono';
import type { RoomDeps } from './warehouse/room-deps.ts';

const MOST_ANSWERS = 300;
const MOST_CHARACTERS = 400_000;

/**
 * Remembers the JSON answers of GETs until the next committed write or the next day: between
 * writes the same question has the same answer, and a meeting asks the same few questions again
 * and again. The least recently used answers go first; large ones are not kept.
 */
export function rememberAnswers({ warehouse, clock }: RoomDeps): MiddlewareHandler {
  const answers = new Map<string, string>();
  let state = '';
  return async (c, next) => {
    if (c.req.method !== 'GET') return next();
    const now = `${warehouse.version} ${clock.today()}`;
    if (now !== state) {
      answers.clear();
      state = now;
    }
    const { pathname, search } = new URL(c.req.url);
    const key = pathname + search;
    const known = answers.get(key);
    if (known !== undefined) {
      answers.delete(key);
      answers.set(key, known);
      return c.body(known, 200, { 'content-type': 'application/json' });
    }
    await next();
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json');
    if (c.res.status !== 200 || !isJson || `${warehouse.version} ${clock.today()}` !== now) return;
    const body = await c.res.clone().text();
    if (body.length > MOST_CHARACTERS || state !== now) return;
    answers.set(key, body);
    const [oldest] = answers.keys();
    if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
  };
}
