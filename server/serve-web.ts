import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { MiddlewareHandler } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The file under `folder` that a URL path names, or undefined when it leads out of the folder. */
export function fileFor(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, decoded));
  return file.startsWith(normalize(`${folder}/`)) && !decoded.includes('\0') ? file : undefined;
}

/**
 * Serves the built web app: hashed assets for ever, pages (any path without a file of its own that
 * is not under /api) as index.html and never cached, so that a new build is seen at once.
 */
export function serveWeb(folder: string): MiddlewareHandler {
  return async (c, next) => {
    const path = new URL(c.req.url).pathname;
    if (path.startsWith('/api/') || !['GET', 'HEAD'].includes(c.req.method)) return next();
    const named = extname(path) === '' ? join(folder, 'index.html') : fileFor(folder, path);
    const body = named && (await readFile(named).catch(() => undefined));
    if (!named || !body) return next();
    return c.body(new Uint8Array(body), 200, {
      'content-type': TYPES[extname(named)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  };
}
