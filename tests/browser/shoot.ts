import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from './open-browser.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
] as const;

export interface ShootOptions {
  address: string;
  routes: readonly string[];
  out: string;
  languages?: readonly ('zh' | 'en')[];
  schemes?: readonly ('light' | 'dark')[];
  widths?: readonly number[];
  /** The whole length of the page instead of the first screen. */
  fullPage?: boolean;
}

function fileName(route: string): string {
  const name = decodeURIComponent(route).replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return name.replaceAll(/^-|-$/g, '') || 'overview';
}

/** Pictures of routes in each language, theme and size; returns what the browser complained about. */
export async function shoot(options: ShootOptions, browser?: Browser): Promise<string[]> {
  const { address, routes, out, languages = ['zh', 'en'], schemes = ['light', 'dark'] } = options;
  const { widths = [1440, 1280, 390], fullPage = true } = options;
  mkdirSync(out, { recursive: true });
  const complaints: string[] = [];
  const opened = browser ?? (await openBrowser());
  for (const language of languages) {
    for (const scheme of schemes) {
      for (const size of SIZES.filter(({ width }) => widths.includes(width))) {
        const context = await opened.newContext({ viewport: size, colorScheme: scheme });
        await context.addInitScript(
          ([key, value]) => localStorage.setItem(String(key), String(value)),
          ['recoup.language', JSON.stringify(language)],
        );
        const page = await context.newPage();
        page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
        });
        for (const route of routes) {
          await page.goto(address + route, { waitUntil: 'networkidle' });
          await page.evaluate(() => document.fonts.ready.then(() => undefined));
          const path = join(out, `${fileName(route)}-${language}-${scheme}-${size.width}.png`);
          await page.screenshot({ path, fullPage });
        }
        await context.close();
      }
    }
  }
  if (!browser) await opened.close();
  return [...new Set(complaints)];
}

/** `node tests/browser/shoot.mjs ADDRESS ROUTE… [--out DIR] [--only zh,light,1440]` */
export async function main(args: readonly string[]): Promise<void> {
  const value = (name: string) => {
    const place = args.indexOf(name);
    return place < 0 ? undefined : args[place + 1];
  };
  const out = value('--out') ?? '/tmp/shots';
  const only = value('--only')?.split(',') ?? [];
  const chosen = <One extends string | number>(all: readonly One[]) => {
    const some = all.filter((one) => only.includes(String(one)));
    return some.length > 0 ? some : all;
  };
  const [address = '', ...rest] = args;
  const complaints = await shoot({
    address,
    routes: rest.filter((arg) => arg.startsWith('/') && arg !== out),
    out,
    languages: chosen(['zh', 'en']),
    schemes: chosen(['light', 'dark']),
    widths: chosen([1440, 1280, 390]),
  });
  console.log(`Pictures in ${out}`);
  for (const complaint of complaints) console.log(complaint);
}
