import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';

const WEB = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const LIMIT = 250_000;

const manifest = z
  .record(
    z.string(),
    z.object({
      file: z.string(),
      isEntry: z.boolean().optional(),
      imports: z.array(z.string()).default([]),
      dynamicImports: z.array(z.string()).default([]),
    }),
  )
  .parse(JSON.parse(readFileSync(`${WEB}.vite/manifest.json`, 'utf8')));

/** The files a browser must have before `key` runs. */
function needed(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const next of chunk.imports) needed(next, seen);
  return seen;
}

const gzipped = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(WEB + file)).length, 0);

test('the first load is under 250 kB of JavaScript, gzipped', () => {
  const size = gzipped(needed('index.html'));
  console.log(`Initial JavaScript: ${(size / 1000).toFixed(1)} kB gzipped of ${LIMIT / 1000}`);
  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThan(LIMIT);
});

test('the chart library is not in the first load', () => {
  for (const file of needed('index.html')) {
    expect(readFileSync(WEB + file, 'utf8')).not.toContain('recharts');
  }
});
