import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { z } from 'zod';
import { generateBank, type SampleFile } from '../../sample-data/generate-bank.ts';
import { importBook } from '../../server/client/import-book.ts';
import { uploadBytes } from '../../server/client/load-file.ts';
import { loadSideFile } from '../../server/client/load-side-file.ts';
import { makePlan } from '../../server/client/make-plan.ts';
import { ask, type Send, sendToAddress } from '../../server/client/send.ts';
import { openBrowser } from './open-browser.ts';
import { type ServedApp, serveApp } from './serve-app.ts';

export type Language = 'zh' | 'en';

export const LANGUAGES: readonly Language[] = ['zh', 'en'];

export interface Look {
  language?: Language;
  colorScheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** A person at the desk: a page of their own, and what the browser complained about meanwhile. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  show(path: string): Promise<void>;
  /** Ends the visit; a script error in it is a failure of the test. */
  end(): Promise<void>;
}

/** A real server process over a data folder of its own, and a real browser. */
export interface OpenDesk {
  app: ServedApp;
  browser: Browser;
  send: Send;
  get<Shape>(schema: z.ZodType<Shape>, path: string): Promise<Shape>;
  visit(look?: Look): Promise<Visit>;
  close(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** A refusal is answered with a 4xx status, which Chromium reports as an error of the console. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;

async function visit(browser: Browser, address: string, look: Look): Promise<Visit> {
  const { language = 'zh', colorScheme = 'light', width = 1440, height = 900 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  // Only when nothing is chosen yet: a click on the switch must outlive a reload.
  await context.addInitScript((chosen) => {
    if (location.protocol === 'http:' && localStorage.getItem('recoup.language') === null)
      localStorage.setItem('recoup.language', JSON.stringify(chosen));
  }, language);
  const complaints: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSED.test(message.text()))
        complaints.push(message.text());
    });
  });
  const page = await context.newPage();
  return {
    context,
    page,
    async show(path) {
      await page.goto(address + path, { waitUntil: 'networkidle' });
    },
    async end() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

export async function openDesk(dataFolder?: string): Promise<OpenDesk> {
  const [app, browser] = await Promise.all([
    serveApp(dataFolder === undefined ? {} : { dataFolder }),
    openBrowser(),
  ]);
  const send = sendToAddress(app.address);
  return {
    app,
    browser,
    send,
    get: (schema, path) => ask(send, schema, path),
    visit: (look = {}) => visit(browser, app.address, look),
    async close() {
      await browser.close();
      await app.stop();
    },
  };
}

/** The books that a small bank is told by: the year's opening, the one in 万元, two last weeks. */
const BOOKS = /_(20251231|20260626|20261113|20261120)\.csv$/;

/** Loads a bank of 400 loans through the API: four books and both years' receipts. */
export async function loadSmallBank(send: Send): Promise<void> {
  const { files } = generateBank({ loans: 400 });
  const of = (kind: SampleFile['kind']) => files.filter((file) => file.kind === kind);
  for (const { name, asOf = '', bytes } of of('loan-book').filter(({ name }) => BOOKS.test(name))) {
    await importBook(send, await uploadBytes(send, name, bytes()), { asOf });
  }
  for (const { name, bytes } of of('postings')) {
    await loadSideFile(send, await uploadBytes(send, name, bytes()), { kind: 'postings' });
  }
}

/** Publishes the year's plan of the small bank: a twentieth of the sample bank's targets. */
export async function publishSmallPlan(send: Send): Promise<void> {
  for (const [category, targetFen] of [
    ['tg-cash-on', 475_000_000],
    ['tg-cash-off', 125_000_000],
  ] as const) {
    await makePlan(
      send,
      { year: 2026, category, targetFen, unit: 'yuan', basisAsOf: '2025-12-31' },
      { effectiveOn: '2026-01-05' },
    );
  }
}

/** One language of a feature's words; `{{x}}` is filled from `values`. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** What a template says around its values, as a pattern: each `{{x}}` is a group of that name. */
export function pattern(template: string): RegExp {
  const parts = template.split(/\{\{(\w+)\}\}/);
  return new RegExp(
    parts
      .map((part, place) =>
        place % 2 === 1 ? '(.+?)' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join(''),
  );
}

/** `8,231.50` as it is read off a page → 8231.5; `−` is minus. */
export function figure(text: string): number {
  return Number(text.replaceAll(/[,\s]/g, '').replace('−', '-'));
}

/** The exact amount of a tooltip, `82,310.00 元` or `¥82,310.00`, in fen. */
export function fenOfTip(tip: string | null): number {
  const found = /([−-]?)¥?([\d,]+)\.(\d\d)/.exec(tip ?? '');
  if (!found) throw new Error(`No amount in the tooltip "${tip}"`);
  const [, sign, whole = '', cents = ''] = found;
  return Number(`${sign ? '-' : ''}${whole.replaceAll(',', '')}${cents}`);
}
