import type { MiddlewareHandler } from 'hono';
import { NOTHING_CHANGED, Refusal } from './errors.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

function refuse(): never {
  throw new Refusal('foreign-origin', 403, {
    happened: {
      zh: '清收台只接受本机页面的请求。',
      en: 'Recoup answers only pages of this machine.',
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请在本机用 http://127.0.0.1 打开清收台。',
      en: 'Open Recoup on this machine at http://127.0.0.1.',
    },
  });
}

/**
 * Local mode serves one desk: a foreign Host (DNS rebinding) or Origin (a web page elsewhere that
 * posts to loopback) is refused with 403 'foreign-origin'.
 */
export const guardLocal: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  if (!LOOPBACK.test(host)) refuse();
  const origin = c.req.header('origin');
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) refuse();
  await next();
};
